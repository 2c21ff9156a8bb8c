"""What the reader of a line knows beforehand: the person's time and the company's own names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from core.capture.clients import ClientIndex, KnownClient
from core.deals.kinds import PipelineKind, StageKind

__all__ = [
    "ClientIndex",
    "ContactIndex",
    "Context",
    "DayParts",
    "KnownClient",
    "KnownContact",
    "KnownPipeline",
    "KnownStage",
    "LearnedWord",
]


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A person of a client, as the base spells the name."""

    id: int
    client_id: int
    name: str


@dataclass(frozen=True, slots=True)
class KnownStage:
    """A stage by the company's own name; `offer` marks the one a quote moves to."""

    id: int
    name: str
    kind: StageKind = StageKind.OPEN
    offer: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class KnownPipeline:
    """Stages in their order. The first pipeline of a context is the one preferred."""

    id: int
    name: str
    kind: PipelineKind
    stages: tuple[KnownStage, ...]


@dataclass(frozen=True, slots=True)
class DayParts:
    """The hours that words for parts of a day mean; every one is a setting of the person."""

    morning: time = time(9)
    noon: time = time(12)
    lunch: time = time(13)
    afternoon: time = time(14)
    evening: time = time(18)
    end_of_day: time = time(18)


@dataclass(frozen=True, slots=True)
class LearnedWord:
    """A phrase that managers of this company say for a stage, or for the reason of a loss: kept from a
    correction on a card.
    """

    phrase: str
    stage_id: int | None = None
    reason: str | None = None


class ContactIndex:
    """The people of each client. Built once, kept by the caller."""

    def __init__(self, people: dict[int, tuple[KnownContact, ...]] | None = None) -> None:
        self._people = people or {}

    @classmethod
    def of(cls, contacts: Iterable[KnownContact]) -> "ContactIndex":
        """Put people under the client they belong to, in the order given."""
        people: dict[int, list[KnownContact]] = {}
        for contact in contacts:
            people.setdefault(contact.client_id, []).append(contact)
        return cls({client: tuple(group) for client, group in people.items()})

    def of_client(self, client_id: int) -> tuple[KnownContact, ...]:
        """The people of one client, none when it is unknown."""
        return self._people.get(client_id, ())


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a line is read by. `now` is aware, in the person's own zone; `country` chooses holidays."""

    now: datetime
    language: str = "ru"
    day_parts: DayParts = field(default_factory=DayParts)
    clients: ClientIndex = field(default_factory=ClientIndex)
    contacts: ContactIndex = field(default_factory=ContactIndex)
    pipelines: tuple[KnownPipeline, ...] = ()
    country: str | None = None
    learned: tuple[LearnedWord, ...] = ()
    deals: Mapping[int, int] = field(default_factory=dict)
    """The pipeline of the open deal of a client, where the writer has one."""
    today: frozenset[int] = frozenset()
    """Clients with a task for today: of names that fit alike they are offered first."""

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("the person's time must know its zone")
