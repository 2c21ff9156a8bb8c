"""Relationship x attractiveness of a client. Source: METRICS.md, Scores on a deal or client."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId, ShortDecimal, enum_type
from core.ids import ClientId, EmployeeId


class ScoreAxis(StrEnum):
    RELATIONSHIP = "relationship"
    ATTRACTIVENESS = "attractiveness"


class ScoreComponent(StrEnum):
    """What is scored from 0 to 10. PRICE_ORIENTATION counts reversed."""

    WALLET_SHARE = "wallet_share"
    PRICE_ORIENTATION = "price_orientation"
    DEPENDENCE = "dependence"
    LOYALTY = "loyalty"
    DECISION_MAKER_CONTACT = "decision_maker_contact"
    TURNOVER = "turnover"
    LIFETIME_VALUE = "lifetime_value"
    MARGIN = "margin"
    FREQUENCY = "frequency"
    ASSORTMENT = "assortment"

    @property
    def axis(self) -> ScoreAxis:
        relationship = {
            self.WALLET_SHARE, self.PRICE_ORIENTATION, self.DEPENDENCE, self.LOYALTY,
            self.DECISION_MAKER_CONTACT,
        }  # fmt: skip
        return ScoreAxis.RELATIONSHIP if self in relationship else ScoreAxis.ATTRACTIVENESS


class ClientScore(Base, kw_only=True):
    """A component as it was last judged: 0 to 10, on what evidence, on what day."""

    __tablename__ = "client_scores"
    __table_args__ = (UniqueConstraint("client_id", "component"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    component: Mapped[ScoreComponent] = mapped_column(enum_type(ScoreComponent))
    value: Mapped[Decimal] = mapped_column(ShortDecimal)
    evidence: Mapped[str | None] = mapped_column(default=None)
    scored_on: Mapped[date | None] = mapped_column(default=None)
    scored_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)


class ScoreWeight(Base, kw_only=True):
    """What a component weighs in this company; one that has no row weighs 1."""

    __tablename__ = "score_weights"

    component: Mapped[ScoreComponent] = mapped_column(enum_type(ScoreComponent), primary_key=True)
    weight: Mapped[Decimal] = mapped_column(ShortDecimal)
