"""BANT, MEDDPICC, Schiffman, TCO by METRICS.md, Scores on a deal or client."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from core.activities.models import RepeatUnit
from core.activities.repeating import next_due
from core.deals.scores import BANT, MEDDPICC, bant, meddpicc, schiffman, tco_advantage
from core.people.workdays import workday_after


@pytest.mark.parametrize(
    ("values", "score", "verdict"),
    [
        ((4, 4, 4, 1), 13, "immediate"),
        ((4, 4, 4, 0), 12, "qualified"),
        ((3, 2, 2, 2), 9, "qualified"),
        ((2, 2, 2, 2), 8, "nurture"),
        ((2, 1, 1, 1), 5, "nurture"),
        ((1, 1, 1, 1), 4, "unqualified"),
        ((0, 0, 0, 0), 0, "unqualified"),
    ],
)
def test_bant_with_all_known(values, score, verdict):
    found = bant(dict(zip(BANT, values, strict=True)))
    assert (found.score, found.coverage, found.verdict) == (score, 1, verdict)


def test_bant_with_something_unknown_is_incomplete_however_high():
    found = bant({"budget": 4, "authority": 4, "need": 4})
    assert (found.score, found.coverage, found.verdict) == (12, Fraction(3, 4), "incomplete")
    assert bant({}).coverage == 0


def test_meddpicc_counts_what_is_proved_and_names_what_is_missing():
    found = meddpicc({"metrics": 2, "champion": 1, "competition": 0})
    assert found.score == 3
    assert found.missing == tuple(key for key in MEDDPICC if key not in {"metrics", "champion"})
    assert meddpicc(dict.fromkeys(MEDDPICC, 2)).score == 16


CONFIRMED = dict.fromkeys(("right_person", "presentation", "timetable", "budget"), 1)


@pytest.mark.parametrize(
    ("answers", "dated_step", "won", "percent"),
    [
        ({}, False, False, 0),
        ({"verbal_yes": 1} | CONFIRMED, False, False, 0),
        ({"verbal_yes": 1}, True, False, 90),
        (CONFIRMED, True, False, 50),
        (CONFIRMED | {"budget": 0}, True, False, 25),
        ({}, True, False, 25),
        ({}, False, True, 100),
    ],
)
def test_schiffman(answers, dated_step, won, percent):
    assert schiffman(answers, dated_step=dated_step, won=won) == percent


def test_tco_is_their_costs_less_ours():
    assert tco_advantage([(100, 150), (None, 20), (30, None)]) == 40
    assert tco_advantage([]) == 0


MOSCOW = "Europe/Moscow"


@pytest.mark.parametrize(
    ("due", "every", "unit", "after", "expected"),
    [
        ("2026-01-31T09:00", 1, RepeatUnit.MONTH, "2026-02-01T09:00", "2026-02-28T09:00"),
        ("2026-01-31T09:00", 1, RepeatUnit.MONTH, "2026-03-01T09:00", "2026-03-31T09:00"),
        ("2024-02-29T09:00", 1, RepeatUnit.YEAR, "2024-03-01T09:00", "2025-02-28T09:00"),
        ("2026-01-01T09:00", 2, RepeatUnit.WEEK, "2026-01-20T09:00", "2026-01-29T09:00"),
        ("2026-01-01T09:00", 3, RepeatUnit.DAY, "2025-12-01T09:00", "2026-01-04T09:00"),
    ],
)
def test_a_repetition_is_the_first_one_after_now(due, every, unit, after, expected):
    found = next_due(utc(due), every, unit, MOSCOW, after=utc(after))
    assert found == utc(expected)


def test_a_repetition_keeps_its_local_hour_over_summer_time():
    # 28 March 10:00 in Berlin is 09:00 UTC, a day later, after the change, 08:00.
    found = next_due(
        utc("2026-03-28T09:00"), 1, RepeatUnit.DAY, "Europe/Berlin", after=utc("2026-03-28T10:00")
    )
    assert found == utc("2026-03-29T08:00")


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_workdays_are_counted_over_weekends_and_holidays():
    friday = date(2026, 10, 30)
    assert workday_after(friday, 0, "RU") == friday
    assert workday_after(friday, 1, "RU") == date(2026, 11, 2)
    # 4 November is a holiday in Russia.
    assert workday_after(date(2026, 11, 3), 1, "RU") == date(2026, 11, 5)
    assert workday_after(date(2026, 11, 3), 1, None) == date(2026, 11, 4)
