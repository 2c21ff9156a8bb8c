"""What was sold, paid and planned, and what channels cost."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId, enum_type
from core.ids import ChannelId, ClientId, DealId, EmployeeId, PaymentId, PlanId, SaleId, TeamId
from core.money import Money


class Sale(Base, kw_only=True):
    """One sale: profit = revenue - cost. `employee_id`: who sold, whoever owns the client today."""

    __tablename__ = "sales"
    __table_args__ = (
        UniqueConstraint("external_id"),
        Index(None, "client_id", "at"),
        Index(None, "employee_id", "at"),
        Index(None, "at"),
    )

    id: Mapped[SaleId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    deal_id: Mapped[DealId | None] = mapped_column(ForeignKey("deals.id"), default=None)
    at: Mapped[datetime]
    revenue: Mapped[Money]
    cost: Mapped[Money]
    employee_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)


class Payment(Base, kw_only=True):
    """Money that came in for a sale, a deal, or from a client at large."""

    __tablename__ = "payments"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "client_id", "at"), Index(None, "deal_id"))

    id: Mapped[PaymentId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    deal_id: Mapped[DealId | None] = mapped_column(ForeignKey("deals.id"), default=None)
    sale_id: Mapped[SaleId | None] = mapped_column(ForeignKey("sales.id"), default=None)
    at: Mapped[datetime]
    amount: Mapped[Money]


class ChannelCost(Base, kw_only=True):
    """What a channel cost in a month, YYYY-MM."""

    __tablename__ = "channel_costs"
    __table_args__ = (UniqueConstraint("channel_id", "month"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    channel_id: Mapped[ChannelId] = mapped_column(ForeignKey("channels.id"))
    month: Mapped[str]
    amount: Mapped[Money]


class PlanScope(StrEnum):
    COMPANY = "company"
    TEAM = "team"
    EMPLOYEE = "employee"


class Plan(Base, kw_only=True):
    """What a month should bring by one metric. `month` is YYYY-MM; money in major units, as the bundle has
    it.
    """

    __tablename__ = "plans"
    __table_args__ = (Index(None, "month", "metric"), Index(None, "employee_id", "month"))

    id: Mapped[PlanId] = mapped_column(primary_key=True, init=False)
    scope: Mapped[PlanScope] = mapped_column(enum_type(PlanScope))
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("teams.id"), default=None)
    employee_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    metric: Mapped[str]
    month: Mapped[str]
    value: Mapped[Decimal]
