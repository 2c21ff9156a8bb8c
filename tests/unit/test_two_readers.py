"""The grammar first, a second reader behind it: what it costs, how long it is waited for, when it is left alone."""

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from core.capture.reading import read_line
from core.capture.second.port import Answer, Grammar, NoAnswer
from core.capture.second.reader import FAILURES_MOST, PAUSE, Reserve, TwoReaders
from tests.unit.test_second_reader import CONTEXT, LOST

REFUSED = {"outcome": {"value": "refused", "phrase": "хороним"}}
TODAY = date(2026, 11, 19)


class Second:
    """Answers what it is told to; an exception is raised; None never comes."""

    def __init__(self, *says):
        self.says = list(says)
        self.asked = 0
        self.closed = False

    async def answer(self, question):
        self.asked += 1
        say = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if say is None:
            await asyncio.Event().wait()
        if isinstance(say, Exception):
            raise say
        return say

    def cost(self, question):
        return 1_000

    async def close(self):
        self.closed = True


class Purse:
    def __init__(self, *, full=True):
        self.full = full
        self.settled = []

    async def take(self, tokens):
        return Reserve(TODAY, tokens) if self.full else None

    async def settle(self, reserve, tokens, *, filled):
        assert reserve == Reserve(TODAY, 1_000)
        self.settled.append((tokens, filled))


class Wall:
    def __init__(self):
        self.now = datetime(2026, 11, 19, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


def two(second, purse=None, wall=None, *, seconds=60.0):
    return TwoReaders(second, purse or Purse(), wall or Wall(), seconds=seconds)


async def test_what_was_answered_is_checked_and_paid():
    purse = Purse()
    draft = await two(Second(Answer(REFUSED, 700)), purse).extract(LOST, CONTEXT)
    assert draft.guessed == ("outcome",)
    assert purse.settled == [(700, True)]


async def test_an_answer_of_no_use_is_paid_too_and_an_unknown_price_is_the_highest():
    purse = Purse()
    draft = await two(Second(Answer({}, None)), purse).extract(LOST, CONTEXT)
    assert draft == read_line(LOST, CONTEXT)
    assert purse.settled == [(1_000, False)]


@pytest.mark.parametrize("text", ["не дозвонился Агроснаб", "", "Ромашка"])
async def test_a_line_that_was_read_costs_nothing(text):
    second, purse = Second(Answer(REFUSED, 700)), Purse()
    assert await two(second, purse).extract(text, CONTEXT) == read_line(text, CONTEXT)
    assert (second.asked, purse.settled) == (0, [])


async def test_an_empty_purse_asks_nobody():
    second = Second(Answer(REFUSED, 700))
    assert await two(second, Purse(full=False)).extract(LOST, CONTEXT) == read_line(LOST, CONTEXT)
    assert second.asked == 0


@pytest.mark.parametrize(
    ("failure", "settled"),
    [
        (NoAnswer("it answers 503", billed=False), [(0, False)]),
        (NoAnswer("broken", billed=True), []),
        (None, []),
    ],
    ids=str,
)
async def test_a_failure_leaves_the_grammar_s_draft_and_gives_back_what_was_not_billed(
    failure, settled, caplog
):
    purse = Purse()
    draft = await two(Second(failure), purse, seconds=0.01).extract(LOST, CONTEXT)
    assert draft == read_line(LOST, CONTEXT)
    assert purse.settled == settled
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "хороним" not in caplog.text


async def test_a_fault_of_our_own_is_logged_by_an_id_and_never_loses_the_line(caplog):
    draft = await two(Second(RuntimeError("хороним"))).extract(LOST, CONTEXT)
    assert draft == read_line(LOST, CONTEXT)
    assert caplog.records[0].getMessage().startswith("error ")
    assert "RuntimeError" in caplog.text
    assert "хороним" not in caplog.text, "its words may be those of the line"


async def test_after_some_failures_in_a_row_nobody_waits_for_it_for_a_while():
    second = Second(*[NoAnswer("no", billed=True)] * FAILURES_MOST, Answer(REFUSED, 700))
    wall = Wall()
    reader = two(second, wall=wall)
    for _ in range(FAILURES_MOST + 5):
        assert (await reader.extract(LOST, CONTEXT)).guessed == ()
    assert second.asked == FAILURES_MOST
    wall.now += PAUSE - timedelta(seconds=1)
    assert (await reader.extract(LOST, CONTEXT)).guessed == ()
    wall.now += timedelta(seconds=1)
    assert (await reader.extract(LOST, CONTEXT)).guessed == ("outcome",)


async def test_failures_that_are_not_in_a_row_are_no_reason_to_leave_it():
    no, yes = NoAnswer("no", billed=True), Answer(REFUSED, 700)
    second = Second(*[no, no, yes] * 4, yes)
    reader = two(second)
    for _ in range(12):
        await reader.extract(LOST, CONTEXT)
    assert second.asked == 12


async def test_the_grammar_alone_is_the_default():
    grammar = Grammar()
    assert await grammar.extract(LOST, CONTEXT) == read_line(LOST, CONTEXT)
    await grammar.close()


async def test_what_it_holds_is_left_with_it():
    second = Second(None)
    await two(second).close()
    assert second.closed
