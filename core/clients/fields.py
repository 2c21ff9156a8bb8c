"""Own typed fields of clients, contacts and deals, in groups. Their values stand in the thing's `custom`."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db.base import Base
from core.db.types import enum_type
from core.ids import CustomFieldId


class FieldOf(StrEnum):
    """What a field belongs to."""

    CLIENT = "client"
    CONTACT = "contact"
    DEAL = "deal"


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"


class CustomField(Base, kw_only=True):
    """A field of the company's own. `name` is unique among those of one kind of thing."""

    __tablename__ = "custom_fields"
    __table_args__ = (UniqueConstraint("of", "name"),)

    id: Mapped[CustomFieldId] = mapped_column(primary_key=True, init=False)
    of: Mapped[FieldOf] = mapped_column(enum_type(FieldOf))
    name: Mapped[str]
    kind: Mapped[FieldKind] = mapped_column(enum_type(FieldKind), default=FieldKind.TEXT)
    group: Mapped[str] = mapped_column(default="")
    choices: Mapped[list[str]] = mapped_column(default_factory=list)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=0)
