"""What people are told about getting in."""

from dataclasses import dataclass
from typing import ClassVar

from core.ids import InviteId
from core.notices.notice import Notice


@dataclass(frozen=True, kw_only=True)
class InviteAccepted(Notice):
    """To the inviter: somebody came by the link and said a name."""

    kind: ClassVar[str] = "invite_accepted"
    urgent: ClassVar[bool] = True
    invite_id: InviteId
    version: int


@dataclass(frozen=True, kw_only=True)
class NewcomerConfirmed(Notice):
    """To the newcomer: you are in."""

    kind: ClassVar[str] = "newcomer_confirmed"
    urgent: ClassVar[bool] = True
    invite_id: InviteId


@dataclass(frozen=True, kw_only=True)
class NewcomerRefused(Notice):
    """To the newcomer: the inviter did not confirm."""

    kind: ClassVar[str] = "newcomer_refused"
    urgent: ClassVar[bool] = True
    invite_id: InviteId
