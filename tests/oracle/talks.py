"""Personal contacts, significant conversations and next steps: METRICS.md, "Words"."""

from datetime import date

from tests.oracle.company import Company
from tests.oracle.rows import Activity, Task


def personal(activity: Activity) -> bool:
    return activity.kind in {"call", "meeting", "visit"} and activity.outcome == "reached"


def significant(activity: Activity) -> bool:
    """A call of at least 3 minutes, any meeting or visit, with the person reached."""
    long = activity.kind != "call" or (activity.minutes is not None and activity.minutes >= 3)
    return personal(activity) and long


def is_open(company: Company, task: Task, as_of: date) -> bool:
    return (
        company.happened(task.created_at, as_of)
        and not company.happened(task.done_at, as_of)
        and not company.happened(task.cancelled_at, as_of)
    )


def steps_for_client(company: Company, client: str, as_of: date) -> list[Task]:
    """Open tasks tied to the client or a deal of theirs (a task with a deal and no client has the deal's client)."""
    return [
        task
        for task in company.tasks
        if is_open(company, task, as_of)
        and (task.client == client or (task.deal is not None and company.deals[task.deal].client == client))
    ]


def steps_for_deal(company: Company, deal: str, as_of: date) -> list[Task]:
    return [task for task in company.tasks if task.deal == deal and is_open(company, task, as_of)]
