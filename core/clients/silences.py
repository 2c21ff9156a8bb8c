"""Silences of clients that their owner was told of: once each."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Index, UniqueConstraint, select
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
    __table_args__ = (UniqueConstraint("client_id", "employee_id", "since"), Index(None, "employee_id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    employee_id: Mapped[EmployeeId] = mapped_column(ForeignKey("employees.id"))
    since: Mapped[date]
    told_on: Mapped[date]


Silence = tuple[ClientId, date]
"""A client, and the local date from which the silence counts."""


@needs(Permission.KEEP_HOUSE)
async def tell_silences(
    work: Work, silent: Mapping[EmployeeId, Sequence[Silence]], today: date, most: int
) -> dict[EmployeeId, list[ClientId]]:
    """Of each person's silences the first `most` that they were not told of yet, marked as told; two
    statements for all. Who has nothing new is left out.
    """
    told: dict[EmployeeId, set[Silence]] = {}
    known = select(ToldSilence.employee_id, ToldSilence.client_id, ToldSilence.since)
    for employee, client, since in await work.session.execute(
        known.where(ToldSilence.employee_id.in_(silent))
    ):
        told.setdefault(employee, set()).add((client, since))
    fresh = {
        employee: [one for one in silences if one not in told.get(employee, ())][:most]
        for employee, silences in silent.items()
    }
    rows = [
        {"client_id": client, "employee_id": employee, "since": since, "told_on": today}
        for employee, silences in fresh.items()
        for client, since in silences
    ]
    if rows:
        await work.session.execute(insert_into(work.session, ToldSilence).on_conflict_do_nothing(), rows)
    return {employee: [client for client, _ in new] for employee, new in fresh.items() if new}
