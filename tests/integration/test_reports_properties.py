"""What holds for the reports of any company, whatever their figures: asked of random ones through the real door.

A report that is not built yet is asked of the oracle, so that the property itself is tried.
"""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import oracle
from tests.integration.random_companies import a_random_company, asked, is_built, the_company_of
from tests.oracle.companies import drafted
from tests.oracle.cut import cut
from tests.oracle.making import FIRST, HARD_DAYS, LAST
from tests.oracle.questions import AS_OF, MONTHS, Asker

SEEDS = range(201, 204)
LIFE = ["--from", "2000-01-01", "--to", "2030-12-31"]
few = settings(
    max_examples=5, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
seeds = st.sampled_from(SEEDS)
days = st.one_of(st.sampled_from(HARD_DAYS), st.dates(FIRST, LAST))


@pytest.fixture
def company(servers, kind, tmp_path_factory):
    """Opens a seed's company, where everything has an owner, a team, a channel, so that slices add up."""

    def opened(seed):
        folder = tmp_path_factory.mktemp("company")
        return a_random_company(servers, kind, folder, seed, complete=True)

    return opened


async def answered(database, bundle, argv):
    return await asked(database, argv) if is_built(argv) else oracle.answer(bundle, argv)


def pipelines(seed):
    return [one["id"] for one in drafted(seed, complete=True).head["pipelines"]]


def money(figures, key):
    return Fraction(figures[key])


def total(figures, key):
    return sum((money(one, key) for one in figures), Fraction(0))


@few
@given(seed=seeds, pipeline=st.integers(0, 4), first=days, last=days, as_of=days)
async def test_a_funnel_never_widens(company, seed, pipeline, first, last, as_of):
    period = ["--from", min(first, last).isoformat(), "--to", max(first, last).isoformat()]
    ask = ["report", "funnel", "--pipeline", pipelines(seed)[pipeline]]
    async with company(seed) as (database, bundle):
        cohort = (await answered(database, bundle, [*ask, *period, "--as-of", as_of.isoformat()]))["result"]
        flow = (await answered(database, bundle, [*ask, *LIFE, "--mode", "flow"]))["result"]
    entered = [stage["entered"] for stage in cohort["stages"]]
    assert [cohort["deals"], *entered, cohort["won"]] == sorted(
        [cohort["deals"], *entered, cohort["won"]], reverse=True
    )
    assert cohort["deals"] == cohort["won"] + cohort["lost"] + cohort["open"]
    assert sum(cohort["lost_reasons"].values()) == cohort["lost"]
    ever = [stage["entered"] for stage in flow["stages"]]
    assert ever == sorted(ever, reverse=True), "flow over all the company's life"


@few
@given(seed=seeds, first=days, last=days, key=st.sampled_from(["owner", "team", "channel", "category", None]))
async def test_profit_is_the_product_of_its_factors_to_the_kopeck(company, seed, first, last, key):
    """Buyers and sales are known from other reports, so the factors can be taken exactly."""
    period = ["--from", min(first, last).isoformat(), "--to", max(first, last).isoformat()]
    value = Asker(drafted(seed, complete=True)).values(key)[0] if key else ""
    part = [f"--{key}", value] if key else []
    async with company(seed) as (database, bundle):
        found = (
            await answered(
                database, bundle, ["report", "profit", *period, *part, "--lift", "leads=15,margin=5"]
            )
        )["result"]
        buyers = len(
            (await answered(database, bundle, ["report", "pareto", *period, *part]))["result"]["clients"]
        )
    factors, profit, revenue = found["factors"], money(found, "profit"), money(found, "revenue")
    assert found["profit_if"] == str(round_half_even(profit * Fraction("1.2075")))
    if not buyers or not revenue or not factors["leads"]:
        return
    leads = Fraction(factors["leads"])
    sales = round(Fraction(factors["frequency"]) * buyers)
    exact = {"conversion": buyers / leads, "frequency": Fraction(sales, buyers), "margin": profit / revenue}
    assert {name: factors[name] for name in exact} == {
        name: float(round(each, 6)) for name, each in exact.items()
    }
    assert factors["average_check"] == str(round_half_even(revenue / sales))
    assert leads * exact["conversion"] * exact["frequency"] * (revenue / sales) * exact["margin"] == profit


def round_half_even(value):
    kopecks = round(value * 100)
    return f"{'-' * (kopecks < 0)}{abs(kopecks) // 100}.{abs(kopecks) % 100:02}"


@few
@given(seed=seeds, pipeline=st.integers(0, 4), key=st.sampled_from(["owner", "team", "region", "industry", "category", "channel", "kind"]))  # fmt: skip
async def test_the_slices_of_a_funnel_add_up_to_the_whole(company, seed, pipeline, key):
    name = pipelines(seed)[pipeline]
    ask = ["report", "funnel", "--pipeline", name, "--from", "2023-12-01", "--to", "2024-03-31"]
    async with company(seed) as (database, bundle):
        whole = (await answered(database, bundle, ask))["result"]
        parts = [
            (await answered(database, bundle, [*ask, f"--{key}", value]))["result"]
            for value in Asker(drafted(seed, complete=True)).values(key)
        ]
    for count in ("deals", "won", "lost", "open"):
        assert whole[count] == sum(part[count] for part in parts)
    assert money(whole, "won_amount") == total(parts, "won_amount")
    for place, stage in enumerate(whole["stages"]):
        mine = [part["stages"][place] for part in parts]
        for count in ("entered", "lost_here", "open_here", "overdue_here"):
            assert stage[count] == sum(one[count] for one in mine)
        for amount in ("amount", "open_amount"):
            assert money(stage, amount) == total(mine, amount)


@few
@given(seed=seeds, key=st.sampled_from(["owner", "team", "region", "industry", "category", "channel"]))
async def test_the_slices_of_sales_and_of_the_client_base_add_up_to_the_whole(company, seed, key):
    values = Asker(drafted(seed, complete=True)).values(key)
    profit = ["report", "profit", "--from", "2023-12-01", "--to", "2024-03-31"]
    audit = ["report", "audit", "--month", "2024-02"]
    async with company(seed) as (database, bundle):
        sums = (await answered(database, bundle, profit))["result"]
        base = (await answered(database, bundle, audit))["result"]
        sliced = [
            (await answered(database, bundle, [*profit, f"--{key}", value]))["result"] for value in values
        ]
        bases = [
            (await answered(database, bundle, [*audit, f"--{key}", value]))["result"] for value in values
        ]
    assert [money(sums, name) for name in ("profit", "revenue")] == [
        total(sliced, name) for name in ("profit", "revenue")
    ]
    for count in ("total", "new", "without_next_step", "forgotten", "duplicates", "without_contact_person"):
        assert base[count] == sum(part[count] for part in bases)
    for segment, count in base["by_segment"].items():
        assert count == sum(part["by_segment"][segment] for part in bases)


def of_a_day(seed, day):
    """All that may be asked as of a day."""
    ask = Asker(drafted(seed, complete=True))
    funnels = [
        ["funnel", "--pipeline", name, "--from", "2023-12-01", "--to", last, "--as-of", day]
        for name in pipelines(seed)
        for last in ("2024-03-31", day)
        if last >= "2023-12-01"
    ]
    months = [["five", "--month", month, "--as-of", day] for month in MONTHS[:4]]
    month = day[:7]
    kpi = [["kpi", "--month", month, "--as-of", day, "--employee", name] for name in ask.values("owner")]
    plain = [[name, "--as-of", day] for name in AS_OF]
    return [["report", *words] for words in [*funnels, *months, *kpi, *plain]]


async def everything(database, questions):
    found = {}
    for argv in questions:
        if is_built(argv):
            try:
                found[" ".join(argv)] = await asked(database, argv)
            except Exception as refusal:  # noqa: BLE001
                found[" ".join(argv)] = repr(refusal)
    return found


@pytest.mark.parametrize("day", ["2024-01-31", "2024-02-29", "2024-03-10"])
async def test_as_of_a_day_is_a_database_where_nothing_happened_later(servers, kind, tmp_path, day):
    seed = SEEDS[0]
    async with a_random_company(servers, kind, tmp_path, seed, complete=True) as (database, bundle):
        full = await everything(database, of_a_day(seed, day))
    shorter = cut(bundle, date.fromisoformat(day), tmp_path / day)
    async with the_company_of(servers, kind, f"{seed}-{day}", shorter) as database:
        assert await everything(database, of_a_day(seed, day)) == full
