"""Columns that repeat what the history says, kept by the transaction that writes the history.

A room that holds such columns registers a Summary. Whatever rows a session writes, the numbers of the
things whose columns they touch are noted; before the commit each summary is made anew for those things alone,
from the history itself, so that an undo, a merge or a late row need no rules of their own.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, Subquery, Table, event, inspect, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from core.db.base import Base

_NOTED = "touched"
BATCH = 500


class History(Protocol):
    """What the columns of some things should say: a row for each with `id` and the columns by their names.

    `only`: of these things; None: of all.
    """

    def __call__(self, only: Collection[int] | None) -> Subquery: ...


@dataclass(frozen=True, slots=True)
class Watch:
    """A row of `model` touches the thing of the kind `what` whose number stands in `column`: when it comes or
    goes, or when one of `changed` changes (none named: any).
    """

    model: type[Base]
    column: str
    what: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """`columns` of `table` that repeat the history. `watches`: rows whose writing touches them. `wider`:
    which things a wider one stands for, as a query of numbers.
    """

    table: Table
    columns: tuple[str, ...]
    history: History
    watches: tuple[Watch, ...]
    wider: Mapping[str, Callable[[Collection[int]], Select[Any]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.table.name)


SUMMARIES: list[Summary] = []


def keep(summary: Summary) -> None:
    """From now on every writing session keeps it."""
    SUMMARIES.append(summary)
    for watch in summary.watches:
        _WATCHED[watch.model].append(watch)


_WATCHED: dict[type[Base], list[Watch]] = defaultdict(list)


class KeepingSession(Session):
    """A session that notes whose summaries its rows touch."""


@event.listens_for(KeepingSession, "after_flush")
def _note(session: Session, _context: object) -> None:
    """After the flush new rows have their numbers, and what columns were before is still known."""
    for thing in (*session.new, *session.dirty, *session.deleted):
        for watch in _WATCHED.get(type(thing), ()):
            attributes = inspect(thing).attrs
            same = not any(attributes[name].history.has_changes() for name in watch.changed)
            if watch.changed and same and thing in session.dirty:
                continue
            before = attributes[watch.column].history.deleted or ()
            values = (*before, getattr(thing, watch.column))
            touched(session)[watch.what].update(int(value) for value in values if value is not None)


def touched(session: Session) -> dict[str, set[int]]:
    """What the session's rows touched so far; statements without objects add to it themselves."""
    found: dict[str, set[int]] = session.info.setdefault(_NOTED, defaultdict(set))
    return found


async def renew_touched(session: AsyncSession) -> None:
    """Make the summaries of everything that was touched anew; nothing touched asks nothing."""
    noted = session.sync_session.info.pop(_NOTED, None)
    if not noted:
        return
    for summary in SUMMARIES:
        ids = set(noted.get(summary.name, ()))
        for what, numbers in summary.wider.items():
            if noted.get(what):
                ids |= set((await session.execute(numbers(noted[what]))).scalars())
        ordered = sorted(ids)
        for start in range(0, len(ordered), BATCH):
            await renew(session, summary, ordered[start : start + BATCH])


async def renew(
    session: AsyncSession,
    summary: Summary,
    only: Collection[int] | None = None,
    also: Mapping[str, Any] | None = None,
) -> int:
    """Set the columns to what the history says, where they say something else, and there `also` these.

    Returns how many rows did.
    """
    says = summary.history(only)
    table = summary.table
    statement = (
        update(table)
        .where(table.c.id == says.c.id, _differs(table, says, summary.columns))
        .values({name: says.c[name] for name in summary.columns} | dict(also or {}))
    )
    if only is not None:
        statement = statement.where(table.c.id.in_(only))
    done: Any = await session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)


async def differing(session: AsyncSession, summary: Summary, most: int) -> tuple[int, list[int]]:
    """How many rows say something else than the history, and the numbers of the first ones."""
    says = summary.history(None)
    table = summary.table
    wrong = select(table.c.id).join(says, says.c.id == table.c.id)
    wrong = wrong.where(_differs(table, says, summary.columns))
    found = (await session.execute(wrong.order_by(table.c.id))).scalars().all()
    return len(found), list(found[:most])


def _differs(table: Table, says: Subquery, columns: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(table.c[name].is_distinct_from(says.c[name]) for name in columns))
