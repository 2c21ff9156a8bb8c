"""The trade of a random company: clients and their people, deals and their moves, sales."""

from datetime import date, datetime, timedelta

from tests.oracle.making import FIRST, LAST, Draft

REGIONS = ("Москва", "Тверь", "Йошкар-Ола")
INDUSTRIES = ("Мебель", "Логистика", "IT & «Ко»")
KINDS = ("new", "repeat", "upsell", "cross_sell", "won_back")
NAMES = (
    "ООО «Ёлка»", "Елка, ЗАО", "ооо ёлка-и", "АО Молот", "Молот", "ИП Сидоров А. П.", "сидоров а п", "ООО «ООО»", "ПАО",
    '"Quoted, Ltd"', "Quoted LTD.", "Stern GmbH", "Завод «Полночь», ООО", "О'Нил & Co", "7 дней", "Семь_дней", "Дни 7",
)  # fmt: skip
PHONES = (
    "+7 (495) 100-20-30",
    "8 495 100 20 30",
    "84951002030",
    "+7 812 333-22-11",
    "8-800-1",
    "",
    "",
    "+49 30 1234567",
)
REASONS = ("price", "price", "no_need", "", "Конкурент, «другой»")


def make_clients(draft: Draft) -> None:
    dice, rows, contacts = draft.dice, [], []
    owners, channels = draft.ids("employees"), draft.ids("channels")
    for name in draft.names("c", 26):
        created = draft.moment(date(2012, 1, 1), LAST) if draft.maybe(0.6) else draft.moment()
        archived = _archived(draft, created) if draft.maybe(0.25) else None
        rows.append(
            {
                "id": name,
                "name": dice.choice(NAMES) if draft.maybe(0.5) else f"Клиент {name}",
                "inn": dice.choice(
                    ["", "", "7701000019", "7702000029", f"77{dice.randint(10**7, 10**8 - 1)}"]
                ),
                "industry": draft.some(INDUSTRIES, 0.75),
                "region": draft.some(REGIONS, 0.75),
                "category": draft.some("ABC", 0.75),
                "owner": draft.some(owners, 0.85),
                "channel": draft.some(channels, 0.75),
                "need_per_year": dice.choice(["", "0", draft.sum(900_000)]),
                "created_at": draft.written(created),
                "archived_at": draft.written(archived),
            }
        )
        contacts.extend(_contact(draft, name) for _ in range(dice.choice([0, 1, 1, 2])))
    for contact, name in zip(contacts, draft.names("p", len(contacts)), strict=True):
        contact["id"] = name
    draft.files["clients"], draft.files["contacts"] = rows, contacts


def _archived(draft: Draft, created: datetime) -> datetime:
    """Often in the last second of a month, or in the first of the next."""
    ends = (date(2024, 1, 31), date(2024, 2, 29), date(2024, 4, 30), date(2024, 9, 30))
    day = draft.dice.choice([*ends, *(end + timedelta(days=1) for end in ends), draft.day()])
    return max(draft.at(day), created + timedelta(days=1))


def _contact(draft: Draft, client: str) -> dict[str, str]:
    email = draft.dice.choice(["", "", f"a{draft.dice.randint(1, 99)}@example.com"])
    return {"client": client, "name": "Иван Ёжиков", "phone": draft.dice.choice(PHONES), "email": email}


def make_deals(draft: Draft) -> None:
    """Born on any stage, moved anywhere; several moves at one moment, in the order of the file."""
    dice, rows, moves = draft.dice, [], []
    owners, channels = draft.ids("employees"), draft.ids("channels")
    contacts = {row["client"]: row["id"] for row in draft.files["contacts"]}
    busy = next(one for one in draft.head["pipelines"] if one["kind"] == "react")
    keen, unlucky = owners[3:5]
    for name in draft.names("d", 100):
        pipeline = busy if draft.maybe(0.5) else dice.choice(draft.head["pipelines"])
        stages = [stage["id"] for stage in pipeline["stages"]]
        opened = [stage["id"] for stage in pipeline["stages"] if stage["kind"] == "open"]
        client = dice.choice(draft.files["clients"])["id"]
        created = draft.moment()
        first = opened[0] if draft.maybe(0.75) else dice.choice(stages)
        row = {
            "id": name,
            "title": f"Сделка {name}",
            "client": client,
            "contact": contacts.get(client, "") if draft.maybe(0.5) else "",
            "pipeline": pipeline["id"],
            "first_stage": first,
            "owner": dice.choice([keen, unlucky]) if draft.maybe(0.4) else draft.some(owners, 0.8),
            "channel": draft.some(channels, 0.75),
            "kind": dice.choice(KINDS),
            "amount": dice.choice(["", "0", draft.sum(), draft.sum(), draft.sum()]),
            "probability": dice.choice(["", "", "", "0", "33.33", "79.99", "80", "100", "12.5"]),
            "expected_close": dice.choice(
                ["", draft.day().isoformat(), draft.day(FIRST, date(2025, 6, 30)).isoformat()]
            ),
            "created_at": draft.written(created),
        }
        luck = {keen: 0.9, unlucky: 0.15}.get(row["owner"], 0.55)
        found = _moves(draft, name, created, first, opened, stages, luck)
        row["lost_reason"] = dice.choice(REASONS)
        rows.append(row)
        moves.extend(found)
    draft.files["deals"] = rows
    draft.files["moves"] = _mixed(draft, moves)


def _moves(
    draft: Draft, deal: str, at: datetime, stage: str, opened: list[str], stages: list[str], luck: float
) -> list[dict[str, str]]:
    """Forward more often than not; back, over, won, lost and open again as well. Never twice to one stage at once."""
    dice, rows = draft.dice, []
    closed = [one for one in stages if one not in opened]
    seen = {(stage, at)}
    for _ in range(dice.choice([0, 1, 2, 2, 3, 3, 4, 6])):
        if draft.maybe(0.85):
            at = max(at, draft.at(min(_local_day(draft, at) + timedelta(days=dice.randint(0, 20)), LAST)))
        ahead = opened[opened.index(stage) + 1 :] if stage in opened else []
        others = closed if draft.maybe(0.6) else [one for one in stages if one != stage]
        following = ahead[0] if ahead and draft.maybe(luck) else dice.choice(others)
        if following == stage or (following, at) in seen:
            continue
        stage = following
        seen.add((stage, at))
        by = dice.choice(draft.ids("employees"))
        rows.append({"deal": deal, "stage": stage, "at": at.isoformat(), "by": by})
    return rows


def _local_day(draft: Draft, at: datetime) -> date:
    return at.astimezone(draft.zone).date()


def _mixed(draft: Draft, moves: list[dict[str, str]]) -> list[dict[str, str]]:
    """In no order, but for the moves of one deal at one moment; each time written with an offset of its own."""
    places = {(row["deal"], row["at"]): draft.dice.random() for row in moves}
    ordered = sorted(moves, key=lambda row: places[row["deal"], row["at"]])
    return [row | {"at": draft.written(datetime.fromisoformat(row["at"]))} for row in ordered]


def make_sales(draft: Draft) -> None:
    """Chains with gaps of 364, 365 and 366 days; at a loss, for nothing, several at one moment, with and without a deal."""
    dice, rows = draft.dice, []
    for client in draft.ids("clients"):
        deals = [row["id"] for row in draft.files["deals"] if row["client"] == client]
        day = draft.day(date(2018, 1, 1), LAST) if draft.maybe(0.7) else draft.day()
        for _ in range(dice.choice([0, 1, 2, 4, 7])):
            at = draft.at(day)
            rows.extend(
                _sale(draft, client, at, dice.choice(deals) if deals and draft.maybe(0.3) else "")
                for _ in range(dice.choice([1, 1, 1, 1, 2]))
            )
            day += timedelta(days=dice.choice([0, 1, 17, 40, 89, 90, 91, 200, 364, 365, 366, 800]))
            if day > LAST:
                break
    for row, name in zip(rows, draft.names("s", len(rows)), strict=True):
        row["id"] = name
    dice.shuffle(rows)
    draft.files["sales"] = rows


def _sale(draft: Draft, client: str, at: datetime, deal: str) -> dict[str, str]:
    revenue = draft.sum(90_000)
    cost = draft.dice.choice([revenue, "0", draft.sum(60_000), draft.sum(60_000), draft.sum(150_000)])
    employee = draft.dice.choice(draft.ids("employees")) if draft.maybe(0.4) else ""
    return {
        "client": client, "deal": deal, "at": draft.written(at), "revenue": revenue, "cost": cost, "employee": employee,
    }  # fmt: skip
