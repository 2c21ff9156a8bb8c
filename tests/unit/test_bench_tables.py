"""What the benchmark marks, and where the curve writes its names."""

from datetime import UTC, datetime
from itertools import pairwise

from tests.bench.at_work import morning_after
from tests.bench.curve import apart
from tests.bench.figures import FigureCost
from tests.bench.figures_table import CompanyFigures, figures_table
from tests.bench.large_companies import LargeCompany

COSTS = (
    FigureCost("slow", 3.1, 2.0, 100.0),
    FigureCost("large", 2.0, 2.0, 301.0),
    FigureCost("well", 3.0, 2.0, 300.0),
)


def a_company(clients: int) -> LargeCompany:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    return LargeCompany(
        "sqlite", clients, "sqlite+aiosqlite:///x", now, {"clients": clients}, {"in all": 1.0}, 10**6
    )


def test_figures_that_miss_their_target_are_marked_in_the_largest_company_alone():
    found = [CompanyFigures(a_company(size), COSTS, largest=size == 10_000) for size in (1_000, 10_000)]
    marked = [line.split()[0] for line in figures_table(found).splitlines() if "NOT met" in line]
    assert marked == ["slow", "large"]


def test_names_at_the_ends_of_lines_lie_apart_in_their_order():
    moved = apart([0.5, 0.98, 0.51, 0.99, 0.1, 0.5], 0.05, 0.0, 1.0)
    assert [moved.index(place) for place in sorted(moved)] == [4, 0, 5, 2, 1, 3]
    assert all(above - below > 0.0499 for below, above in pairwise(sorted(moved)))
    assert max(moved) <= 1.0


def test_the_morning_is_a_workday_with_a_month_under_way():
    assert f"{morning_after(datetime(2026, 11, 26, tzinfo=UTC)):%d.%m %H:%M}" == "26.11 08:30"
    assert f"{morning_after(datetime(2026, 11, 28, tzinfo=UTC)):%d.%m}" == "30.11"
    assert f"{morning_after(datetime(2026, 12, 1, tzinfo=UTC)):%d.%m}" == "02.12"
