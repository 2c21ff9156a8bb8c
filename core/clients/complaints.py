"""Requests and complaints of clients, with the times of the first response and of the resolution."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, exists, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.access import Permission, needs
from core.clients.editing import take_client
from core.clients.models import Client
from core.clients.search import client_of, in_scope
from core.db.base import Base
from core.db.types import enum_type
from core.errors import Invalid
from core.ids import ClientId, ComplaintId, EmployeeId
from core.people.typed import paragraphs
from core.work import Reading, Work


class ComplaintKind(StrEnum):
    COMPLAINT = "complaint"
    REQUEST = "request"


class Complaint(Base, kw_only=True):
    """What a client asked for or complained of. Source of its figures: METRICS.md, Response."""

    __tablename__ = "complaints"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "client_id"), Index(None, "opened_at"))

    id: Mapped[ComplaintId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    kind: Mapped[ComplaintKind] = mapped_column(enum_type(ComplaintKind))
    opened_at: Mapped[datetime]
    first_response_at: Mapped[datetime | None] = mapped_column(default=None)
    resolved_at: Mapped[datetime | None] = mapped_column(default=None)
    text: Mapped[str] = mapped_column(default="")
    opened_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    version: Mapped[int] = mapped_column(default=0)


@needs(Permission.RECORD)
async def open_complaint(
    work: Work, client_id: ClientId, kind: ComplaintKind, text: str, *, at: datetime | None = None
) -> Complaint:
    """Write down what a client of one's scope asks or complains of, `at` (now). The same words of the same
    person that stand unresolved are the same complaint. Raises NotFound, Invalid.
    """
    client = await take_client(work, client_id)
    words, opened = paragraphs(text), at or work.now
    if words is None:
        raise Invalid(field="text", value="")
    if opened > work.now:
        raise Invalid(field="at", value=opened.isoformat())
    same = select(Complaint).where(
        Complaint.client_id == client.id,
        Complaint.kind == kind,
        Complaint.text == words,
        Complaint.opened_by == work.actor.id,
        Complaint.resolved_at.is_(None),
    )
    known = await work.maybe(same.limit(1))
    if known is not None:
        return known
    complaint = await work.add(
        Complaint(client_id=client.id, kind=kind, opened_at=opened, text=words, opened_by=work.actor.id)
    )
    work.record("complaint.opened", complaint)
    return complaint


@needs(Permission.RECORD)
async def respond_to_complaint(
    work: Work, complaint_id: ComplaintId, *, version: int | None = None
) -> Complaint:
    """The client was answered; the first answer counts. Raises NotFound, Changed."""
    complaint = await _take(work, complaint_id, version)
    answered = complaint.first_response_at or work.now
    work.change("complaint.answered", complaint, first_response_at=answered)
    return complaint


@needs(Permission.RECORD)
async def resolve_complaint(
    work: Work, complaint_id: ComplaintId, *, version: int | None = None
) -> Complaint:
    """It is settled; who settles at once has answered too. Twice changes nothing. Raises NotFound,
    Changed.
    """
    complaint = await _take(work, complaint_id, version)
    work.change(
        "complaint.resolved",
        complaint,
        first_response_at=complaint.first_response_at or work.now,
        resolved_at=complaint.resolved_at or work.now,
    )
    return complaint


@needs(Permission.RECORD)
async def reopen_complaint(work: Work, complaint_id: ComplaintId, *, version: int | None = None) -> Complaint:
    """It was not settled after all. Twice changes nothing. Raises NotFound, Changed."""
    complaint = await _take(work, complaint_id, version)
    work.change("complaint.reopened", complaint, resolved_at=None)
    return complaint


@needs(Permission.SEE_OWN)
async def complaints_of(read: Reading, client_id: ClientId) -> list[Complaint]:
    """Those of a client of one's scope: unresolved first, then the newest. Raises NotFound."""
    await client_of(read, client_id)
    return await read.all(
        select(Complaint)
        .where(Complaint.client_id == client_id)
        .order_by(Complaint.resolved_at.is_not(None), Complaint.opened_at.desc(), Complaint.id.desc())
    )


async def _take(work: Work, complaint_id: ComplaintId, version: int | None) -> Complaint:
    mine = exists().where(Client.id == Complaint.client_id, in_scope(work.actor))
    return await work.take(Complaint, Complaint.id == complaint_id, mine, version=version)
