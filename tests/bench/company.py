"""A department to measure on: managers with clients, deals on the way, talks behind and tasks ahead. A bundle."""

import csv
import json
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

_WORDS = """
Ромашка Северсталь Квадрат Горизонт Меридиан Атлант Орион Вектор Факел Альбатрос Берёзка Каскад Прометей
Изумруд Кедр Лагуна Маяк Нептун Оазис Парус Радуга Сатурн Титан Ураган Фрегат Хрусталь Циклон Чайка Энергия
Юпитер Янтарь Алмаз Буревестник Водопад Гранит Дельфин Ермак Жемчужина Заря Искра Комета Лотос Монолит Нарцисс
Олимп Пегас Рубин Скиф Тайга Улыбка"""
NAMES = tuple(_WORDS.split())
STAGES = (
    {"id": "new", "name": "Новая", "kind": "open", "sla_days": 3},
    {"id": "offer", "name": "КП отправлено", "kind": "open", "offer": True, "worked": True, "sla_days": 7},
    {"id": "talks", "name": "Переговоры", "kind": "open", "sla_days": 14},
    {"id": "won", "name": "Выиграна", "kind": "won"},
    {"id": "lost", "name": "Проиграна", "kind": "lost"},
)
TARGETS = (("calls_reached", 40), ("meetings", 8), ("won_count", 4), ("profit", 400000), ("commitments", 0.9))
Row = tuple[object, ...]


def a_department(folder: Path, people: Sequence[int], now: datetime) -> Path:
    """A bundle of `people` (their Telegram ids), each with a client of every one of NAMES, as it stands at `now`."""
    a_bundle(folder)
    dice = random.Random(50)
    owned = [(person, number) for person in people for number in range(len(NAMES))]
    table(
        folder / "employees.csv",
        "id name role team function timezone telegram_id",
        (
            (f"e{one}", f"Человек {one}", "manager", "Север", "universal", "Europe/Moscow", one)
            for one in people
        ),
    )
    table(
        folder / "clients.csv", "id name owner category created_at", (_client(*o, dice, now) for o in owned)
    )
    table(folder / "contacts.csv", "id client name phone", (_contact(*one) for one in owned))
    table(
        folder / "deals.csv",
        "id title client pipeline first_stage owner kind amount created_at",
        (_deal(*one, dice, now) for one in owned if one[1] % 2 == 0),
    )
    talks = (_talk(*one, turn, dice, now) for one in owned for turn in range(4))
    table(folder / "activities.csv", "id kind outcome client employee at text", talks)
    tasks = (_task(*one, dice, now) for one in owned if one[1] % 3 == 0)
    table(folder / "tasks.csv", "id kind title assignee author client created_at due_at", tasks)
    sales = (_sale(*one, dice, now) for one in owned if one[1] % 4 == 0)
    table(folder / "sales.csv", "id client at revenue cost employee", sales)
    return folder


def a_bundle(folder: Path) -> None:
    """A new folder with company.json."""
    folder.mkdir()
    (folder / "company.json").write_text(json.dumps(_company(), ensure_ascii=False), encoding="utf-8")


def _company() -> dict[str, object]:
    indicators = [{"metric": name, "weight": 20, "target": target} for name, target in TARGETS]
    return {
        "name": "Проба",
        "timezone": "Europe/Moscow",
        "country": None,
        "currency": "RUB",
        "pipelines": [{"id": "sales", "name": "Продажи", "kind": "react", "stages": STAGES}],
        "kpi": [{"function": "universal", "bonus": 60000, "fine": 500, "indicators": indicators}],
    }


def _client(person: int, number: int, dice: random.Random, now: datetime) -> Row:
    category = dice.choice(("A", "B", "C", ""))
    since = now - timedelta(days=dice.randint(200, 900))
    return f"c{person}-{number}", f"ООО «{NAMES[number]}»", f"e{person}", category, since.isoformat()


def _contact(person: int, number: int) -> Row:
    return f"p{person}-{number}", f"c{person}-{number}", "Марина Ёлкина", "+7 (495) 100-20-30"


def _deal(person: int, number: int, dice: random.Random, now: datetime) -> Row:
    client, stage = f"c{person}-{number}", dice.choice(("new", "offer", "talks"))
    since = now - timedelta(days=dice.randint(1, 60))
    amount = dice.randint(10, 900) * 1000
    return f"d{client}", NAMES[number], client, "sales", stage, f"e{person}", "new", amount, since.isoformat()


def _talk(person: int, number: int, turn: int, dice: random.Random, now: datetime) -> Row:
    kind, outcome = dice.choice((("call", "reached"), ("call", "no_answer"), ("meeting", "reached")))
    client, at = (
        f"c{person}-{number}",
        now - timedelta(days=dice.randint(0, 150), minutes=dice.randint(1, 300)),
    )
    return f"a{client}-{turn}", kind, outcome, client, f"e{person}", at.isoformat(), "Обсудили поставку"


def _task(person: int, number: int, dice: random.Random, now: datetime) -> Row:
    client, due = f"c{person}-{number}", now + timedelta(hours=dice.randint(-72, 96))
    made = now - timedelta(days=7)
    who = f"e{person}"
    return f"t{client}", "call", "Перезвонить", who, who, client, made.isoformat(), due.isoformat()


def _sale(person: int, number: int, dice: random.Random, now: datetime) -> Row:
    client, at = f"c{person}-{number}", now - timedelta(days=dice.randint(1, 365))
    revenue = dice.randint(10, 900) * 1000
    return f"s{client}", client, at.isoformat(), revenue, revenue * 7 // 10, f"e{person}"


def table(path: Path, header: str, rows: Iterable[Row]) -> int:
    """Write a file of the bundle; its rows counted."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split())
        for row in rows:
            writer.writerow(row)
            written += 1
    return written
