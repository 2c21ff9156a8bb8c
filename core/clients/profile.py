"""The client profile: eleven rows in three groups, each with source, day and how it helps in the talk."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypedDict, Unpack

from sqlalchemy import Index, UniqueConstraint, exists, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.access import Permission, needs
from core.clients.editing import take_client
from core.clients.models import Client
from core.clients.search import client_of, in_scope
from core.db.base import Base
from core.db.types import ShortDecimal, enum_type
from core.errors import Invalid
from core.ids import ClientId, EmployeeId, ProfileRowId
from core.people.calendars import local_day
from core.people.typed import between, paragraphs
from core.work import Reading, Work


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


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """A group with its topics in the order in which they are asked, each with its facts, oldest first."""

    group: ProfileGroup
    topics: tuple[tuple[ProfileTopic, tuple[ProfileRow, ...]], ...]


class ProfileDetails(TypedDict, total=False):
    """What is known of a fact beside it; what is not given stays, None empties. `share` is in percent."""

    source: str | None
    noted_on: date | None
    helps: str | None
    share: Decimal | None
    goods: str | None


class ProfileFacts(ProfileDetails, total=False):
    """Everything that is edited by hand."""

    text: str


def profile_columns(topic: ProfileTopic, facts: ProfileFacts) -> dict[str, Any]:
    """The columns that these facts set; share and goods are of competitors alone. Raises Invalid."""
    columns: dict[str, Any] = {}
    for field, value in facts.items():
        if field in {"share", "goods"} and value is not None and topic is not ProfileTopic.COMPETITORS:
            raise Invalid(field=field, value=str(value))
        columns[field] = value if field == "noted_on" else paragraphs(str(value or ""))
    if "text" in facts and columns["text"] is None:
        raise Invalid(field="text", value="")
    if "share" in facts:
        share = facts["share"]
        columns["share"] = None if share is None else between("share", share, 0, 100)
    return columns


@needs(Permission.EDIT_CLIENTS)
async def note_profile_row(
    work: Work, client_id: ClientId, topic: ProfileTopic, text: str, **details: Unpack[ProfileDetails]
) -> ProfileRow:
    """A fact of a client of one's scope, as of today unless said; the same words of the same topic are the
    same fact. Raises NotFound, Invalid.
    """
    client = await take_client(work, client_id)
    today = local_day(work.now, work.actor.zone)
    columns = {"noted_on": today} | profile_columns(topic, {"text": text, **details})
    same = select(ProfileRow).where(
        ProfileRow.client_id == client.id, ProfileRow.topic == topic, ProfileRow.text == columns["text"]
    )
    known = await work.maybe(same.limit(1))
    if known is not None:
        return known
    row = await work.add(ProfileRow(client_id=client.id, topic=topic, noted_by=work.actor.id, **columns))
    work.record("profile.noted", row)
    return row


@needs(Permission.EDIT_CLIENTS)
async def edit_profile_row(
    work: Work, row_id: ProfileRowId, *, version: int | None = None, **facts: Unpack[ProfileFacts]
) -> ProfileRow:
    """Set what is given, None empties. Raises NotFound, Changed, Invalid."""
    row = await _take_row(work, row_id, version)
    work.change("profile.edited", row, **profile_columns(row.topic, facts))
    return row


@needs(Permission.EDIT_CLIENTS)
async def remove_profile_row(work: Work, row_id: ProfileRowId, *, version: int | None = None) -> None:
    """Strike a fact out; the audit keeps its words. Raises NotFound, Changed."""
    row = await _take_row(work, row_id, version)
    work.record("profile.removed", row, {"topic": [row.topic.value, None], "text": [row.text, None]})
    await work.session.delete(row)


@needs(Permission.SEE_OWN)
async def profile_of(read: Reading, client_id: ClientId) -> tuple[ProfileSection, ...]:
    """The three groups with all eleven topics, known or not. Raises NotFound."""
    await client_of(read, client_id)
    rows = await read.all(
        select(ProfileRow)
        .where(ProfileRow.client_id == client_id)
        .order_by(ProfileRow.noted_on.is_(None), ProfileRow.noted_on, ProfileRow.id)
    )
    known = {topic: tuple(row for row in rows if row.topic is topic) for topic in ProfileTopic}
    return tuple(
        ProfileSection(group, tuple((topic, known[topic]) for topic in ProfileTopic if topic.group is group))
        for group in ProfileGroup
    )


async def _take_row(work: Work, row_id: ProfileRowId, version: int | None) -> ProfileRow:
    mine = exists().where(Client.id == ProfileRow.client_id, in_scope(work.actor))
    return await work.take(ProfileRow, ProfileRow.id == row_id, mine, version=version)
