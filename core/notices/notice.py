"""A notice: one thing that a person or a group must be told, as plain data. Words are found when it is
sent.
"""

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, ClassVar, Self

from core.ids import EmployeeId, PlaceId


@dataclass(frozen=True, slots=True)
class Spot:
    """A message in a place. A place is a person's or a group's chat; both are opaque numbers here."""

    place: PlaceId
    message: int


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom: the place, and the employee who sits there (None: a stranger or a group)."""

    place: PlaceId
    employee: EmployeeId | None = None


class Repeat(StrEnum):
    """What to do when nobody knows whether a message arrived."""

    ALWAYS = "always"
    ONCE = "once"
    ONCE_AFTER_A_MINUTE = "once_after_a_minute"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The base of all kinds. Subclasses hold ids and dates only, and are told once by (kind, place, key)."""

    kind: ClassVar[str] = ""
    urgent: ClassVar[bool] = False
    """Answers to what a person just did go before everything else."""
    repeat: ClassVar[Repeat] = Repeat.ALWAYS
    lives: ClassVar[timedelta] = timedelta(days=2)
    """How long it is worth sending."""
    registry: ClassVar[dict[str, type["Notice"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind:
            if cls.kind in Notice.registry and Notice.registry[cls.kind].__qualname__ != cls.__qualname__:
                raise TypeError(f"two kinds of notice are called {cls.kind}")
            Notice.registry[cls.kind] = cls

    def key(self) -> str:
        """What makes this notice this one, beside kind and place."""
        return ":".join(str(value) for value in dataclasses.astuple(self))

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, payload: dict[str, Any]) -> Self:
        return cls(**payload)


def notice_of(kind: str, payload: dict[str, Any]) -> Notice:
    """The notice that a row holds. Raises KeyError for a kind that this version does not know."""
    return Notice.registry[kind].from_json(payload)
