from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.reports.rounding import (
    MEDIAN,
    P90,
    days4,
    days_of,
    minor_of,
    number,
    quantile,
    ratio6,
    share,
    whole_minor,
)

fractions = st.fractions(min_value=-1000, max_value=1000)


def test_ratios_round_half_to_even_once():
    assert ratio6(Fraction(5, 10_000_000)) == 0.0
    assert ratio6(Fraction(15, 10_000_000)) == 0.000002
    assert ratio6(Fraction(1, 3)) == 0.333333
    assert ratio6(None) is None
    assert days4(Fraction(5, 100_000)) == 0.0


def test_money_rounds_half_to_even():
    assert [whole_minor(Fraction(n, 2)) for n in (1, 3, 5, -1)] == [0, 2, 2, 0]
    assert minor_of(Decimal("350000.50")) == 35_000_050
    assert minor_of(Decimal("0.005")) == 0


def test_a_share_of_nothing_is_unknown():
    assert share(3, 0) is None
    assert share(3, Decimal("1.5")) == 2


def test_numbers_lose_idle_points():
    assert repr(number(Decimal("4.00"))) == "4"
    assert number(Decimal("2.5")) == 2.5


def test_days_are_exact():
    assert days_of(timedelta(days=1, hours=12)) == Fraction(3, 2)
    assert days_of(timedelta(microseconds=-1)) == Fraction(-1, 86_400_000_000)


def test_quantiles_of_none_one_and_some():
    assert quantile([], MEDIAN) is None
    assert quantile([Fraction(7)], P90) == 7
    assert quantile([Fraction(n) for n in (2, 2, 3, 4)], MEDIAN) == Fraction(5, 2)
    assert quantile([Fraction(n) for n in (2, 2, 3, 4)], P90) == Fraction(37, 10)


@given(st.lists(fractions, min_size=1).map(sorted))
def test_quantiles_lie_inside_and_in_order(values):
    assert values[0] <= quantile(values, MEDIAN) <= quantile(values, P90) <= values[-1]
