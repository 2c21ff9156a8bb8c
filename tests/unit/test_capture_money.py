"""Sums a line names, and figures that are none (CAPTURE.md, `amount`)."""

import pytest

from core.capture.reading import read_line
from tests.unit.test_capture_gold import context_at

SUMS = [
    ("sent a quote for one hundred twenty thousand dollars", 120_000, None),
    ("deal worth one hundred and twenty thousand", 120_000, None),
    ("quote for two hundred thousand", 200_000, None),
    ("deal for three hundred dollars", 300, None),
    ("сделка 300-400к", 400_000, 300_000),
    ("от 300 до 400 тыс", 400_000, 300_000),
    ("сделка от 1 до 1,5 млн", 1_500_000, 1_000_000),
    ("два миллиона триста тысяч рублей", 2_300_000, None),
    ("1 млн 200 тыс", 1_200_000, None),
    ("полмиллиона", 500_000, None),
    ("пол ляма", 500_000, None),
    ("полтора ляма", 1_500_000, None),
    ("договор на миллион", 1_000_000, None),
    ("120 т.р.", 120_000, None),
    ("120тр", 120_000, None),
    ("1 250 000,50 руб", 1_250_000, None),
    ("12 000 usd", 12_000, None),
    ("$12,500", 12_500, None),
    ("€3.5m", 3_500_000, None),
    ("10-12k", 12_000, 10_000),
    ("сто двадцать тысяч", 120_000, None),
    ("КП на триста пятьдесят тысяч", 350_000, None),
    ("150 тысяч тенге", 150_000, None),
    ("сделка 450 000", 450_000, None),
    ("счет 98500", 98_500, None),
    ("счет на 98500", 98_500, None),
    ("на 450 к", 450_000, None),
    ("500р", 500, None),
    ("итого 1 537 500", 1_537_500, None),
    ("deal worth 25000", 25_000, None),
]
NO_SUM = [
    "они дешевле на 300 тыс",
    "заказали 1,2 млн шт",
    "берут 30 тыс. тонн в год",
    "they want 50k units",
    "тел 8 912 345-67-89",
    "+7 (912) 345-67-89",
    "ИНН 7701234567",
    "счет № 345 от 12.11",
    "заказ 4567",
    "order 10023",
    "скидка 5%",
    "500 тонн по 42 тыс",
    "цена 450 руб за штуку",
    "450 руб/м2",
    "за 5 штук",
    "в 3 офисе",
    "на 12 декабря",
    "перенести на 15",
    "в 2027 году",
    "завтра в 15 к Иванову",
    "у конкурентов 380к",
    "скидка 50 тыс",
    "договор 45",
    "заказ на 20000 кг",
    "сделка 5000 л масла",
    "10х15",
    "24/7",
]


@pytest.mark.parametrize(("line", "amount", "low"), SUMS)
def test_a_sum_is_read_with_its_unit(line: str, amount: int, low: int | None) -> None:
    draft = read_line(line, context_at("2026-11-19T14:20", "Europe/Moscow"))

    assert (draft.amount.value, draft.amount_low.value) == (amount, low)


@pytest.mark.parametrize("line", NO_SUM)
def test_other_figures_are_no_sum(line: str) -> None:
    assert read_line(line, context_at("2026-11-19T14:20", "Europe/Moscow")).amount.value is None


def test_a_large_number_without_a_unit_is_only_offered() -> None:
    amount = read_line("Вектор 450 000", context_at("2026-11-19T14:20", "Europe/Moscow")).amount

    assert amount.value is None
    assert [one.value for one in amount.candidates] == [450_000]


def test_the_place_of_a_sum_is_kept() -> None:
    line = "Вектор, сделка сто двадцать тысяч рублей"
    span = read_line(line, context_at("2026-11-19T14:20", "Europe/Moscow")).amount.span

    assert span is not None
    assert line[span.start : span.end] == "сто двадцать тысяч рублей"
