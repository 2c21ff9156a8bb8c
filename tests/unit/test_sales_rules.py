"""What shipments come to, what plans, norms and schemes may say."""

from decimal import Decimal

import pytest

from core.errors import Invalid, NotFound
from core.ids import ProductId
from core.money import Money
from core.sales.kpi_schemes import SchemeFault, SchemeLine, WrongScheme, check_scheme
from core.sales.lines import SaleLine, priced
from core.sales.metrics import Metric
from core.sales.planning import check_norm, plan_metric
from core.sales.products import Product

PRODUCTS = {
    ProductId(1): Product(name="Втулка", price=Money(105), cost=Money(33)),
    ProductId(2): Product(name="Наладка"),
}
FIVE = [SchemeLine(metric.value, Decimal(20), Decimal(10)) for metric in list(Metric)[:5]]


def line(product, quantity, revenue=None, cost=None):
    return SaleLine(ProductId(product), Decimal(quantity), revenue, cost)


def test_a_line_without_sums_is_priced_by_the_list_and_rounded_half_even():
    half, odd = priced([line(1, "0.5"), line(1, "1.5")], PRODUCTS)
    assert (half.revenue, half.cost) == (52, 16)
    assert (odd.revenue, odd.cost) == (158, 50)


def test_a_line_says_its_own_sums():
    (found,) = priced([line(2, 1, Money(900), Money(0))], PRODUCTS)
    assert (found.revenue, found.cost) == (900, 0)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (line(3, 1), NotFound),
        (line(1, 0), Invalid),
        (line(1, -1), Invalid),
        (line(1, 10**10), Invalid),
        (line(2, 1, Money(900)), Invalid),
        (line(2, 1, Money(-1), Money(0)), Invalid),
    ],
)
def test_a_line_that_says_nothing_or_nonsense_is_refused(wrong, refusal):
    with pytest.raises(refusal):
        priced([wrong], PRODUCTS)


def test_plans_know_the_metrics_and_stages():
    assert plan_metric("profit") == "profit"
    assert plan_metric("stage:offer") == "stage:offer"
    for wrong in ("stage:", "stage: ", "joy", ""):
        with pytest.raises(Invalid):
            plan_metric(wrong)


def test_a_norm_has_bounds_in_their_order_of_what_a_day_holds():
    check_norm(Metric.CALLS, Decimal(7), Decimal(7))
    check_norm(Metric.CALLS, None, Decimal("0.5"))
    for metric, least, most in (
        (Metric.CALLS, Decimal(2), Decimal(1)),
        (Metric.CALLS, Decimal(-1), None),
        (Metric.PROFIT, Decimal(1), None),
    ):
        with pytest.raises(Invalid):
            check_norm(metric, least, most)


def test_a_scheme_of_five_holds_and_bounds_may_meet():
    check_scheme([*FIVE[:4], SchemeLine("hygiene", Decimal(20), Decimal("0.6"), Decimal(1), Decimal(1))])


def changed(**values):
    facts = {"metric": "hygiene", "weight": Decimal(20), "target": Decimal(1)} | values
    return [*FIVE[:4], SchemeLine(**facts)]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (FIVE[:4], SchemeFault.COUNT),
        (FIVE * 3, SchemeFault.COUNT),
        (changed(metric="joy"), SchemeFault.METRIC),
        (changed(metric="calls"), SchemeFault.TWICE),
        (changed(weight=Decimal("20.01")), SchemeFault.WEIGHTS),
        (changed(weight=Decimal(0)), SchemeFault.BELOW_ZERO),
        (changed(target=Decimal(-1)), SchemeFault.BELOW_ZERO),
        (changed(floor=Decimal(2)), SchemeFault.FLOOR),
    ],
)
def test_a_scheme_that_nobody_can_be_paid_by_is_refused_with_its_fault(lines, fault):
    with pytest.raises(WrongScheme) as refused:
        check_scheme(lines)
    assert refused.value.fault is fault
