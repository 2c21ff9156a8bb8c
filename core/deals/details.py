"""What is known around a deal: people who decide, competitors, risks, documents, products."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId, ShortDecimal, enum_type
from core.ids import (
    ClientId,
    CompetitorId,
    ContactId,
    DealId,
    DealProductId,
    DocumentId,
    EmployeeId,
    ProductId,
    RiskId,
)
from core.money import Money


class RiskLevel(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class DealPerson(Base, kw_only=True):
    """A contact person with a say in the deal. `decision_role`: in this deal, where it differs."""

    __tablename__ = "deal_people"
    __table_args__ = (UniqueConstraint("deal_id", "contact_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    contact_id: Mapped[ContactId] = mapped_column(ForeignKey("contacts.id"))
    decision_role: Mapped[str | None] = mapped_column(default=None)


class DealCompetitor(Base, kw_only=True):
    """Who else offers; `price`: what they ask, `won`: they got the deal."""

    __tablename__ = "deal_competitors"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "deal_id"))

    id: Mapped[CompetitorId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    name: Mapped[str]
    price: Mapped[Money | None] = mapped_column(default=None)
    notes: Mapped[str | None] = mapped_column(default=None)
    won: Mapped[bool] = mapped_column(default=False)


class DealRisk(Base, kw_only=True):
    """What may spoil the deal, and what is done against it."""

    __tablename__ = "deal_risks"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "deal_id"))

    id: Mapped[RiskId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    text: Mapped[str]
    level: Mapped[RiskLevel] = mapped_column(enum_type(RiskLevel), default=RiskLevel.MEDIUM)
    measure: Mapped[str | None] = mapped_column(default=None)
    noted_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class Document(Base, kw_only=True):
    """A file of a client or of a deal. `file`: where it lies, opaque to the core (a key, a link)."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "client_id"), Index(None, "deal_id"))

    id: Mapped[DocumentId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    client_id: Mapped[ClientId | None] = mapped_column(ForeignKey("clients.id"), default=None)
    deal_id: Mapped[DealId | None] = mapped_column(ForeignKey("deals.id"), default=None)
    name: Mapped[str]
    kind: Mapped[str | None] = mapped_column(default=None)
    file: Mapped[str]
    size: Mapped[int | None] = mapped_column(default=None)
    added_at: Mapped[datetime]
    added_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)


class DealProduct(Base, kw_only=True):
    """A product on a deal. `price` and `cost` of one unit, `discount` in percent of the price."""

    __tablename__ = "deal_products"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "deal_id"), Index(None, "product_id"))

    id: Mapped[DealProductId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[Decimal] = mapped_column(ShortDecimal)
    price: Mapped[Money]
    discount: Mapped[Decimal | None] = mapped_column(ShortDecimal, default=None)
    cost: Mapped[Money | None] = mapped_column(default=None)
