"""A large bundle to import: a holding's clients with everything around them, written row by row."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.company import NAMES, Row, a_bundle, table

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
PEOPLE = 500
_HEADERS = {
    "employees": "id name role team function timezone",
    "clients": "id name inn industry region owner category created_at Склад",
    "contacts": "id client name position phone email",
    "deals": "id title client contact pipeline first_stage owner kind amount created_at",
    "moves": "deal stage at by",
    "activities": "id kind outcome client contact deal employee at duration_min text",
    "tasks": "id kind title assignee author client deal created_at due_at done_at",
    "sales": "id client deal at revenue cost employee",
    "profile": "id client topic text source noted_on",
}


def a_holding(folder: Path, clients: int, activities: int) -> dict[str, int]:
    """Write the bundle, its folder too; rows by file. Every client has a contact, two deals with three moves each,
    a task, two sales and a row of the profile.
    """
    a_bundle(folder)
    dice = random.Random(51)
    rows = {
        "employees": _employees(),
        "clients": (_client(n, dice) for n in range(clients)),
        "contacts": (_contact(n) for n in range(clients)),
        "deals": (_deal(n, clients, dice) for n in range(2 * clients)),
        "moves": (row for n in range(2 * clients) for row in _moves(n)),
        "activities": (_activity(n, clients, dice) for n in range(activities)),
        "tasks": (_task(n, dice) for n in range(clients)),
        "sales": (_sale(n, clients, dice) for n in range(2 * clients)),
        "profile": ((f"p{n}", f"c{n}", "wishes", "Берут к осени", "сам сказал", "2026-03-02") for n in range(clients)),
    }  # fmt: skip
    return {name: table(folder / f"{name}.csv", _HEADERS[name], found) for name, found in rows.items()}


def _employees() -> Iterator[Row]:
    for n in range(PEOPLE):
        yield f"e{n}", f"Человек {n}", "manager", f"Отдел {n // 10}", "universal", "Europe/Moscow"


def _since(n: int, days: int) -> str:
    """The same moment for the same number: so many days back, an hour of the workday."""
    return (NOW - timedelta(days=n % days, minutes=n % 480)).isoformat()


def _owner(client: int) -> str:
    return f"e{client % PEOPLE}"


def _client(n: int, dice: random.Random) -> Row:
    name, category = f"ООО «{NAMES[n % len(NAMES)]}-{n}»", dice.choice(("A", "B", "C", ""))
    return (
        f"c{n}", name, f"{n:010d}", "Стройматериалы", f"Область {n % 80}", _owner(n), category, _since(n, 900),
        f"№ {n % 9}",
    )  # fmt: skip


def _contact(n: int) -> Row:
    return f"p{n}", f"c{n}", "Марина Ёлкина", "Закупки", f"+7 495 {n:07d}", f"m{n}@example.com"


def _deal(n: int, clients: int, dice: random.Random) -> Row:
    client = n % clients
    amount = dice.randint(10, 900) * 1000
    return (
        f"d{n}", f"Поставка {n}", f"c{client}", f"p{client}", "sales", "new", _owner(client), "new", amount,
        _since(n, 700),
    )  # fmt: skip


def _moves(n: int) -> Iterator[Row]:
    for turn, stage in enumerate(("offer", "talks", "lost" if n % 4 else "won")):
        at = NOW - timedelta(days=n % 700 - turn * 7, minutes=n % 480)
        yield f"d{n}", stage, at.isoformat(), f"e{n % PEOPLE}"


def _activity(n: int, clients: int, dice: random.Random) -> Row:
    client = n % clients
    kind, outcome = dice.choice((("call", "reached"), ("call", "no_answer"), ("meeting", "reached")))
    deal = f"d{client}" if n % 3 == 0 else ""
    return (
        f"a{n}", kind, outcome, f"c{client}", f"p{client}", deal, _owner(client), _since(n, 720), n % 60,
        "Обсудили поставку, ждут расчёт до пятницы",
    )  # fmt: skip


def _task(n: int, dice: random.Random) -> Row:
    who, due = _owner(n), NOW + timedelta(hours=dice.randint(-720, 720))
    done = due.isoformat() if n % 2 else ""
    return f"t{n}", "call", "Перезвонить", who, who, f"c{n}", f"d{n}", _since(n, 30), due.isoformat(), done


def _sale(n: int, clients: int, dice: random.Random) -> Row:
    client, revenue = n % clients, dice.randint(10, 900) * 1000
    return f"s{n}", f"c{client}", f"d{n}", _since(n, 365), revenue, revenue * 7 // 10, _owner(client)
