"""Silences of clients that their owner was told of: once each."""

from datetime import date

from sqlalchemy import UniqueConstraint, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.access import Permission, needs
from core.db.base import Base
from core.db.types import BigId
from core.db.upsert import insert_into
from core.ids import ClientId, EmployeeId
from core.work import Work


class ToldSilence(Base, kw_only=True):
    """`since`: the last personal contact (or the client's creation) that the silence counts from, local
    date.
    """

    __tablename__ = "told_silences"
    __table_args__ = (UniqueConstraint("client_id", "employee_id", "since"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    employee_id: Mapped[EmployeeId] = mapped_column(ForeignKey("employees.id"))
    since: Mapped[date]
    told_on: Mapped[date]


@needs(Permission.SEE_OWN)
async def tell_silences(
    work: Work, employee: EmployeeId, silent: list[tuple[ClientId, date]], today: date, most: int
) -> list[ClientId]:
    """The first `most` of `silent` that the employee was not told of yet, marked as told."""
    if not silent:
        return []
    pair = tuple_(ToldSilence.client_id, ToldSilence.since)
    told = (
        await work.session.execute(
            select(ToldSilence.client_id, ToldSilence.since).where(
                ToldSilence.employee_id == employee, pair.in_(silent)
            )
        )
    ).all()
    known = {(client, since) for client, since in told}
    fresh = [one for one in silent if one not in known][:most]
    if fresh:
        rows = [
            {"client_id": client, "employee_id": employee, "since": since, "told_on": today}
            for client, since in fresh
        ]
        await work.session.execute(
            insert_into(work.session, ToldSilence).values(rows).on_conflict_do_nothing()
        )
    return [client for client, _ in fresh]
