"""The command line of a report: BUNDLE.md, "Reports on the command line"."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.oracle.company import Slice
from tests.oracle.figures import month_of

SLICES = ("owner", "team", "region", "industry", "category", "channel", "kind")
PEOPLE = ("activity", "control", "hygiene", "kpi")
KEEPS_AS_OF = ("funnel", "five", "kpi")


@dataclass(frozen=True, slots=True)
class Question:
    report: str
    first: date
    last: date
    as_of: date
    period: dict[str, str]
    flow: bool = False
    pipeline: str = ""
    wanted: Slice = field(default_factory=dict)
    lift: dict[str, Fraction] | None = None
    employees: tuple[str, ...] = ()


def understood(argv: list[str]) -> Question:
    """`argv` begins with the word report, as the gold cases have it."""
    report = argv[1]
    given: dict[str, list[str]] = {}
    words = [word for word in argv[2:] if word != "--json"]
    for name, value in zip(words[::2], words[1::2], strict=True):
        given.setdefault(name.removeprefix("--"), []).append(value)
    as_of = date.fromisoformat(given["as-of"][0]) if "as-of" in given else None
    if "month" in given:
        first, last = month_of(given["month"][0])
    elif "from" in given:
        first, last = date.fromisoformat(given["from"][0]), date.fromisoformat(given["to"][0])
    else:
        assert as_of
        first = last = as_of
    period = {"from": first.isoformat(), "to": last.isoformat()}
    if report in KEEPS_AS_OF:
        period["as_of"] = (as_of or last).isoformat()
    elif as_of:
        period = {"as_of": as_of.isoformat()}
    lift = given.get("lift")
    keys = ("team",) if report in PEOPLE else SLICES
    return Question(
        report,
        first,
        last,
        as_of or last,
        period,
        flow=given.get("mode") == ["flow"],
        pipeline=given.get("pipeline", [""])[0],
        wanted={key: set(given[key]) for key in keys if key in given},
        lift=_lift(lift) if lift else None,
        employees=tuple(given.get("employee", ())),
    )


def _lift(values: list[str]) -> dict[str, Fraction]:
    pairs = [pair.split("=") for value in values for pair in value.split(",")]
    return {name.strip(): Fraction(percent.strip()) for name, percent in pairs}
