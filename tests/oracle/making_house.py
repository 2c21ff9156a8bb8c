"""The house of a random company: pipelines, people, channels, norms, plans, KPI schemes, absences."""

from datetime import date, timedelta
from typing import Any

from tests.oracle.figures import months_touched
from tests.oracle.making import FIRST, HARD_DAYS, LAST, Draft

TEAMS = ("Север", "Юг", "team 3")
FUNCTIONS = ("caller", "closer", "account", "universal")
NORMED = ("calls", "calls_reached", "meetings", "significant", "offers", "new_clients")
INDICATORS = (*NORMED, "won_count", "won_amount", "revenue", "profit", "commitments", "hygiene")
MONTHS = months_touched(FIRST, LAST)


def make_pipelines(draft: Draft) -> list[dict[str, Any]]:
    """All four kinds, one of them twice; won and lost stages anywhere in the list."""
    kinds = ["reach", "react", "reengage", "refresh", draft.dice.choice(["react", "reach", "refresh"])]
    draft.dice.shuffle(kinds)
    return [_pipeline(draft, f"{kind}{number}", kind) for number, kind in enumerate(kinds)]


def _pipeline(draft: Draft, name: str, kind: str) -> dict[str, Any]:
    dice = draft.dice
    opened = dice.randint(1, 5)
    kinds = ["open"] * opened + ["won"] * dice.choice([1, 1, 2]) + ["lost"] * dice.choice([1, 1, 2])
    if draft.maybe(0.4):
        dice.shuffle(kinds)
    letters = [f"{name}_{letter}" for letter in "qwertyuio"[: len(kinds)]]
    dice.shuffle(letters)
    worked = dice.choice([*range(opened), None])
    stages, place = [], -1
    for each, stage in zip(kinds, letters, strict=True):
        place += each == "open"
        stages.append(_stage(draft, stage, each, worked=each == "open" and place == worked))
    return {"id": name, "name": f"Воронка {name}", "kind": kind, "stages": stages}


def _stage(draft: Draft, name: str, kind: str, *, worked: bool) -> dict[str, Any]:
    dice, opened = draft.dice, kind == "open"
    stage: dict[str, Any] = {"id": name, "name": f"Этап {name}", "kind": kind}
    stage["probability"] = dice.choice([None, 0, 10, 12.5, 33.33, 79.99, 80, 100])
    stage["sla_days"] = dice.choice([None, 1, 2, 3, 7, 30]) if opened else None
    stage["worked"] = worked
    stage["offer"] = opened and draft.maybe(0.4)
    fields = ["amount", "expected_close", "contact", "probability"]
    stage["required"] = sorted(dice.sample(fields, dice.randint(0, 3))) if opened and draft.maybe(0.6) else []
    return stage


def make_people(draft: Draft) -> None:
    """Heads, managers, a director without a team; some gone long ago or on the first day of a period."""
    dice, rows = draft.dice, []
    names = draft.names("e", 9)
    for place, name in enumerate(names):
        role = "director" if place == 0 else "head" if place < 3 else "manager"
        gone = dice.choice(["", "", "", "2024-02-29", "2024-03-01", "2024-02-28", "2023-10-15", "2024-12-31"])
        rows.append(
            {
                "id": name,
                "name": f"Сотрудник {place} «Ё»",
                "role": role,
                "team": "" if place == 0 and not draft.complete else draft.some(TEAMS, 0.85),
                "function": draft.some(FUNCTIONS, 0.8),
                "regions": dice.choice(["", "Москва", "Москва|Тверь"]),
                "timezone": dice.choice(
                    ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", str(draft.zone)]
                ),
                "hired_on": dice.choice(["2019-01-01", "2024-02-15", ""]),
                "dismissed_on": gone if place > 2 else "",
            }
        )
    draft.files["employees"] = rows
    draft.files["absences"] = _absences(draft, names)


def _absences(draft: Draft, names: list[str]) -> list[dict[str, str]]:
    rows = []
    for _ in range(8):
        start = draft.dice.choice(
            [draft.day(), draft.dice.choice(HARD_DAYS), date(2024, 4, 27), date(2023, 12, 24)]
        )
        end = start + timedelta(days=draft.dice.choice([0, 0, 1, 6, 13]))
        rows.append({"employee": draft.dice.choice(names), "from": start.isoformat(), "to": end.isoformat()})
    return list({(row["employee"], row["from"]): row for row in rows}.values())


def make_channels(draft: Draft) -> None:
    names = draft.names("k", 4)
    draft.files["channels"] = [{"id": name, "name": f"Канал {name}"} for name in names]
    draft.files["channel_costs"] = [
        {"channel": name, "month": month, "amount": draft.dice.choice(["0", draft.sum(50_000)])}
        for name in names[:3]
        for month in MONTHS
        if draft.maybe(0.7)
    ]


def make_norms(draft: Draft) -> None:
    rows = []
    scopes = [*FUNCTIONS, *draft.dice.sample(draft.ids("employees"), 3)]
    for scope in scopes:
        for metric in NORMED:
            if draft.maybe(0.5):
                low = draft.dice.choice(["", "0", "0.05", "0.1", "0.333"])
                high = (
                    draft.dice.choice(["", "0.5", "0.4", "1"])
                    if low
                    else draft.dice.choice(["0", "0.02", "0.5"])
                )
                rows.append({"scope": scope, "metric": metric, "min": low, "max": high})
    draft.files["norms"] = rows


def make_plans(draft: Draft) -> None:
    """Of the company, teams and people, with fractions, and now and then a month without."""
    stages = [s["id"] for p in draft.head["pipelines"] for s in p["stages"] if s["kind"] == "open"]
    scopes = ["company", *(f"team:{team}" for team in _teams(draft)), *draft.ids("employees")[:4]]
    draft.files["plans"] = [
        {"scope": scope, "metric": f"stage:{stage}", "month": month, "value": draft.dice.choice(["0", "1", "2.5", "3", "0.75"])}
        for scope in scopes
        for stage in stages
        if draft.maybe(0.4)
        for month in MONTHS[3:10]
        if draft.maybe(0.85)
    ]  # fmt: skip


def _teams(draft: Draft) -> list[str]:
    return sorted({row["team"] for row in draft.files["employees"] if row["team"]})


def make_schemes(draft: Draft) -> list[dict[str, Any]]:
    people = draft.ids("employees")
    named = draft.dice.sample(people, 3)
    functions = draft.dice.sample(FUNCTIONS, 3)
    return [
        *({"function": function, **_scheme(draft)} for function in functions),
        {"employees": named, **_scheme(draft)},
    ]


def _scheme(draft: Draft) -> dict[str, Any]:
    dice = draft.dice
    metrics = dice.sample(INDICATORS, dice.randint(5, 10))
    weights = [10.0] * len(metrics)
    weights[0], weights[1] = 12.5, 7.5
    weights[-1] += 100 - sum(weights)
    indicators = []
    for metric, weight in zip(metrics, weights, strict=True):
        indicator: dict[str, Any] = {"metric": metric, "weight": weight, "target": _target(draft, metric)}
        if draft.maybe(0.5):
            indicator["floor"] = dice.choice([0, 0.25, 0.5, 1])
        if draft.maybe(0.5):
            indicator["cap"] = dice.choice([1, 1.5, 3])
        indicators.append(indicator)
    return {
        "bonus": dice.choice([30000, 45000.5, 0]),
        "fine": dice.choice([0, 500, 1000.5]),
        "indicators": indicators,
    }


def _target(draft: Draft, metric: str) -> float:
    if metric in {"commitments", "hygiene"}:
        return draft.dice.choice([0.5, 0.8, 0.9])
    if metric in {"won_amount", "revenue", "profit"}:
        return draft.dice.choice([20000, 100000.5, 5000])
    return draft.dice.choice([1, 2, 3, 7])
