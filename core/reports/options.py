"""What `report NAME ...` is asked: its options. Source: BUNDLE.md, Reports on the command line."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NoReturn

from core.deals.kinds import DealKind
from core.errors import Invalid
from core.reports.period import Period, month_of

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1900, 2900)
SLICES = ("owner", "team", "region", "industry", "category", "channel", "kind")
_OVER_CLIENTS = tuple(key for key in SLICES if key != "kind")
_PERIOD = ("from", "to", "month")
TAKES = {
    "funnel": (*_PERIOD, "as_of", "pipeline", "mode", *SLICES),
    "bottleneck": (*_PERIOD, "pipeline", *SLICES),
    "profit": (*_PERIOD, "lift", *SLICES),
    "cycle": (*_PERIOD, *SLICES),
    "forecast": ("as_of", *SLICES),
    "five": ("month", "as_of", *SLICES),
    "response": (*_PERIOD, *_OVER_CLIENTS),
    "pareto": (*_PERIOD, *_OVER_CLIENTS),
    "segments": ("as_of", *_OVER_CLIENTS),
    "repeat": ("as_of", *_OVER_CLIENTS),
    "forgotten": ("as_of", *_OVER_CLIENTS),
    "rfm": ("as_of", *_OVER_CLIENTS),
    "potential": ("as_of", *_OVER_CLIENTS),
    "audit": ("month", *_OVER_CLIENTS),
    "activity": (*_PERIOD, "employee", "team"),
    "control": (*_PERIOD, "employee", "team"),
    "hygiene": ("as_of", "employee", "team"),
    "kpi": ("month", "as_of", "employee"),
    "channels": _PERIOD,
}
"""The reports there are, and the options of each."""
_MANY = {*SLICES, "employee"}
"""Options that may be given several times; kpi is of one employee."""
FACTORS = ("leads", "conversion", "frequency", "average_check", "margin")
_PERCENT = re.compile(r"[+-]?[0-9]{1,6}(\.[0-9]{1,6})?")


class WrongOption(Exception):
    """One line that says what is wrong."""


@dataclass(frozen=True, slots=True)
class Question:
    """A report and its options, still by external ids. What a report does not take is empty."""

    report: str
    as_json: bool
    period: Period | None = None
    as_of: date | None = None
    pipeline: str = ""
    flow: bool = False
    lift: dict[str, Fraction] = field(default_factory=dict)
    """Percent by factor of the profit formula."""
    employees: tuple[str, ...] = ()
    slices: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongOption(message)


def parse(argv: Sequence[str]) -> Question:
    """Raises WrongOption."""
    given = vars(_parser().parse_args(list(argv)))
    name = given.pop("name")
    if name not in TAKES:
        raise WrongOption(f"there is no report {name!r}: {', '.join(TAKES)}")
    as_json = bool(given.pop("json"))
    values: dict[str, list[str]] = {key: value for key, value in given.items() if value is not None}
    for key, value in values.items():
        if key not in TAKES[name]:
            raise WrongOption(f"{name} takes no {_shown(key)}")
        if len(value) > 1 and (key not in _MANY or (name, key) == ("kpi", "employee")):
            raise WrongOption(f"{_shown(key)} is given twice")
    return _question(name, values, as_json=as_json)


def _question(name: str, values: dict[str, list[str]], *, as_json: bool) -> Question:
    flow = _mode(values) == "flow"
    as_of = _day(values, "as_of")
    if flow and as_of is not None:
        raise WrongOption("--mode flow takes no --as-of")
    period = _period(name, values) if "month" in TAKES[name] else None
    if period is None and as_of is None:
        raise WrongOption(f"{name} wants --as-of")
    for needed in ("pipeline", *(["employee"] if name == "kpi" else [])):
        if needed in TAKES[name] and needed not in values:
            raise WrongOption(f"{name} wants {_shown(needed)}")
    if (
        name == "kpi"
        and as_of is not None
        and period is not None
        and not period.first <= as_of <= period.last
    ):
        raise WrongOption("--as-of is no day of the month")
    for kind in values.get("kind", ()):
        if kind not in set(DealKind):
            raise WrongOption(f"--kind: {kind!r} is none of {', '.join(DealKind)}")
    return Question(
        report=name,
        as_json=as_json,
        period=period,
        as_of=as_of,
        pipeline=values.get("pipeline", [""])[0],
        flow=flow,
        lift=_lift(values),
        employees=tuple(values.get("employee", ())),
        slices={key: tuple(values[key]) for key in SLICES if key in values},
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="report", allow_abbrev=False, description="A report of METRICS.md.")
    parser.add_argument("name", metavar="NAME", help=", ".join(TAKES))
    for option in ("--from", "--to", "--month", "--as-of", "--mode", "--pipeline", "--lift", "--employee"):
        parser.add_argument(option, action="append")
    for key in SLICES:
        parser.add_argument(f"--{key}", action="append", help="may be repeated")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    return parser


def _shown(key: str) -> str:
    return "--" + key.replace("_", "-")


def _mode(values: dict[str, list[str]]) -> str:
    mode = values.get("mode", ["cohort"])[0]
    if mode not in {"flow", "cohort"}:
        raise WrongOption(f"--mode: {mode!r} is neither flow nor cohort")
    return mode


def _lift(values: dict[str, list[str]]) -> dict[str, Fraction]:
    """`leads=15,margin=-5`: percent by factor."""
    found: dict[str, Fraction] = {}
    for part in values["lift"][0].split(",") if "lift" in values else ():
        factor, _, percent = (piece.strip() for piece in part.partition("="))
        if factor not in FACTORS:
            raise WrongOption(f"--lift: {factor!r} is none of {', '.join(FACTORS)}")
        if not _PERCENT.fullmatch(percent):
            raise WrongOption(f"--lift: {percent!r} is no percentage")
        if factor in found:
            raise WrongOption(f"--lift: {factor} stands twice")
        found[factor] = Fraction(percent)
    return found


def _day(values: dict[str, list[str]], key: str) -> date | None:
    if key not in values:
        return None
    text = values[key][0]
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise WrongOption(f"{_shown(key)}: {text!r} is not a date YYYY-MM-DD")
    return found


def _period(name: str, values: dict[str, list[str]]) -> Period:
    first, last = _day(values, "from"), _day(values, "to")
    if "month" in values:
        if first or last:
            raise WrongOption("either --month or --from and --to")
        return _month(values["month"][0])
    if first is None or last is None:
        raise WrongOption(f"{name} wants --month" + (", or --from and --to" if "from" in TAKES[name] else ""))
    try:
        return Period(first, last)
    except Invalid:
        raise WrongOption("--to lies before --from") from None


def _month(text: str) -> Period:
    try:
        found = month_of(text)
    except (Invalid, ValueError):
        found = None
    if found is None or found.first.year not in _YEARS:
        raise WrongOption(f"--month: {text!r} is not a month YYYY-MM")
    return found
