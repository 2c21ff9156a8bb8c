"""Invite links: single use, 72 hours, bound to role and team; only the hash of the secret is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.access import Permission, Role, needs
from core.db.base import Base
from core.db.types import enum_type
from core.errors import CoreError, NotFound
from core.ids import EmployeeId, InviteId, PlaceId, TeamId
from core.notices.notice import Addressee
from core.people.company import company_of
from core.people.employees import Employee, Team
from core.people.notices import InviteAccepted, NewcomerConfirmed, NewcomerRefused
from core.work import Reading, Work

LIFE = timedelta(hours=72)
SECRET_BYTES = 16


class InviteSpent(CoreError):
    """The link was used, is too old, or never was."""

    message_id = "error-invite-spent"


class Invite(Base, kw_only=True):
    """A link, then the newcomer who came by it, then the employee that the inviter confirmed."""

    __tablename__ = "invites"
    __table_args__ = (UniqueConstraint("secret_hash"), Index(None, "used_by"))

    id: Mapped[InviteId] = mapped_column(primary_key=True, init=False)
    secret_hash: Mapped[str]
    role: Mapped[Role] = mapped_column(enum_type(Role))
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("teams.id"))
    invited_by: Mapped[EmployeeId] = mapped_column(ForeignKey("employees.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[PlaceId | None] = mapped_column(default=None)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    newcomer_name: Mapped[str | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(default=None)
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    refused_at: Mapped[datetime | None] = mapped_column(default=None)
    employee_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    version: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the newcomer is shown: who calls them, where, as what."""

    id: InviteId
    company: str
    inviter: str
    role: Role
    team: str | None
    name: str | None
    waits: bool


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


ROLES_TO_INVITE = {
    Role.HEAD: frozenset({Role.MANAGER, Role.COLLEAGUE}),
    Role.DIRECTOR: frozenset({Role.MANAGER, Role.HEAD, Role.DIRECTOR, Role.COLLEAGUE}),
}


@needs(Permission.INVITE)
async def create_invite(work: Work, role: Role, team_id: TeamId | None) -> tuple[Invite, str]:
    """A new link's row and its secret (128 random bits), which is shown once and not kept. Raises
    NotFound.
    """
    if role not in ROLES_TO_INVITE.get(work.actor.role, frozenset()):
        raise NotFound
    if work.actor.role is Role.HEAD:
        if team_id not in {None, work.actor.team_id}:
            raise NotFound
        team_id = work.actor.team_id
    elif team_id is not None:
        await work.one(select(Team.id).where(Team.id == team_id))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    invite = await work.add(
        Invite(
            secret_hash=hash_of(secret),
            role=role,
            team_id=team_id,
            invited_by=work.actor.own_id,
            created_at=work.now,
            expires_at=work.now + LIFE,
        )
    )
    work.record("invite.created", invite)
    return invite, secret


@needs(Permission.ENTER)
async def open_invite(work: Work, secret: str, place: PlaceId, language: str) -> Invitation:
    """Use a link: from now on it belongs to this person. Opening it again from the same account shows it
    again.

    Raises InviteSpent.
    """
    found = await work.session.execute(
        select(Invite).where(Invite.secret_hash == hash_of(secret)).with_for_update(of=Invite)
    )
    invite = found.scalar_one_or_none()
    if invite is None or invite.refused_at or invite.confirmed_at or invite.used_by not in {None, place}:
        raise InviteSpent
    if invite.used_by is None:
        if work.now >= invite.expires_at:
            raise InviteSpent
        work.change("invite.opened", invite, used_by=place, used_at=work.now, language=language)
    return await _shown(work, invite)


@needs(Permission.ENTER)
async def invitation_of(read: Reading, place: PlaceId) -> Invitation:
    """The invitation that this person is in the middle of. Raises NotFound."""
    return await _shown(read, await read.one(_pending(place)))


@needs(Permission.ENTER)
async def name_newcomer(work: Work, place: PlaceId, name: str) -> Invitation:
    """The newcomer says their name; the inviter is asked to confirm it. Raises NotFound."""
    invite = await work.one(_pending(place).with_for_update(of=Invite))
    clean = " ".join(name.split())[:80]
    if not clean:
        raise NotFound
    work.change("invite.named", invite, newcomer_name=clean)
    inviter = await work.one(select(Employee).where(Employee.id == invite.invited_by))
    if inviter.telegram_id is not None:
        await work.owe(
            InviteAccepted(invite_id=invite.id, version=invite.version),
            to=Addressee(inviter.telegram_id, inviter.id),
        )
    return await _shown(work, invite)


@needs(Permission.INVITE)
async def confirm_newcomer(work: Work, invite_id: InviteId) -> Employee:
    """The inviter (or a director) confirms the name: the newcomer is an employee. Repeating it changes
    nothing.
    """
    invite = await _own_invite(work, invite_id)
    if invite.employee_id is not None:
        return await work.one(select(Employee).where(Employee.id == invite.employee_id))
    if invite.used_by is None or invite.newcomer_name is None or invite.refused_at:
        raise NotFound
    employee = await _enrol(work, invite, invite.used_by, invite.newcomer_name)
    work.change("invite.confirmed", invite, confirmed_at=work.now, employee_id=employee.id)
    await work.owe(NewcomerConfirmed(invite_id=invite.id), to=Addressee(invite.used_by, employee.id))
    return employee


@needs(Permission.INVITE)
async def refuse_newcomer(work: Work, invite_id: InviteId) -> None:
    """The inviter does not know this person: the link is spent, the newcomer stays a stranger. Twice changes
    nothing.
    """
    invite = await _own_invite(work, invite_id)
    if invite.employee_id is not None or invite.used_by is None:
        raise NotFound
    if invite.refused_at is not None:
        return
    work.change("invite.refused", invite, refused_at=work.now)
    await work.owe(NewcomerRefused(invite_id=invite.id), to=Addressee(invite.used_by))


@needs(Permission.INVITE)
async def newcomer_of(read: Reading, invite_id: InviteId) -> Invitation:
    """The invitation as its inviter sees it. Raises NotFound."""
    return await _shown(read, await _own_invite(read, invite_id))


@needs(Permission.ENTER)
async def invitation_told(read: Reading, invite_id: InviteId) -> Invitation:
    """The invitation by which the actor came. Raises NotFound for anybody else's."""
    return await _shown(
        read, await read.one(select(Invite).where(Invite.id == invite_id, Invite.used_by == read.actor.place))
    )


async def _own_invite(read: Reading, invite_id: InviteId) -> Invite:
    question = select(Invite).where(Invite.id == invite_id)
    if read.actor.sees is not None:
        question = question.where(Invite.invited_by == read.actor.id)
    if isinstance(read, Work):
        question = question.with_for_update(of=Invite)
    return await read.one(question)


async def _enrol(work: Work, invite: Invite, place: PlaceId, name: str) -> Employee:
    """A new employee, or the dismissed one of this account come back."""
    today = work.now.date()
    known = await work.maybe(
        select(Employee).where(Employee.telegram_id == place).with_for_update(of=Employee)
    )
    if known is None:
        employee = Employee(
            name=name,
            role=invite.role,
            team_id=invite.team_id,
            telegram_id=place,
            language=invite.language,
            hired_on=today,
        )
        await work.add(employee)
        work.record("employee.enrolled", employee)
        return employee
    work.change(
        "employee.returned",
        known,
        name=name,
        role=invite.role,
        team_id=invite.team_id,
        dismissed_on=None,
        unreachable_since=None,
    )
    return known


def _pending(place: PlaceId) -> Select[Invite]:
    return (
        select(Invite)
        .where(Invite.used_by == place, Invite.employee_id.is_(None), Invite.refused_at.is_(None))
        .order_by(Invite.used_at.desc())
        .limit(1)
    )


async def _shown(read: Reading, invite: Invite) -> Invitation:
    inviter = await read.one(select(Employee.name).where(Employee.id == invite.invited_by))
    team = await read.maybe(select(Team.name).where(Team.id == invite.team_id)) if invite.team_id else None
    return Invitation(
        id=invite.id,
        company=(await company_of(read)).name,
        inviter=inviter,
        role=invite.role,
        team=team,
        name=invite.newcomer_name,
        waits=invite.employee_id is None and invite.refused_at is None,
    )
