"""What a line became, before anybody agreed to it: slots and their text (CAPTURE.md, "The slots")."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from core.activities.kinds import ActivityKind, Outcome, TaskKind

T = TypeVar("T")
Json = dict[str, Any]
When = date | datetime
"""A plain date, or an aware local time to the minute when the line names an hour."""

VERSION = 1


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the line a slot was read: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A likely value to offer on the card; `score` from 0 to 1."""

    value: T
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Slot(Generic[T]):
    """One thing read from the line. No value and several candidates: the card asks.

    `guessed`: the grammar left it empty, a second reader filled it (docs/second-reader.md).
    """

    value: T | None = None
    span: Span | None = None
    confidence: float = 0.0
    candidates: tuple[Candidate[T], ...] = ()
    guessed: bool = False

    def by_hand(self, value: T | None) -> "Slot[T]":
        """The same place in the line with what a person chose for it."""
        return replace(self, value=value, confidence=1.0, guessed=False)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the manager does next. `due` is local; `duration_min` where a from-to was said. `kind_guessed`,
    `due_guessed`: which of the two a second reader filled.
    """

    kind: TaskKind
    due: When | None = None
    duration_min: int | None = None
    due_span: Span | None = None
    kind_guessed: bool = False
    due_guessed: bool = False

    @property
    def guessed(self) -> bool:
        return self.kind_guessed or self.due_guessed


@dataclass(frozen=True, slots=True)
class Fact:
    """Something for the client's profile: offered as a chip, never taken silently. `guessed` as of a slot."""

    field: str
    value: str
    span: Span
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One line of speech, read. Money is in major units; times are aware and local to the person."""

    text: str
    type: Slot[ActivityKind]
    at: Slot[datetime]
    outcome: Slot[Outcome] = field(default_factory=Slot)
    client: Slot[int] = field(default_factory=Slot)
    contact: Slot[int] = field(default_factory=Slot)
    new_contact: Slot[str] = field(default_factory=Slot)
    amount: Slot[int] = field(default_factory=Slot)
    amount_low: Slot[int] = field(default_factory=Slot)
    stage: Slot[int] = field(default_factory=Slot)
    lost_reason: Slot[str] = field(default_factory=Slot)
    next_step: Slot[NextStep] = field(default_factory=Slot)
    facts: tuple[Fact, ...] = ()

    @property
    def guessed(self) -> tuple[str, ...]:
        """Names of the slots that a second reader filled and nobody changed since; "facts" among them."""
        slots = tuple(name for name in _CODECS if getattr(self, name).guessed)
        return (*slots, "facts") if any(fact.guessed for fact in self.facts) else slots

    def to_json(self) -> Json:
        """A plain dict that JSON can carry and `from_json` turns back into an equal draft."""
        slots = {name: _slot_json(getattr(self, name), write) for name, (write, _) in _CODECS.items()}
        facts = [
            {"field": one.field, "value": one.value, "span": _span_json(one.span), **_guessed_json(one)}
            for one in self.facts
        ]
        return {"version": VERSION, "text": self.text, **slots, "facts": facts}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Draft":
        """The draft that `to_json` wrote. Raises ValueError for a version it does not know."""
        if data.get("version") != VERSION:
            raise ValueError(f"unknown version of a draft: {data.get('version')!r}")
        slots: dict[str, Any] = {name: _slot_from(data[name], read) for name, (_, read) in _CODECS.items()}
        facts = tuple(
            Fact(one["field"], one["value"], Span(*one["span"]), one.get("guessed", False))
            for one in data["facts"]
        )
        return cls(text=data["text"], facts=facts, **slots)


def _same(value: Any) -> Any:
    return value


def _when_json(value: When) -> Any:
    if not isinstance(value, datetime):
        return value.isoformat()
    zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
    return [value.isoformat(), zone]


def _when_from(data: Any) -> When:
    if isinstance(data, str):
        return date.fromisoformat(data)
    moment = datetime.fromisoformat(data[0])
    return moment.astimezone(ZoneInfo(data[1])) if data[1] else moment


def _step_json(step: NextStep) -> Json:
    return {
        "kind": step.kind.value,
        "due": None if step.due is None else _when_json(step.due),
        "duration_min": step.duration_min,
        "due_span": _span_json(step.due_span),
        **({"kind_guessed": True} if step.kind_guessed else {}),
        **({"due_guessed": True} if step.due_guessed else {}),
    }


def _step_from(data: Json) -> NextStep:
    return NextStep(
        kind=TaskKind(data["kind"]),
        due=None if data["due"] is None else _when_from(data["due"]),
        duration_min=data["duration_min"],
        due_span=_span_from(data["due_span"]),
        kind_guessed=data.get("kind_guessed", False),
        due_guessed=data.get("due_guessed", False),
    )


def _span_json(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span_from(data: list[int] | None) -> Span | None:
    return None if data is None else Span(data[0], data[1])


def _guessed_json(one: "Slot[Any] | Fact") -> Json:
    return {"guessed": True} if one.guessed else {}


def _slot_json(slot: Slot[Any], write: Callable[[Any], Any]) -> Json:
    return {
        "value": None if slot.value is None else write(slot.value),
        "span": _span_json(slot.span),
        "confidence": slot.confidence,
        "candidates": [[write(one.value), one.label, one.score] for one in slot.candidates],
        **_guessed_json(slot),
    }


def _slot_from(data: Json, read: Callable[[Any], Any]) -> Slot[Any]:
    return Slot(
        value=None if data["value"] is None else read(data["value"]),
        span=_span_from(data["span"]),
        confidence=data["confidence"],
        candidates=tuple(Candidate(read(value), label, score) for value, label, score in data["candidates"]),
        guessed=data.get("guessed", False),
    )


_CODECS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "type": (str, ActivityKind),
    "at": (_when_json, _when_from),
    "outcome": (str, Outcome),
    "client": (_same, _same),
    "contact": (_same, _same),
    "new_contact": (_same, _same),
    "amount": (_same, _same),
    "amount_low": (_same, _same),
    "stage": (_same, _same),
    "lost_reason": (_same, _same),
    "next_step": (_step_json, _step_from),
}
