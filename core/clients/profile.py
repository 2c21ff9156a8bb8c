"""The client profile: eleven rows in three groups, each with source, day and how it helps in the talk."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import ShortDecimal, enum_type
from core.ids import ClientId, EmployeeId, ProfileRowId


class ProfileGroup(StrEnum):
    """What a row speaks of."""

    GOODS = "goods"
    BUSINESS = "business"
    DECISION_MAKER = "decision_maker"


class ProfileTopic(StrEnum):
    """The eleven rows, in the order in which they are asked."""

    PURCHASES = "purchases"
    RESULT = "result"
    WISHES = "wishes"
    COMPETITORS = "competitors"
    CAPACITY = "capacity"
    REQUIREMENTS = "requirements"
    PLANS = "plans"
    QUALIFICATION = "qualification"
    BENEFIT = "benefit"
    FAMILY = "family"
    HOBBIES = "hobbies"

    @property
    def group(self) -> ProfileGroup:
        if self in {self.PURCHASES, self.RESULT, self.WISHES, self.COMPETITORS}:
            return ProfileGroup.GOODS
        if self in {self.CAPACITY, self.REQUIREMENTS, self.PLANS}:
            return ProfileGroup.BUSINESS
        return ProfileGroup.DECISION_MAKER


class ProfileRow(Base, kw_only=True):
    """One fact of the profile. `share` (percent of what the client buys) and `goods`: of a competitor."""

    __tablename__ = "profile_rows"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "client_id"))

    id: Mapped[ProfileRowId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    topic: Mapped[ProfileTopic] = mapped_column(enum_type(ProfileTopic))
    text: Mapped[str]
    source: Mapped[str | None] = mapped_column(default=None)
    noted_on: Mapped[date | None] = mapped_column(default=None)
    helps: Mapped[str | None] = mapped_column(default=None)
    share: Mapped[Decimal | None] = mapped_column(ShortDecimal, default=None)
    goods: Mapped[str | None] = mapped_column(default=None)
    noted_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    version: Mapped[int] = mapped_column(default=0)
