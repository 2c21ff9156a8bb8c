"""What the people of a random company did and promised: activities, tasks, complaints."""

from datetime import date, timedelta

from tests.oracle.making import LAST, Cells, Draft

MINUTES = ("", "2.99", "3", "3.01", "0", "45", "2.5")


def make_activities(draft: Draft) -> None:
    """Of all kinds, with and without an outcome; with a client, with a deal alone, with both."""
    dice, rows = draft.dice, []
    for name in draft.names("a", 330):
        kind = dice.choice(["call", "call", "call", "meeting", "visit", "email", "message", "note"])
        client, deal = _about(draft)
        talk = kind in {"call", "meeting", "visit"}
        rows.append(
            {
                "id": name,
                "kind": kind,
                "outcome": dice.choice(["reached", "reached", "no_answer", ""]) if talk else "",
                "client": client,
                "deal": deal,
                "employee": dice.choice(draft.ids("employees")),
                "at": draft.written(draft.moment(date(2023, 6, 1), LAST)),
                "duration_min": dice.choice(MINUTES) if talk else "",
                "text": 'Говорили, "долго"; и\tтихо',
            }
        )
    draft.files["activities"] = rows


def _about(draft: Draft) -> tuple[str, str]:
    deal = draft.dice.choice(draft.files["deals"])
    clients = draft.dice.choice(draft.ids("clients"))
    return draft.dice.choice([(clients, ""), (clients, ""), ("", deal["id"]), (deal["client"], deal["id"])])


def make_tasks(draft: Draft) -> None:
    """Moved, cancelled, done at the very second, without a due time, tied to a deal alone."""
    people = draft.ids("employees")
    draft.files["tasks"] = [_task(draft, name, people) for name in draft.names("t", 190)]


def _task(draft: Draft, name: str, people: list[str]) -> Cells:
    dice = draft.dice
    created = draft.moment(date(2023, 8, 1), date(2024, 12, 20))
    due = draft.at(created.date() + timedelta(days=dice.choice([0, 1, 2, 7, 30, 31, 90, 180])))
    due = max(due, created)
    first = draft.at(due.date() - timedelta(days=dice.choice([1, 5, 40]))) if draft.maybe(0.3) else None
    done, cancelled = None, None
    if draft.maybe(0.5):
        late = dice.choice(
            [timedelta(0), timedelta(0), timedelta(seconds=1), timedelta(days=-1), timedelta(days=3, hours=7)]
        )
        done = max((first or due) + late, created)
    elif draft.maybe(0.3):
        cancelled = max(draft.moment(), created)
    dated = draft.maybe(0.85)
    client, deal = _about(draft)
    assignee = dice.choice(people)
    return {
        "id": name,
        "kind": dice.choice(["call", "meeting", "offer", "task"]),
        "title": f"Задача {name}",
        "assignee": assignee,
        "author": dice.choice([assignee, dice.choice(people)]),
        "client": client,
        "deal": deal,
        "created_at": draft.written(created),
        "due_at": draft.written(due) if dated else "",
        "done_at": draft.written(done),
        "cancelled_at": draft.written(cancelled),
        "first_due_at": draft.written(max(first, created)) if first and dated else "",
    }


def make_complaints(draft: Draft) -> None:
    rows = []
    for name in draft.names("q", 24):
        opened = draft.moment()
        first = (
            opened + timedelta(minutes=draft.dice.choice([0, 7, 90, 1441, 60_000]))
            if draft.maybe(0.7)
            else None
        )
        resolved = (
            opened + timedelta(hours=draft.dice.choice([1, 25, 400, 2000])) if draft.maybe(0.6) else None
        )
        rows.append(
            {
                "id": name,
                "client": draft.dice.choice(draft.ids("clients")),
                "kind": draft.dice.choice(["complaint", "request"]),
                "opened_at": draft.written(opened),
                "first_response_at": draft.written(first),
                "resolved_at": draft.written(resolved if not first or not resolved else max(first, resolved)),
                "text": "",
            }
        )
    draft.files["complaints"] = rows
