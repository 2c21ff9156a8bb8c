"""data/words.toml, read: what the show-room says."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "data" / "words.toml"


class DemoWords(BaseModel):
    """The words of one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    preparing: str
    ready: tuple[str, ...]
    awake: str
    died: str
    group: str
    stranger: str
    stranger_note: str
    notes: dict[str, str]


@cache
def demo_words(language: str) -> DemoWords:
    """`language`: ru or en."""
    with FILE.open("rb") as file:
        return DemoWords.model_validate(tomllib.load(file)[language])
