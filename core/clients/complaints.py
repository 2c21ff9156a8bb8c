"""Requests and complaints of clients, with the times of the first response and of the resolution."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import enum_type
from core.ids import ClientId, ComplaintId, EmployeeId


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
