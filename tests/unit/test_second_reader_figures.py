"""Sums and dates of a second reader's answer: phrases of the line, read by our own rules."""

from dataclasses import replace
from datetime import date

import pytest

from core.activities.kinds import TaskKind
from core.capture.reading import read_line
from core.capture.second.checking import checked
from core.capture.second.port import Wanted
from core.capture.second.question import question_of
from tests.unit.test_second_reader import CONTEXT, LOST, asked


def test_a_step_and_its_date_by_our_own_dates():
    text = "Ромашка воркует да пилит тендерок, кубышка полна, вернуться б к ним двадцать пятого"
    context = CONTEXT
    draft = read_line(text, context)
    question = question_of(replace(draft, next_step=type(draft.next_step)()), context)
    said = {"next_step": {"kind": "call", "phrase": "вернуться б", "due": "двадцать пятого"}}
    found = checked(replace(draft, next_step=type(draft.next_step)()), question, said, context)
    assert found.next_step.value.kind is TaskKind.CALL
    assert found.next_step.value.due == date(2026, 11, 25)
    assert found.guessed == ("next_step",)


@pytest.mark.parametrize(
    ("text", "phrase", "amount"),
    [
        ("Ромашка в деле, ударили по рукам, 300 тыс", "300 тыс", 300000),
        ("Ромашка в деле, ударили по рукам, цена вопроса 300 тыс", "300", 300000),
        ("Ромашка в деле, ударили по рукам, $300", "$300", 300),
        ("Ромашка в деле, ударили по рукам, цена вопроса 450000", "450000", 450000),
        ("Ромашка в деле, ударили по рукам, полтора ляма", "полтора ляма", 1500000),
        ("Ромашка в деле, ударили по рукам, 1,5 млн", "5 млн", 1500000),
        ("Ромашка в деле, ударили по рукам, двадцать пять тысяч", "пять тысяч", 25000),
        ("Ромашка в деле, ударили по рукам, миллион двести тысяч", "двести тысяч", 1200000),
        ("Ромашка в деле, ударили по рукам, 300 до 500 тыс", "500 тыс", 500000),
        ("Ромашка в деле, ударили по рукам, скидка 300 тысяч", "300 тысяч", None),
        ("Ромашка в деле, ударили по рукам, оборот у них 300 млн", "300 млн", None),
        ("Ромашка в деле, ударили по рукам, дешевле на 300 тыс", "300 тыс", None),
        ("Ромашка в деле, ударили по рукам, минус 300 тыс", "300 тыс", None),
        (
            "Ромашка в деле, ударили по рукам, 300 тыс сейчас и 400 тыс потом",
            "300 тыс сейчас и 400 тыс",
            None,
        ),
        ("Ромашка в деле, ударили по рукам, 2 млн штук", "2 млн", None),
        ("Ромашка в деле, ударили по рукам, 300", "300", None),
        ("Ромашка в деле, ударили по рукам, 300 мешков", "300", None),
        ("Ромашка в деле, ударили по рукам, комната 305", "305", None),
        ("Ромашка в деле, ударили по рукам, 300 на 40", "300 на 40", None),
        ("Ромашка в деле, ударили по рукам, скинут 30%", "30", None),
        ("Ромашка в деле, ударили по рукам, звать 8 916 123 45 67", "916", None),
        ("Ромашка в деле, ударили по рукам, заказ 20417", "20417", None),
        ("Ромашка в деле, ударили по рукам, гарантия 2027 год", "2027", None),
        ("Ромашка в деле, ударили по рукам, цена вопроса 300 тыс", "тысяч", None),
        ("Ромашка в деле, ударили по рукам, цена вопроса 1300 руб", "300", None),
        ("Ромашка в деле, ударили по рукам, ", "в деле", None),
    ],
)
def test_money_is_a_phrase_read_by_our_own_rules(text, phrase, amount):
    draft = read_line(text, CONTEXT)
    bare = replace(draft, amount=type(draft.amount)())
    question = replace(asked(LOST), line=text, wanted=(Wanted.AMOUNT,))
    found = checked(bare, question, {"amount": {"phrase": phrase}}, CONTEXT)
    assert found.amount.value == amount
    assert ("amount" in found.guessed) == (amount is not None)


@pytest.mark.parametrize(
    ("text", "phrase", "due"),
    [
        ("Ромашка, дожать их 25 ноября", "25 ноября", date(2026, 11, 25)),
        ("Ромашка, дожать их в пятницу следующей недели", "пятницу", date(2026, 11, 27)),
        ("Ромашка, дожать, были 10 ноября", "10 ноября", None),
        ("Ромашка, дожать, были 12 декабря прошлого года", "12 декабря", None),
        ("Ромашка, дожать 12 декабря", "декабря", date(2026, 12, 12)),
        ("Ромашка, дожать в пятницу", "в", None),
        ("Ромашка, дожать 12 декабря следующего года", "12 декабря", date(2027, 12, 12)),
        ("Ромашка, дожать, график 5/2", "5/2", None),
        ("Ромашка, дожать, срок 3 дня", "3 дня", None),
        ("Ромашка, дожать, были вчера", "вчера", None),
        ("Ромашка, дожать, в 3 офисе", "в 3", None),
        ("Ромашка, дожать, за 5 штук", "5", None),
        ("Ромашка, дожать как-нибудь", "как-нибудь", None),
        ("Ромашка, дожать", "25 ноября", None),
        ("Ромашка, дожать 25 ноября или 1 декабря", "25 ноября или 1 декабря", None),
    ],
)
def test_a_date_is_a_phrase_read_by_our_own_rules(text, phrase, due):
    draft = read_line(text, CONTEXT)
    bare = replace(draft, next_step=type(draft.next_step)(), at=replace(draft.at, span=None))
    question = replace(asked(LOST), line=text, wanted=(Wanted.NEXT_STEP,))
    said = {"next_step": {"kind": "call", "phrase": "дожать", "due": phrase}}
    found = checked(bare, question, said, CONTEXT)
    assert (found.next_step.value.due if found.next_step.value else None) == due
