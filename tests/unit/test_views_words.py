"""Figures as people read them."""

import pytest

from bot.views.card import ending
from bot.views.words import money


@pytest.mark.parametrize(
    ("minor", "shown"),
    [
        (0, "0 ₽"),
        (50, "0,50 ₽"),
        (99_999, "999,99 ₽"),
        (100_050, "1 000 ₽"),
        (100_150, "1 002 ₽"),
        (125_000_000, "1 250 000 ₽"),
        (-8_498_836, "−84 988 ₽"),
    ],
)
def test_money_is_grouped_and_whole_from_a_thousand_on(minor, shown):
    assert money(minor).replace("\u00a0", " ") == shown


def test_a_name_that_brings_its_full_stop_ends_a_sentence_with_one():
    assert ending("ИП Котов П. С.", 40) == "ИП Котов П. С"
    assert ending("ООО «Ромашка»", 40) == "ООО «Ромашка»"
