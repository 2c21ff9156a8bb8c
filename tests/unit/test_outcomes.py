"""What follows from each kind of failure."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from core.desk.notices import DraftReady
from core.ids import DraftId, NoticeId, PlaceId, TaskId
from core.notices.notice import Notice
from core.notices.outbox import NoticeState, Parcel
from core.notices.outcomes import (
    MOST_ATTEMPTS,
    Doubtful,
    Failed,
    NothingToSay,
    Refused,
    Sent,
    Unreachable,
    Wait,
    verdict,
)
from scheduler.notices import EveningKpi, MorningDigest, TaskReminder

CARD = DraftReady(draft_id=DraftId(1), version=0)
DIGEST = MorningDigest(day="2026-11-20")
KPI = EveningKpi(day="2026-11-20")
REMINDER = TaskReminder(task_id=TaskId(1), due="2026-11-20T10:00:00+00:00")


def parcel(notice: Notice, *, attempts: int = 0, doubts: int = 0) -> Parcel:
    return Parcel(
        id=NoticeId(1),
        notice=notice,
        place=PlaceId(1),
        employee=None,
        edits=None,
        expires_at=datetime(2026, 11, 21, tzinfo=UTC),
        attempts=attempts,
        doubts=doubts,
        urgent=notice.urgent,
    )


def test_what_arrived_is_sent_and_keeps_its_message():
    end = verdict(parcel(CARD), Sent(77), 0.0)
    assert (end.state, end.message, end.again) == (NoticeState.SENT, 77, None)


def test_patience_costs_no_attempt():
    end = verdict(parcel(DIGEST, attempts=3), Wait(7), 0.0)
    assert (end.state, end.again, end.attempts) == (NoticeState.DUE, timedelta(seconds=7), 3)


def test_failures_back_off_and_end_dead():
    pauses = [verdict(parcel(CARD, attempts=n), Failed("5xx"), 0.99).again for n in range(MOST_ATTEMPTS - 1)]
    assert all(a is not None and b is not None and a <= b for a, b in itertools.pairwise(pauses))
    assert verdict(parcel(CARD, attempts=MOST_ATTEMPTS - 1), Failed("5xx"), 0.5).state is NoticeState.DEAD


def test_jitter_spreads_retries():
    early = verdict(parcel(CARD, attempts=3), Failed("5xx"), 0.0).again
    late = verdict(parcel(CARD, attempts=3), Failed("5xx"), 0.9).again
    assert early is not None
    assert late is not None
    assert early < late


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (NothingToSay(), NoticeState.EXPIRED),
        (Unreachable(), NoticeState.UNREACHABLE),
        (Refused("message is too long"), NoticeState.DEAD),
    ],
)
def test_some_ends_are_final(outcome, state):
    end = verdict(parcel(DIGEST), outcome, 0.0)
    assert (end.state, end.again) == (state, None)


def test_a_card_in_doubt_is_always_repeated():
    end = verdict(parcel(CARD, doubts=5), Doubtful("timeout"), 0.0)
    assert end.state is NoticeState.DUE


def test_a_reminder_in_doubt_is_repeated_once_at_once():
    assert verdict(parcel(REMINDER), Doubtful("timeout"), 0.0).again == timedelta()
    assert verdict(parcel(REMINDER, doubts=1), Doubtful("timeout"), 0.0).state is NoticeState.UNKNOWN


def test_a_digest_in_doubt_is_repeated_once_after_a_minute():
    assert verdict(parcel(DIGEST), Doubtful("timeout"), 0.0).again == timedelta(minutes=1)
    assert verdict(parcel(DIGEST, doubts=1), Doubtful("timeout"), 0.0).state is NoticeState.UNKNOWN


def test_own_figures_in_doubt_are_not_repeated():
    assert verdict(parcel(KPI), Doubtful("timeout"), 0.0).state is NoticeState.UNKNOWN
