"""Work: one unit of work. Database.work() writes, Database.read() reads."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from core.access import Actor
from core.audit import AuditRow, Look, Looks
from core.clock import Clock
from core.db.base import Base, table_of
from core.db.engine import is_sqlite, reading, snapshot, writing
from core.db.failures import is_passing
from core.db.summaries import KeepingSession, renew_touched
from core.db.upsert import insert_into
from core.errors import Changed, CoreError, NotFound
from core.ids import PlaceId
from core.intake.inbox import Entry, EntryState, InboxEntry
from core.notices.notice import Addressee, Notice, Spot
from core.notices.outbox import NoticeState, OwedNotice, Parcel

T = TypeVar("T", bound=Base)
V = TypeVar("V")

LEASE = timedelta(seconds=15)
_open: ContextVar[bool] = ContextVar("a Work is open", default=False)


class AlreadyDone(CoreError):
    """The effect of this update is in the database already: somebody handled it before."""

    message_id = "error-core"


class WorkInWork(RuntimeError):
    """One Work an update, never nested."""


def passes_by_itself(error: BaseException) -> bool:
    """Whether the same update may succeed a moment later: a locked database, a lost connection."""
    return is_passing(error)


def work_is_open() -> bool:
    """Whether this task holds a Work: nobody may call the messenger then."""
    return _open.get()


class Kept(Protocol):
    """A row with a number: whatever the audit can speak of."""

    __tablename__: Any
    id: Any


class Reading:
    """A view of the database for one actor at one time. Queries that name `actor.sees` see only what they
    may.
    """

    def __init__(self, session: AsyncSession, actor: Actor, now: datetime) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.looks = Looks()

    def look(self, what: Look) -> None:
        """Note that the actor opened a list or a card. Who answers for the update writes it down."""
        if self.actor.id is not None:
            day = self.now.astimezone(ZoneInfo(self.actor.zone)).date()
            self.looks[self.actor.id, day, what] += 1

    async def one(self, question: Select[V], **values: Any) -> V:
        """The only row of `question`, or NotFound. `values` go to its bindparams: what every update asks is
        built once, since building takes longer than asking.
        """
        found = (await self.session.execute(question, values)).scalar_one_or_none()
        if found is None:
            raise NotFound
        return found

    async def maybe(self, question: Select[V], **values: Any) -> V | None:
        return (await self.session.execute(question, values)).scalar_one_or_none()

    async def all(self, question: Select[V]) -> list[V]:
        return list((await self.session.execute(question)).scalars())


class Work(Reading):
    """A transaction that writes: takes rows for change, owes notices, leaves an audit trail."""

    def __init__(
        self,
        session: AsyncSession,
        actor: Actor,
        now: datetime,
        *,
        wall: datetime,
        entry: Entry | None,
        holder: str | None,
    ) -> None:
        super().__init__(session, actor, now)
        self._wall = wall
        self._entry = entry
        self._holder = holder
        self.born: list[Parcel] = []
        self._audit: list[dict[str, Any]] = []
        self.before_commit: list[Callable[[AsyncSession], Awaitable[None]]] = []

    async def take(self, thing: type[T], *where: ColumnElement[bool], version: int | None = None) -> T:
        """One row, locked for the change. Raises NotFound, or Changed when its version is another one than
        expected.
        """
        found = (
            await self.session.execute(select(thing).where(*where).with_for_update(of=thing))
        ).scalar_one_or_none()
        if found is None:
            raise NotFound
        if version is not None and getattr(found, "version", version) != version:
            raise Changed
        return found

    async def add(self, thing: T) -> T:
        """Put a new row in; flushed, so it has its id."""
        self.session.add(thing)
        await self.session.flush()
        return thing

    def change(self, act: str, thing: Kept, **values: Any) -> None:
        """Set columns and write down what they were. Versioned things get their next version."""
        changes: dict[str, Any] = {}
        for name, value in values.items():
            before = getattr(thing, name)
            if before != value:
                changes[name] = [_plain(before), _plain(value)]
                setattr(thing, name, value)
        if changes:
            if hasattr(thing, "version"):
                thing.version += 1
            self.record(act, thing, changes)

    def record(self, act: str, thing: Kept, changes: dict[str, Any] | None = None) -> None:
        """An audit row in this transaction."""
        row = {
            "at": self.now,
            "actor_id": self.actor.id,
            "update_id": self._entry.update_id if self._entry else None,
            "act": act,
            "thing": thing.__tablename__,
            "thing_id": thing.id,
            "changes": changes or {},
        }
        self._audit.append(row)

    async def owe(
        self, notice: Notice, *, to: Addressee | Actor, edits: Spot | None = None, at: datetime | None = None
    ) -> None:
        """Write down what must be told; once by (kind, place, key), a conflict does nothing.

        What is urgent is born leased to this process, which sends it right after the commit.
        """
        addressee = Addressee(to.place, to.id) if isinstance(to, Actor) and to.place is not None else to
        if not isinstance(addressee, Addressee):
            return
        await self.owe_all([(notice, addressee)], edits=edits, at=at)

    async def owe_all(
        self,
        notices: Sequence[tuple[Notice, Addressee]],
        *,
        edits: Spot | None = None,
        at: datetime | None = None,
    ) -> set[PlaceId]:
        """Owe many at once. Returns the places where something new is owed."""
        if not notices:
            return set()
        due = at or self.now
        rows = [self._row(notice, to, edits, due) for notice, to in notices]
        once = insert_into(self.session, OwedNotice).on_conflict_do_nothing(
            index_elements=["kind", "place", "key"]
        )
        returned = await self.session.execute(
            once.returning(OwedNotice.id, OwedNotice.kind, OwedNotice.place, OwedNotice.key), rows
        )
        born = {(kind, place, key): id_ for id_, kind, place, key in returned}
        for notice, to in notices:
            id_ = born.get((notice.kind, to.place, notice.key()))
            if id_ is not None and self._holder is not None and notice.urgent:
                self.born.append(
                    Parcel(
                        id=id_,
                        notice=notice,
                        place=to.place,
                        employee=to.employee,
                        edits=edits.message if edits else None,
                        expires_at=due + notice.lives,
                        attempts=0,
                        doubts=0,
                        urgent=True,
                    )
                )
        return {place for _, place, _ in born}

    def _row(self, notice: Notice, to: Addressee, edits: Spot | None, due: datetime) -> dict[str, Any]:
        mine = self._holder is not None and notice.urgent
        return {
            "kind": notice.kind,
            "place": to.place,
            "employee_id": to.employee,
            "key": notice.key(),
            "payload": notice.to_json(),
            "urgent": notice.urgent,
            "created_at": self.now,
            "due_at": due,
            "expires_at": due + notice.lives,
            "edits": edits.message if edits else None,
            "state": NoticeState.DUE,
            "holder": self._holder if mine else None,
            "leased_until": self._wall + LEASE if mine else None,
            "begun": mine,
            "attempts": 0,
            "doubts": 0,
        }

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A step that may be refused and leaves nothing then: no rows, no audit, nothing owed."""
        audit, born = len(self._audit), len(self.born)
        try:
            async with self.session.begin_nested():
                yield
        except BaseException:
            del self._audit[audit:]
            del self.born[born:]
            raise

    async def finish(self) -> None:
        """The last steps inside the transaction: what joined it, summaries of what was written, the audit."""
        for step in self.before_commit:
            await step(self.session)
        await self.session.flush()
        await renew_touched(self.session)
        if self._audit:
            connection = await self.session.connection()
            await connection.execute(_AUDIT, self._audit)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, float, bool)) else str(value)


class Database:
    """The door to everything kept. One for each process; `holder` is the name that its leases bear.

    `deliver` takes the parcels that a Work owed at once, after its commit.
    """

    def __init__(self, engine: AsyncEngine, clock: Clock, *, holder: str | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.holder = holder
        self.deliver: Callable[[list[Parcel]], None] | None = None
        self._writing = writing(engine)
        self._reading = reading(engine)
        self._turn: AbstractAsyncContextManager[Any] = asyncio.Lock() if is_sqlite(engine) else nullcontext()

    @property
    def sqlite(self) -> bool:
        return is_sqlite(self.engine)

    @asynccontextmanager
    async def work(self, actor: Actor, entry: Entry | None = None) -> AsyncIterator[Work]:
        """One unit of work: commits on leaving, rolls back on an exception.

        With `entry` the mark "this update is done" is part of it. Raises AlreadyDone where that mark stands
        already,
        WorkInWork when this task holds a Work.
        """
        if _open.get():
            raise WorkInWork
        token = _open.set(True)
        try:
            async with (
                self._turn,
                AsyncSession(
                    self._writing, expire_on_commit=False, sync_session_class=KeepingSession
                ) as session,
                session.begin(),
            ):
                holder = self.holder if self.deliver else None
                work = Work(
                    session, actor, self.clock.now(), wall=self.clock.wall(), entry=entry, holder=holder
                )  # fmt: skip
                if entry is not None:
                    await _mark_done(session, entry, work.now)
                yield work
                await work.finish()
        finally:
            _open.reset(token)
        if self.deliver and work.born:
            self.deliver(work.born)

    @asynccontextmanager
    async def read(self, actor: Actor, *, whole: bool = False) -> AsyncIterator[Reading]:
        """A look without writing; sees one state of the database on SQLite, committed rows on PostgreSQL.

        `whole`: one state on PostgreSQL too, as long lists need that come out piece by piece.
        """
        engine = snapshot(self.engine) if whole else self._reading
        async with AsyncSession(engine, expire_on_commit=False, autoflush=False) as session:
            yield Reading(session, actor, self.clock.now())

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncSession]:
        """A look of the pipes themselves: no actor. Inside a Work of this task it must not be used for what
        it wrote.
        """
        async with AsyncSession(self._reading, expire_on_commit=False, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def plumbing(self) -> AsyncIterator[AsyncSession]:
        """A short writing transaction of the pipes themselves (inbox, outbox, leases): no actor, nothing
        owed.
        """
        async with (
            self._turn,
            AsyncSession(self._writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session


_AUDIT = insert(table_of(AuditRow))
_INBOX = table_of(InboxEntry)
_MARK = (
    update(_INBOX)
    .where(_INBOX.c.id == bindparam("entry"), _INBOX.c.state == EntryState.NEW)
    .values(state=EntryState.DONE, payload=None, done_at=bindparam("now"))
    .returning(_INBOX.c.id)
)


async def _mark_done(session: AsyncSession, entry: Entry, now: datetime) -> None:
    """Take the update for this transaction: a second process waits here and then finds it done."""
    marked = await session.execute(_MARK, {"entry": entry.id, "now": now})
    if marked.scalar_one_or_none() is None:
        raise AlreadyDone
