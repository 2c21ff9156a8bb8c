"""The section `kpi` of company.json: bonus schemes. Source: METRICS.md, KPI and pay."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.exchange.document import Walk, json_number
from core.money import MINOR, Money
from core.people.employees import Function
from core.sales.kpi_schemes import CAP, FEWEST, FLOOR, MOST, WHOLE
from core.sales.metrics import Metric


@dataclass(frozen=True, slots=True)
class IndicatorFile:
    metric: str
    weight: Decimal
    target: Decimal
    floor: Decimal
    cap: Decimal


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """For a function, or for the employees of these ids."""

    function: Function | None
    employees: frozenset[str]
    bonus: Money
    fine: Money
    indicators: tuple[IndicatorFile, ...]


def read_schemes(walk: Walk, data: Any) -> tuple[SchemeFile, ...]:
    """Every scheme of the section; what is wrong stands in the walk's problems."""
    return tuple(_scheme(walk, f"kpi[{n}]", item) for n, item in enumerate(walk.listing("kpi", data)))


def _scheme(walk: Walk, path: str, data: Any) -> SchemeFile:
    data = walk.mapping(path, data)
    named, function = data.get("employees"), data.get("function")
    if bool(named) == bool(function):
        walk.wrong(path, "wants either employees or a function")
    people = walk.listing(f"{path}.employees", named or [])
    given = walk.listing(f"{path}.indicators", data.get("indicators"))
    indicators = tuple(
        _indicator(walk, f"{path}.indicators[{n}]", item) for n, item in enumerate(given[: MOST + 1])
    )
    if not FEWEST <= len(given) <= MOST:
        walk.wrong(f"{path}.indicators", f"{len(given)} of them, not {FEWEST} to {MOST}")
    elif sum(one.weight for one in indicators) != WHOLE:
        walk.wrong(f"{path}.indicators", "the weights do not sum to 100")
    return SchemeFile(
        function=walk.kind(f"{path}.function", function, Function, Function.UNIVERSAL) if function else None,
        employees=frozenset(walk.name(f"{path}.employees[{n}]", one) for n, one in enumerate(people)),
        bonus=walk.money(f"{path}.bonus", data.get("bonus")),
        fine=walk.money(f"{path}.fine", data.get("fine") or 0),
        indicators=indicators,
    )


def _indicator(walk: Walk, path: str, data: Any) -> IndicatorFile:
    data = walk.mapping(path, data)
    return IndicatorFile(
        metric=walk.kind(f"{path}.metric", data.get("metric"), Metric, Metric.CALLS).value,
        weight=walk.needed(f"{path}.weight", data.get("weight"), Decimal(0)),
        target=walk.needed(f"{path}.target", data.get("target"), Decimal(0)),
        floor=_or(walk.number(f"{path}.floor", data.get("floor")), FLOOR),
        cap=_or(walk.number(f"{path}.cap", data.get("cap")), CAP),
    )


def _or(value: Decimal | None, default: Decimal) -> Decimal:
    return default if value is None else value


def scheme_json(scheme: SchemeFile) -> dict[str, Any]:
    """A scheme as company.json has it."""
    whose: dict[str, Any] = (
        {"employees": sorted(scheme.employees)}
        if scheme.function is None
        else {"function": scheme.function.value}
    )
    return whose | {
        "bonus": json_number(Decimal(scheme.bonus) / MINOR),
        "fine": json_number(Decimal(scheme.fine) / MINOR),
        "indicators": [
            {
                "metric": one.metric,
                "weight": json_number(one.weight),
                "target": json_number(one.target),
                "floor": json_number(one.floor),
                "cap": json_number(one.cap),
            }
            for one in scheme.indicators
        ],
    }
