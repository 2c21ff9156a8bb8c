"""Fisher's test beside its definition in whole numbers, and of as many deals as a large company has."""

from fractions import Fraction
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from core.reports.likelihood import fisher

NEARLY = 1 + Fraction(1, 10**7)


@st.composite
def tables(draw):
    whole, base = draw(st.integers(1, 160)), draw(st.integers(1, 160))
    return draw(st.integers(0, whole)), whole, draw(st.integers(0, base)), base


@given(tables())
def test_as_it_is_defined(table):
    part, whole, base_part, base = table
    drawn = part + base_part
    weights = {
        k: comb(whole, k) * comb(base, drawn - k) for k in range(max(0, drawn - base), min(whole, drawn) + 1)
    }
    exact = Fraction(sum(w for w in weights.values() if w <= weights[part] * NEARLY), sum(weights.values()))
    assert abs(fisher(part, whole, base_part, base) - exact) < Fraction(1, 10**60)


def test_of_very_many():
    assert fisher(50_000, 100_000, 100_000, 200_000) == 1
    assert Fraction(4, 100) < fisher(50_316, 100_000, 100_000, 200_000) < Fraction(11, 100)
    assert 0 < fisher(40_000, 100_000, 100_000, 200_000) < Fraction(1, 10**90)
