"""What buttons carry: ids and nothing else. Every one is untrusted; the use case behind it checks scope and
version.

Buttons of pushed messages work weeks later, so a prefix is never given a new meaning.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

Number = Annotated[int, Field(ge=-1, le=2**63 - 1)]
"""What both databases can compare with a number of a row; anything else is no button of ours."""

Flag = Annotated[int, Field(ge=0, le=1)]

# --- drafts ---------------------------------------------------------------------------------------------


class DraftSave(CallbackData, prefix="ds"):
    draft: Number


class DraftLater(CallbackData, prefix="dl"):
    """Save now; what the stage wants is asked for in the evening."""

    draft: Number


class DraftCancel(CallbackData, prefix="dx"):
    draft: Number


class DraftUndo(CallbackData, prefix="du"):
    draft: Number


class DraftClient(CallbackData, prefix="dc"):
    draft: Number
    client: Number


class DraftNewClient(CallbackData, prefix="dn"):
    draft: Number


class DraftStage(CallbackData, prefix="dg"):
    """`stage` 0: no move."""

    draft: Number
    stage: Number


class DraftReason(CallbackData, prefix="dr"):
    draft: Number
    reason: str


class DraftAt(CallbackData, prefix="da"):
    """`when`: now, morning, yesterday."""

    draft: Number
    when: str


class DraftNext(CallbackData, prefix="dt"):
    """`when`: tomorrow, days3, week, none."""

    draft: Number
    when: str


class DraftKind(CallbackData, prefix="dk"):
    draft: Number
    kind: str


class DraftClose(CallbackData, prefix="de"):
    """Expected close of the deal; `when`: month, next, quarter."""

    draft: Number
    when: str


class DraftContact(CallbackData, prefix="dp"):
    draft: Number
    contact: Number


class DraftEdit(CallbackData, prefix="dm"):
    """`part`: menu, kind, outcome, client, contact, stage, reason, next, due, at, amount, facts, back."""

    draft: Number
    part: str


class DraftAmount(CallbackData, prefix="dam"):
    """A sum that the line only seemed to name. `amount`: major units."""

    draft: Number
    amount: Number


class DraftOutcome(CallbackData, prefix="dv"):
    """`outcome`: reached, no_answer, refused, none."""

    draft: Number
    outcome: str


class DraftStep(CallbackData, prefix="df"):
    """What is to be done next; `kind`: of a task."""

    draft: Number
    kind: str


class DraftPerson(CallbackData, prefix="dj"):
    """Who was spoken with. `contact` 0: the new person that the line names; -1: nobody."""

    draft: Number
    contact: Number


class DraftWhy(CallbackData, prefix="dq"):
    """Why the deal is lost, on the card; nothing is saved yet."""

    draft: Number
    reason: str


class DraftLong(CallbackData, prefix="d3"):
    """A call of more than three minutes, or (`yes` 0) not."""

    draft: Number
    yes: Flag


class DraftFact(CallbackData, prefix="dh"):
    """Into the client's profile with it, or (`yes` 0) not. `fact`: its place among the draft's facts."""

    draft: Number
    fact: Number
    yes: Flag


class DraftSaveAll(CallbackData, prefix="db"):
    """Every draft of a message. `draft`: the first of them."""

    draft: Number


class DraftsSave(CallbackData, prefix="dds"):
    """Every open draft of one's own, from the evening's message."""


# --- settings -------------------------------------------------------------------------------------------


class Ways(CallbackData, prefix="wy"):
    """Own settings; `what`: show, once (record at once), card (ask first), a part of the day, second (the
    second reader), second-on, second-off.
    """

    what: str


class WayHour(CallbackData, prefix="wh"):
    """The hour that a part of the day means. `hour`: minutes from midnight."""

    what: str
    hour: Number


class Lessons(CallbackData, prefix="le"):
    page: Number


class ForgetAlias(CallbackData, prefix="la"):
    alias: Number
    page: Number


class ForgetWord(CallbackData, prefix="lw"):
    word: Number
    page: Number


# --- clients and deals ---------------------------------------------------------------------------------


class ClientOpen(CallbackData, prefix="co"):
    client: Number


class ClientRecord(CallbackData, prefix="cr"):
    """The next line is about this client."""

    client: Number


class ClientPlan(CallbackData, prefix="cp"):
    """Plan a call; `when`: tomorrow, days3, week."""

    client: Number
    when: str


class ClientVoices(CallbackData, prefix="cv"):
    """Play the last voice notes again."""

    client: Number


class ClientTalked(CallbackData, prefix="ct"):
    """«Поговорили»: a call that reached, as a draft card."""

    client: Number


class DealOpen(CallbackData, prefix="do"):
    deal: Number


class DealNew(CallbackData, prefix="dw"):
    """Open a deal for a client. `deals`: how many it had when the button was made."""

    client: Number
    deals: Number


class DealsPage(CallbackData, prefix="dd"):
    page: Number


class DealStages(CallbackData, prefix="dz"):
    """Choose the stage to move to."""

    deal: Number


class DealMoreStages(CallbackData, prefix="dy"):
    """Another page of the stages to move to."""

    deal: Number
    page: Number


class DealMove(CallbackData, prefix="mv"):
    deal: Number
    stage: Number
    version: Number


class DealReason(CallbackData, prefix="mr"):
    deal: Number
    stage: Number
    version: Number
    reason: str


class DealLater(CallbackData, prefix="ml"):
    deal: Number
    stage: Number
    version: Number


class DealClose(CallbackData, prefix="mc"):
    deal: Number
    stage: Number
    version: Number
    when: str


class DealContact(CallbackData, prefix="mp"):
    deal: Number
    stage: Number
    version: Number
    contact: Number


# --- tasks ------------------------------------------------------------------------------------------------


class TaskDone(CallbackData, prefix="td"):
    task: Number


class TaskReopen(CallbackData, prefix="to"):
    task: Number


class TaskPutOff(CallbackData, prefix="tp"):
    """Offer days to put the task off to."""

    task: Number


class TaskPostpone(CallbackData, prefix="tm"):
    """`when`: tomorrow, days3, week, or a local date YYYYMMDD."""

    task: Number
    when: str
    version: Number


class TaskCalendar(CallbackData, prefix="tc"):
    task: Number


class TaskOpen(CallbackData, prefix="tk"):
    task: Number


class TodayPage(CallbackData, prefix="ty"):
    page: Number


# --- lists and figures -----------------------------------------------------------------------------------


class ForgottenPage(CallbackData, prefix="fg"):
    page: Number


class KpiShow(CallbackData, prefix="kp"):
    """Own figures of a month, YYYYMM."""

    month: str


class FunnelShow(CallbackData, prefix="fn"):
    """`span`: three, month, quarter, year; `team` and `owner` 0: all; `mode`: cohort, flow; `menu`: which
    chips stand open.
    """

    pipeline: Number
    span: str
    team: Number
    owner: Number
    mode: str
    menu: str


# --- people ----------------------------------------------------------------------------------------------


class InviteRole(CallbackData, prefix="ir"):
    role: str
    team: Number


class NameMe(CallbackData, prefix="nm"):
    """The newcomer takes the name that Telegram gives, or types another. `how`: this, other."""

    how: str


class NewcomerYes(CallbackData, prefix="ny"):
    invite: Number


class NewcomerNo(CallbackData, prefix="nn"):
    invite: Number


class Dismiss(CallbackData, prefix="pd"):
    employee: Number


class DismissSure(CallbackData, prefix="ps"):
    employee: Number


class TeamPage(CallbackData, prefix="tg"):
    page: Number


class Menu(CallbackData, prefix="mn"):
    """A line of «Ещё»: today, clients, deals, forgotten, kpi, funnel, team, invite, help."""

    what: str
