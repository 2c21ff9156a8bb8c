"""Relationship x attractiveness."""

from decimal import Decimal
from fractions import Fraction

import pytest

from core.clients.scores import ScoreComponent
from core.clients.standing import Third, standing, third

RELATIONSHIP = [one for one in ScoreComponent if one.axis.value == "relationship"]
ATTRACTIVENESS = [one for one in ScoreComponent if one.axis.value == "attractiveness"]


def test_price_orientation_counts_reversed():
    all_ten = dict.fromkeys(RELATIONSHIP, Decimal(10))
    assert standing(all_ten, {}).relationship == 80
    assert standing(all_ten | {ScoreComponent.PRICE_ORIENTATION: Decimal(0)}, {}).relationship == 100


@pytest.mark.parametrize(("known", "score"), [(2, None), (3, Fraction(50))])
def test_with_less_than_sixty_percent_of_the_weight_an_axis_is_unknown(known, score):
    assert standing(dict.fromkeys(ATTRACTIVENESS[:known], Decimal(5)), {}).attractiveness == score


def test_weights_count_for_the_mean_and_for_what_is_known():
    turnover, margin = ScoreComponent.TURNOVER, ScoreComponent.MARGIN
    weights = dict.fromkeys(ATTRACTIVENESS, Decimal(0)) | {turnover: Decimal(3), margin: Decimal(1)}
    assert standing({turnover: Decimal(8), margin: Decimal(4)}, weights).attractiveness == 70
    assert standing({turnover: Decimal(8)}, weights).attractiveness == 80
    assert standing({margin: Decimal(4)}, weights).attractiveness is None
    assert standing({}, dict.fromkeys(ATTRACTIVENESS, Decimal(0))).attractiveness is None


@pytest.mark.parametrize(
    ("score", "cell"),
    [(0, Third.LOW), (Fraction(329, 10), Third.LOW), (33, Third.MIDDLE), (66, Third.MIDDLE), (67, Third.HIGH),
     (100, Third.HIGH)],
)  # fmt: skip
def test_cut_at_33_and_67(score, cell):
    assert third(Fraction(score)) is cell


def test_a_cell_has_its_advice_and_an_unknown_axis_none():
    scores = dict.fromkeys(RELATIONSHIP, Decimal(1)) | dict.fromkeys(ATTRACTIVENESS, Decimal(9))
    found = standing(scores, {})
    assert found.cell == (Third.LOW, Third.HIGH)
    assert found.advice_id == "client-advice-low-high"
    assert standing({}, {}).advice_id is None
