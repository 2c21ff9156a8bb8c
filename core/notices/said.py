"""A plain sentence owed as the answer to one update: a message id and its facts; the face words it."""

from dataclasses import dataclass, field
from typing import ClassVar

from core.notices.notice import Notice


@dataclass(frozen=True, kw_only=True)
class Said(Notice):
    """`update` makes it once an update. `keyboard`: the standing keyboard goes with it."""

    kind: ClassVar[str] = "said"
    urgent: ClassVar[bool] = True
    update: int
    text: str
    facts: dict[str, str] = field(default_factory=dict)
    keyboard: bool = False
    language: str = "ru"
    """Of the person as they wrote: a newcomer has no language of their own yet."""

    def key(self) -> str:
        return f"{self.update}:{self.text}"
