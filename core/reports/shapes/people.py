"""Reports over people as JSON objects. Source: BUNDLE.md, Shapes."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.reports.activity import EmployeeActivity
from core.reports.control import Controls, WeakSpot
from core.reports.hygiene import EmployeeHygiene, Kept
from core.reports.kpi import Kpi, ScoredIndicator
from core.reports.norms import Bounds
from core.reports.rounding import days4, exact_money, number, ratio6, rounded

Json = dict[str, Any]


def activity(found: Iterable[EmployeeActivity]) -> Json:
    return {
        "employees": {
            person.external_id: {
                metric: _counted(count, person.norms.get(metric))
                for metric, count in person.counts._asdict().items()
            }
            for person in found
        }
    }


def _counted(count: int, bounds: Bounds | None) -> Json:
    if bounds is None:
        return {"count": count, "min": None, "max": None, "level": None}
    return {
        "count": count,
        "min": _given(bounds.least),
        "max": _given(bounds.most),
        "level": bounds.level(count).value,
    }


def _given(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)


def control(found: Iterable[Controls]) -> Json:
    return {"employees": {person.external_id: _controls(person) for person in found}}


def _controls(person: Controls) -> Json:
    return {
        "intensity": ratio6(person.intensity),
        "efficiency": {
            "reach_rate": ratio6(person.efficiency.reach_rate),
            "meeting_rate": ratio6(person.efficiency.meeting_rate),
            "offer_rate": ratio6(person.efficiency.offer_rate),
            "win_rate": ratio6(person.efficiency.win_rate),
        },
        "commitments": ratio6(person.commitments),
        "lateness_days": days4(person.lateness_days),
        "forgotten": person.forgotten,
        "weak_spot": None if person.weak_spot is None else _weak_spot(person.weak_spot),
    }


def _weak_spot(spot: WeakSpot) -> Json:
    return {
        "stage": spot.external_id,
        "conversion": ratio6(spot.conversion),
        "team_conversion": ratio6(spot.team_conversion),
    }


def hygiene(found: Iterable[EmployeeHygiene]) -> Json:
    return {"employees": {person.external_id: _kept(person.kept) for person in found}}


def _kept(kept: Kept) -> Json:
    return {rule: ratio6(share) for rule, share in kept.shares.items()} | {"score": _score(kept.score)}


def _score(score: Decimal | None) -> float | None:
    return None if score is None else rounded(Fraction(score), 2)


def kpi(found: Kpi) -> Json:
    return {
        "employee": found.external_id,
        "indicators": [_indicator(line) for line in found.indicators],
        "overdue": found.overdue,
        "pay_so_far": exact_money(found.pay_so_far),
        "pay_at_pace": exact_money(found.pay_at_pace),
    }


def _indicator(line: ScoredIndicator) -> Json:
    """Facts, targets and what is expected of money metrics as money."""

    def shown(value: Fraction | None) -> Any:
        if value is None:
            return None
        return exact_money(value) if line.metric.is_money else number(round(value, 6))

    return {
        "metric": line.metric.value,
        "weight": number(line.weight),
        "target": shown(line.target),
        "fact": shown(line.fact),
        "attainment": ratio6(line.attainment),
        "score": ratio6(line.score),
        "expected_today": shown(line.expected_today),
        "pace": ratio6(line.pace),
    }
