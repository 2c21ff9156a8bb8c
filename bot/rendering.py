"""Notices find their words here, when they are sent: a renderer for each kind."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.texts import Texts, texts_of
from bot.views.card import Card
from core.access import Actor
from core.ids import EmployeeId
from core.notices.notice import Notice
from core.people.company import Company, company_of
from core.work import Reading

N = TypeVar("N", bound=Notice)
Renderer = Callable[["Rendering", N], Awaitable[Card | None]]
_renderers: dict[type[Notice], Renderer[Any]] = {}
Preparer = Callable[[Reading, Sequence[Actor]], Awaitable[Mapping[EmployeeId, object]]]
_preparers: dict[type[Notice], Preparer] = {}


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a renderer may use: a read-only look as the person it is for, and their words."""

    read: Reading
    prepared: Any = None
    """What was read beforehand for this person, see `prepares`."""

    @property
    def actor(self) -> Actor:
        return self.read.actor

    @property
    def texts(self) -> Texts:
        return texts_of(self.read.actor.language)

    @property
    def today(self) -> date:
        """The person's local day."""
        return self.read.now.astimezone(ZoneInfo(self.read.actor.zone)).date()

    async def company(self) -> Company:
        return await company_of(self.read)


def renders(kind: type[N]) -> Callable[[Renderer[N]], Renderer[N]]:
    """Register the renderer of a kind of notice. It returns None where there is nothing to say any more."""

    def register(renderer: Renderer[N]) -> Renderer[N]:
        _renderers[kind] = renderer
        return renderer

    return register


def prepares(kind: type[Notice]) -> Callable[[Preparer], Preparer]:
    """Register what reads for many people at once what notices of a kind will say to each. Who is not in what
    it returns is read for when the notice is sent.
    """

    def register(preparer: Preparer) -> Preparer:
        _preparers[kind] = preparer
        return preparer

    return register


async def prepare(read: Reading, kind: type[Notice], people: Sequence[Actor]) -> Mapping[EmployeeId, object]:
    return await _preparers[kind](read, people)


def prepared_kinds() -> frozenset[type[Notice]]:
    return frozenset(_preparers)


async def render(read: Reading, notice: Notice, prepared: object = None) -> Card | None:
    """The message that a notice is now. Raises KeyError for a kind without a renderer, NotFound where its
    thing is gone.
    """
    return await _renderers[type(notice)](Rendering(read, prepared), notice)


def rendered_kinds() -> frozenset[type[Notice]]:
    return frozenset(_renderers)
