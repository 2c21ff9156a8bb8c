"""Who changed what from what to what, when, by which update. Rows are only ever added."""

from collections import Counter
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.db.base import Base, table_of
from core.db.types import BigId, enum_type
from core.db.upsert import insert_into
from core.ids import EmployeeId, UpdateId


class AuditRow(Base, kw_only=True):
    """One change of one thing. `changes` is {column: [before, after]}; never a secret."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "thing", "thing_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    at: Mapped[datetime]
    actor_id: Mapped[EmployeeId | None]
    update_id: Mapped[UpdateId | None]
    act: Mapped[str]
    thing: Mapped[str]
    thing_id: Mapped[int]
    changes: Mapped[dict[str, Any]]


class Look(StrEnum):
    """What was opened."""

    LIST = "list"
    CARD = "card"


class Looks(Counter[tuple[EmployeeId, date, Look]]):
    """How often who opened what on which local day of theirs; not in the database yet."""


class LookCount(Base, kw_only=True):
    """How many lists and cards a person opened on a local day: who copies the base reads much."""

    __tablename__ = "look_counts"
    __table_args__ = (UniqueConstraint("employee_id", "day", "what"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    employee_id: Mapped[EmployeeId]
    day: Mapped[date]
    what: Mapped[Look] = mapped_column(enum_type(Look))
    count: Mapped[int]


async def count_looks(session: AsyncSession, looks: Looks) -> None:
    """Add what was opened to what stands, in one statement."""
    if not looks:
        return
    once = insert_into(session, LookCount)
    added = once.on_conflict_do_update(
        index_elements=["employee_id", "day", "what"],
        set_={"count": table_of(LookCount).c.count + once.excluded.count},
    )
    rows = [
        {"employee_id": who, "day": day, "what": what, "count": count}
        for (who, day, what), count in sorted(looks.items())
    ]
    await session.execute(added, rows)
