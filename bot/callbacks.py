"""What buttons carry: ids and nothing else. Every one is untrusted; the use case behind it checks scope and
version.

Buttons of pushed messages work weeks later, so a prefix is never given a new meaning.
"""

from aiogram.filters.callback_data import CallbackData

# --- drafts ---------------------------------------------------------------------------------------------


class DraftSave(CallbackData, prefix="ds"):
    draft: int


class DraftLater(CallbackData, prefix="dl"):
    """Save now; what the stage wants is asked for in the evening."""

    draft: int


class DraftCancel(CallbackData, prefix="dx"):
    draft: int


class DraftUndo(CallbackData, prefix="du"):
    draft: int


class DraftClient(CallbackData, prefix="dc"):
    draft: int
    client: int


class DraftNewClient(CallbackData, prefix="dn"):
    draft: int


class DraftStage(CallbackData, prefix="dg"):
    """`stage` 0: no move."""

    draft: int
    stage: int


class DraftReason(CallbackData, prefix="dr"):
    draft: int
    reason: str


class DraftAt(CallbackData, prefix="da"):
    """`when`: now, morning, yesterday."""

    draft: int
    when: str


class DraftNext(CallbackData, prefix="dt"):
    """`when`: tomorrow, days3, week, none."""

    draft: int
    when: str


class DraftKind(CallbackData, prefix="dk"):
    draft: int
    kind: str


class DraftClose(CallbackData, prefix="de"):
    """Expected close of the deal; `when`: month, next, quarter."""

    draft: int
    when: str


class DraftContact(CallbackData, prefix="dp"):
    draft: int
    contact: int


class DraftEdit(CallbackData, prefix="dm"):
    """`part`: menu, kind, client, stage, next, amount, back."""

    draft: int
    part: str


# --- clients and deals ---------------------------------------------------------------------------------


class ClientOpen(CallbackData, prefix="co"):
    client: int


class ClientRecord(CallbackData, prefix="cr"):
    """The next line is about this client."""

    client: int


class ClientPlan(CallbackData, prefix="cp"):
    """Plan a call; `when`: tomorrow, days3, week."""

    client: int
    when: str


class ClientTalked(CallbackData, prefix="ct"):
    """«Поговорили»: a call that reached, as a draft card."""

    client: int


class DealOpen(CallbackData, prefix="do"):
    deal: int


class DealNew(CallbackData, prefix="dw"):
    """Open a deal for a client. `deals`: how many it had when the button was made."""

    client: int
    deals: int


class DealsPage(CallbackData, prefix="dd"):
    page: int


class DealStages(CallbackData, prefix="dz"):
    """Choose the stage to move to."""

    deal: int


class DealMove(CallbackData, prefix="mv"):
    deal: int
    stage: int
    version: int


class DealReason(CallbackData, prefix="mr"):
    deal: int
    stage: int
    version: int
    reason: str


class DealLater(CallbackData, prefix="ml"):
    deal: int
    stage: int
    version: int


class DealClose(CallbackData, prefix="mc"):
    deal: int
    stage: int
    when: str


class DealContact(CallbackData, prefix="mp"):
    deal: int
    stage: int
    contact: int


# --- tasks ------------------------------------------------------------------------------------------------


class TaskDone(CallbackData, prefix="td"):
    task: int


class TaskReopen(CallbackData, prefix="to"):
    task: int


class TaskPutOff(CallbackData, prefix="tp"):
    """Offer days to put the task off to."""

    task: int


class TaskPostpone(CallbackData, prefix="tm"):
    """`when`: tomorrow, days3, week, or a local date YYYYMMDD."""

    task: int
    when: str
    version: int


class TaskCalendar(CallbackData, prefix="tc"):
    task: int


class TaskOpen(CallbackData, prefix="tk"):
    task: int


class TodayPage(CallbackData, prefix="ty"):
    page: int


# --- lists and figures -----------------------------------------------------------------------------------


class ForgottenPage(CallbackData, prefix="fg"):
    page: int


class KpiShow(CallbackData, prefix="kp"):
    """Own figures of a month, YYYYMM."""

    month: str


class FunnelShow(CallbackData, prefix="fn"):
    """`span`: three, month, quarter, year; `team` and `owner` 0: all; `mode`: cohort, flow; `menu`: which
    chips stand open.
    """

    pipeline: int
    span: str
    team: int
    owner: int
    mode: str
    menu: str


# --- people ----------------------------------------------------------------------------------------------


class InviteRole(CallbackData, prefix="ir"):
    role: str
    team: int


class NameMe(CallbackData, prefix="nm"):
    """The newcomer takes the name that Telegram gives, or types another. `how`: this, other."""

    how: str


class NewcomerYes(CallbackData, prefix="ny"):
    invite: int


class NewcomerNo(CallbackData, prefix="nn"):
    invite: int


class Dismiss(CallbackData, prefix="pd"):
    employee: int


class DismissSure(CallbackData, prefix="ps"):
    employee: int


class Nothing(CallbackData, prefix="no"):
    """A place in a grid of buttons that stands for nothing."""


class Menu(CallbackData, prefix="mn"):
    """A line of «Ещё»: today, clients, deals, forgotten, kpi, funnel, team, invite, help."""

    what: str
