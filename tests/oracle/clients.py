"""METRICS.md: client segments, forgotten clients, the client-base audit, potential."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.company import Company
from tests.oracle.figures import money, month_name, months_before, ratio, rounded
from tests.oracle.question import Question
from tests.oracle.rows import Client
from tests.oracle.standing import standing
from tests.oracle.talks import personal, steps_for_client

SEGMENTS = ("loyal", "buyer", "lost_buyer", "lead", "potential")
LEGAL_FORMS = {
    "ооо",
    "ао",
    "пао",
    "зао",
    "оао",
    "нао",
    "ип",
    "тоо",
    "гуп",
    "муп",
    "фгуп",
    "llc",
    "ltd",
    "inc",
    "gmbh",
}


def segment(company: Company, client: Client, as_of: date) -> str:
    days = [company.day(one.at) for one in company.sales_by(client.id, as_of)]
    year = months_before(as_of.replace(day=1), 11)
    months = {month_name(day) for day in days if day >= year}
    if len(months) >= 3 and max(days) >= as_of - timedelta(days=89):
        return "loyal"
    if any(day >= as_of - timedelta(days=364) for day in days):
        return "buyer"
    if days:
        return "lost_buyer"
    deals = [standing(company, deal, as_of) for deal in company.deals.values() if deal.client == client.id]
    return "lead" if any(one is not None and one.open for one in deals) else "potential"


def segments(company: Company, asked: Question) -> dict[str, Any]:
    base = [one for one in company.base(asked.as_of) if company.client_fits(one, asked.wanted)]
    found = {one.id: segment(company, one, asked.as_of) for one in base}
    counts = Counter(found.values())
    return {"by_segment": {name: counts[name] for name in SEGMENTS}, "clients": found}


def forgotten_rows(company: Company, base: list[Client], as_of: date) -> list[dict[str, Any]]:
    """Sorted by profit_12m, then days_silent, both descending, then id; the profit still exact."""
    found = []
    for client in base:
        threshold = int(company.thresholds[client.category or "none"])
        last = _last_contact(company, client, as_of, heads_only=False)
        silent = (as_of - (last or company.day(client.created_at))).days
        until = as_of + timedelta(days=threshold)
        planned = any(
            company.within(task.due_at, as_of, until) for task in steps_for_client(company, client.id, as_of)
        )
        if silent >= threshold and not planned:
            year = as_of - timedelta(days=364)
            profit = sum(
                (one.profit for one in company.sales_by(client.id, as_of) if company.day(one.at) >= year),
                Fraction(0),
            )
            found.append(
                {"client": client.id, "owner": client.owner, "days_silent": silent, "last_contact": last, "profit_12m": profit}
            )  # fmt: skip
    return sorted(found, key=lambda row: (-row["profit_12m"], -row["days_silent"], row["client"]))


def _last_contact(company: Company, client: Client, as_of: date, *, heads_only: bool) -> date | None:
    heads = {one.id for one in company.employees.values() if one.role in {"head", "director"}}
    days = [
        company.day(one.at)
        for one in company.activities_of[client.id]
        if personal(one) and company.happened(one.at, as_of) and (not heads_only or one.employee in heads)
    ]
    return max(days, default=None)


def forgotten(company: Company, asked: Question) -> dict[str, Any]:
    base = [one for one in company.base(asked.as_of) if company.client_fits(one, asked.wanted)]
    gaps = []
    for client in base:
        last = _last_contact(company, client, asked.as_of, heads_only=True) or company.day(client.created_at)
        if client.category == "A" and (asked.as_of - last).days >= 180:
            gaps.append({"client": client.id, "days_silent": (asked.as_of - last).days})
    return {
        "clients": [
            row
            | {
                "profit_12m": money(row["profit_12m"]),
                "last_contact": row["last_contact"] and row["last_contact"].isoformat(),
            }
            for row in forgotten_rows(company, base, asked.as_of)
        ],
        "executive_gap": sorted(gaps, key=lambda row: (-row["days_silent"], row["client"])),
    }


def audit(company: Company, asked: Question) -> dict[str, Any]:
    before = asked.first - timedelta(days=1)
    base = [one for one in company.base(asked.last) if company.client_fits(one, asked.wanted)]
    now = {one.id: segment(company, one, asked.last) for one in base}
    then = {
        one.id: segment(company, one, before)
        for one in base
        if company.happened(one.created_at, before) and not company.happened(one.archived_at, before)
    }
    counts, categories = Counter(now.values()), Counter(one.category or "none" for one in base)
    with_contact = {one.client for one in company.contacts}
    doubles = _duplicates(company, company.base(asked.last))
    return {
        "total": len(base),
        "new": sum(company.within(one.created_at, asked.first, asked.last) for one in base),
        "by_segment": {name: counts[name] for name in SEGMENTS},
        "by_category": {name: categories[name] for name in ("A", "B", "C", "none")},
        "moved": dict(Counter(f"{then[name]}->{now[name]}" for name in then if then[name] != now[name])),
        "without_owner": sum(one.owner is None for one in base),
        "without_contact_person": sum(one.id not in with_contact for one in base),
        "without_next_step": sum(not steps_for_client(company, one.id, asked.last) for one in base),
        "forgotten": len(forgotten_rows(company, base, asked.last)),
        "duplicates": sum(one.id in doubles for one in base),
    }


def plain_name(name: str) -> str:
    words = re.findall(r"[^\W_]+", name.lower().replace("ё", "е"))
    return "".join(word for word in words if word not in LEGAL_FORMS)


def plain_phone(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return "7" + digits[1:] if len(digits) == 11 and digits[0] == "8" else digits


def _duplicates(company: Company, base: list[Client]) -> set[str]:
    sharing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for client in base:
        sharing["inn", client.inn or ""].add(client.id)
        sharing["name", plain_name(client.name)].add(client.id)
        for contact in company.contacts:
            if contact.client == client.id:
                sharing["phone", plain_phone(contact.phone or "")].add(client.id)
    return {name for (_, value), names in sharing.items() if value and len(names) > 1 for name in names}


def potential(company: Company, asked: Question) -> dict[str, Any]:
    since = asked.as_of - timedelta(days=364)
    rows = []
    for client in company.base(asked.as_of):
        if client.need_per_year is None or not company.client_fits(client, asked.wanted):
            continue
        sales = [one for one in company.sales_by(client.id, asked.as_of) if company.day(one.at) >= since]
        bought = sum((one.revenue for one in sales), Fraction(0))
        rows.append(
            (client.id, client.need_per_year, bought, max(Fraction(0), client.need_per_year - bought))
        )
    return {
        "clients": [
            {
                "client": name,
                "need": money(need),
                "bought": money(bought),
                "wallet_share": rounded(ratio(bought, need)),
                "gap": money(gap),
            }
            for name, need, bought, gap in sorted(rows, key=lambda row: (-row[3], row[0]))
        ]
    }
