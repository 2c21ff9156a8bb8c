"""Files of what was done and of what is to be done."""

from sqlalchemy import func, select

from core.activities.kinds import ActivityKind, Outcome
from core.activities.models import Activity, RepeatUnit, Task, TaskStep
from core.db.types import BigId, UtcDateTime
from core.deals.models import Deal
from core.exchange import cells
from core.exchange.layout import Column, File, at, flag, note, own_id, person, ref


def _client(model: type[Activity] | type[Task]) -> Column:
    """Of what names a deal and no client it is the deal's."""
    of_deal = select(Deal.client_id).where(Deal.id == model.deal_id).scalar_subquery()
    shown = func.coalesce(model.client_id, of_deal, type_=BigId)
    return Column("client", cells.word, to="client_id", refers="clients", shown=shown)


ACTIVITIES = File("activities", Activity, (
    own_id(),
    Column("kind", cells.one_of(ActivityKind), wanted=True),
    Column("outcome", cells.one_of(Outcome)),
    _client(Activity),
    ref("contact", "contacts"),
    ref("deal", "deals"),
    person("employee"),
    at("at", wanted=True),
    Column("duration_min", cells.minutes),
    note("text"),
), table=True)  # fmt: skip

TASKS = File("tasks", Task, (
    own_id(),
    Column("kind", cells.word, blank="task"),
    note("title"),
    person("assignee"),
    person("author"),
    _client(Task),
    ref("deal", "deals"),
    at("created_at", wanted=True),
    at("due_at"),
    at("done_at"),
    at("cancelled_at"),
    Column(
        "first_due_at", cells.moment, shown=func.nullif(Task.first_due_at, Task.due_at, type_=UtcDateTime())
    ),
), table=True)  # fmt: skip

TASK_DETAILS = File("task_details", Task, (
    ref("task", "tasks", to="id", wanted=True),
    flag("all_day"),
    Column("result"),
    Column("cancel_reason"),
    Column("repeat_every", cells.whole),
    Column("repeat_unit", cells.one_of(RepeatUnit)),
    ref("repeats", "tasks"),
    Column("remind_before_min", cells.whole),
), key=("task",), details=True)  # fmt: skip

TASK_STEPS = File("task_steps", TaskStep, (
    ref("task", "tasks", wanted=True),
    Column("position", cells.whole, wanted=True),
    note("text"),
    at("done_at"),
), key=("task", "position"))  # fmt: skip
