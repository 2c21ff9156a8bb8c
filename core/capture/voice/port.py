"""The port: a sound in, its words out."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sound:
    """OGG/Opus as the messenger has it. `language`: of the person who spoke, ISO 639-1."""

    data: bytes
    seconds: int
    language: str


class Unheard(Exception):
    """No words came of it. `passing`: a moment later they may. The text names no words and no secrets."""

    def __init__(self, why: str, *, passing: bool) -> None:
        super().__init__(why)
        self.passing = passing


class Transcriber(Protocol):
    """Who listens. `at_once`: how many notes it takes at a time. `may_be_slow_once`: what took too long now
    may be quick later.
    """

    at_once: int
    may_be_slow_once: bool

    async def transcribe(self, sound: Sound) -> str:
        """The words, in one line; empty for silence. Raises Unheard."""

    async def close(self) -> None:
        """Leave what it holds."""


def one_line(words: str) -> str:
    """The words without what no database keeps: NUL and halves of characters."""
    kept = words.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")
    return " ".join(kept.split())
