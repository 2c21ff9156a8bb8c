"""Who sends what and when: leases that run out, order in a place, fairness between places, a goodbye."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select, update

from core.access import administrator
from core.ids import PlaceId, UpdateId
from core.notices.notice import Addressee, Notice
from core.notices.outbox import NoticeState, OwedNotice, Parcel
from core.notices.outcomes import Failed, Outcome, Sent, Verdict, Wait
from core.notices.queue import claim, settle
from core.notices.said import Said
from scheduler.delivery import Delivery
from scheduler.notices import EveningKpi, MorningDigest
from scheduler.pace import Pace
from tests.integration.house import a_house


class Hands:
    """A sender that holds what it is told to hold, and fails as it is told."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.outcomes: list[Outcome] = []
        self.hold: Callable[[Parcel], bool] = lambda _: False
        self.holding = asyncio.Event()
        self.let_go = asyncio.Event()
        self.changed = asyncio.Condition()

    async def prepare(self, parcels) -> None:
        """Everything is made when it is sent."""

    async def send(self, parcel: Parcel) -> Outcome:
        if self.hold(parcel):
            self.holding.set()
            await self.let_go.wait()
        if self.outcomes:
            return self.outcomes.pop(0)
        async with self.changed:
            self.sent.append((int(parcel.place), parcel.notice.key()))
            self.changed.notify_all()
        return Sent(len(self.sent))

    async def until(self, number: int) -> None:
        async with asyncio.timeout(30), self.changed:
            await self.changed.wait_for(lambda: len(self.sent) >= number)


def a_delivery(database, hands: Hands) -> Delivery:
    database.holder = "test"
    return Delivery(database, hands, pace=Pace(10_000, 0))


async def owe(database, *owed: tuple[Notice, int]) -> None:
    async with database.work(administrator()) as work:
        for notice, place in owed:
            await work.owe(notice, to=Addressee(PlaceId(place)))


def said(number: int) -> Said:
    return Said(update=UpdateId(number), text="cancelled")


def digest(day: int) -> MorningDigest:
    return MorningDigest(day=f"2026-11-{day:02}")


async def rows(database) -> list[OwedNotice]:
    async with database.read(administrator()) as read:
        return await read.all(select(OwedNotice).order_by(OwedNotice.id))


async def change(database, **values) -> None:
    async with database.plumbing() as session:
        await session.execute(update(OwedNotice).values(**values))


async def lapse(database) -> None:
    """Time passes: every lease has run out."""
    async with database.plumbing() as session:
        late = database.clock.wall() - timedelta(seconds=1)
        await session.execute(
            update(OwedNotice).where(OwedNotice.leased_until.is_not(None)).values(leased_until=late)
        )


async def claimed_by(database, holder: str) -> list[Parcel]:
    async with database.plumbing() as session:
        now, wall = database.clock.now(), database.clock.wall()
        return [parcel for parcel, _ in await claim(session, holder, now, wall, urgent=False, most=25)]


async def settled_by(database, holder: str, parcel: Parcel, end: Verdict) -> OwedNotice:
    async with database.plumbing() as session:
        now, wall = database.clock.now(), database.clock.wall()
        await settle(session, [(parcel.id, end)], holder, now, wall)
    (row,) = await rows(database)
    return row


async def test_a_failure_told_too_late_does_not_undo_what_another_process_delivered(database):
    await a_house(database)
    await owe(database, (digest(20), 3))
    (parcel,) = await claimed_by(database, "slow")
    await lapse(database)
    await claimed_by(database, "quick")
    again = Verdict(NoticeState.DUE, timedelta(), attempts=1)
    assert (await settled_by(database, "slow", parcel, again)).holder == "quick"
    assert (
        await settled_by(database, "quick", parcel, Verdict(NoticeState.SENT, message=5))
    ).sent_message == 5
    assert (await settled_by(database, "slow", parcel, again)).state is NoticeState.SENT


async def test_what_arrived_has_arrived_whoever_holds_it_by_now(database):
    await a_house(database)
    await owe(database, (digest(20), 3))
    (parcel,) = await claimed_by(database, "slow")
    await lapse(database)
    await claimed_by(database, "quick")
    row = await settled_by(database, "slow", parcel, Verdict(NoticeState.SENT, message=7))
    assert (row.state, row.sent_message) == (NoticeState.SENT, 7)


async def test_an_answer_that_waits_longer_than_its_lease_is_sent_once(database):
    await a_house(database)
    hands = Hands()
    delivery = a_delivery(database, hands)
    database.deliver = delivery._answers.take
    hands.hold = lambda parcel: parcel.notice.key().startswith("1:")
    await owe(database, (said(1), 3), (said(2), 3))
    await hands.holding.wait()
    await lapse(database)
    await delivery.deliver_due()
    await delivery.deliver_due()
    hands.let_go.set()
    await delivery.idle()
    assert hands.sent == [(3, "1:cancelled"), (3, "2:cancelled")]
    assert {row.state for row in await rows(database)} == {NoticeState.SENT}


async def test_an_answer_does_not_overtake_the_one_before_it_that_is_tried_again(database):
    await a_house(database)
    hands = Hands()
    delivery = a_delivery(database, hands)
    database.deliver = delivery._answers.take
    hands.outcomes = [Wait(0.2)]
    await owe(database, (said(1), 3), (said(2), 3))
    await delivery.idle()
    await owe(database, (said(3), 3), (said(4), 1))
    await delivery.idle()
    assert hands.sent == [(1, "4:cancelled")]
    await delivery.start()
    await hands.until(4)
    await delivery.stop()
    assert [key for place, key in hands.sent if place == 3] == [f"{n}:cancelled" for n in (1, 2, 3)]
    assert {row.attempts for row in await rows(database)} == {0}


async def test_a_failing_answer_silences_its_place_for_a_moment_only(database):
    await a_house(database)
    hands = Hands()
    delivery = a_delivery(database, hands)
    hands.outcomes = [Failed("bad gateway")]
    await owe(database, (said(1), 3), (said(2), 3))
    await change(database, attempts=4)
    await delivery.deliver_due()
    await delivery.idle()
    assert hands.sent == [(3, "2:cancelled")]


async def test_answers_do_not_wait_for_the_bulk(database):
    await a_house(database)
    hands = Hands()
    delivery = a_delivery(database, hands)
    hands.hold = lambda parcel: not parcel.urgent
    await owe(database, (digest(20), 3))
    await delivery.start()
    await hands.holding.wait()
    database.deliver = None  # it was owed by a process that is no more
    await owe(database, (said(1), 3))
    delivery.wake()
    await hands.until(1)
    assert hands.sent == [(3, "1:cancelled")]
    hands.let_go.set()
    await delivery.stop()


async def test_a_long_line_for_one_place_does_not_keep_the_others_waiting(database):
    await a_house(database)
    hands = Hands()
    delivery = a_delivery(database, hands)
    await owe(database, *((digest(day), 3) for day in range(1, 30)), (digest(1), 1))
    await delivery.deliver_due()
    assert sorted(hands.sent) == [(1, "2026-11-01"), (3, "2026-11-01")]
    while await delivery.deliver_due():
        pass
    assert [key for place, key in hands.sent if place == 3] == [digest(day).key() for day in range(1, 30)]


async def test_when_the_messenger_asks_for_patience_the_rest_of_a_batch_is_put_off_and_costs_nothing(
    database,
):
    await a_house(database)
    hands = Hands()
    delivery = a_delivery(database, hands)
    hands.outcomes = [Wait(300)] * 6
    await owe(database, *((digest(20), place) for place in range(100, 120)))
    await delivery.deliver_due()
    assert await delivery.deliver_due() is False
    assert hands.sent == []
    soon = database.clock.wall() + timedelta(seconds=250)
    for row in await rows(database):
        assert (row.state, row.attempts, row.holder) == (NoticeState.DUE, 0, None)
        assert row.not_before is not None
        assert row.not_before > soon


async def test_a_notice_that_cannot_be_read_stops_no_other(database):
    await a_house(database)
    hands = Hands()
    delivery = a_delivery(database, hands)
    await owe(database, (digest(1), 3), (digest(2), 3), (digest(3), 3))
    async with database.plumbing() as session:
        named = update(OwedNotice).where(OwedNotice.key == digest(1).key())
        await session.execute(named.values(kind="of_a_later_version"))
        broken = update(OwedNotice).where(OwedNotice.key == digest(2).key())
        await session.execute(broken.values(payload={"nothing": "known"}))
    while await delivery.deliver_due():
        pass
    await delivery.deliver_due()
    states = {row.key: row.state for row in await rows(database)}
    assert list(states.values()) == [NoticeState.DUE, NoticeState.DEAD, NoticeState.SENT]


async def test_a_goodbye_lets_what_is_under_way_end_and_leaves_the_rest_to_others(database):
    await a_house(database)
    hands = Hands()
    delivery = a_delivery(database, hands)
    hands.hold = lambda _: True
    figures = EveningKpi(day="2026-11-20")
    await owe(database, *((figures, place) for place in range(100, 110)))
    await delivery.start()
    await hands.holding.wait()
    going = asyncio.create_task(delivery.stop())
    await asyncio.wait({going}, timeout=0)
    hands.let_go.set()
    await going
    found = await rows(database)
    gone = {place for place, _ in hands.sent}
    left = [row for row in found if row.state is NoticeState.DUE]
    assert left
    assert {(row.holder, row.begun) for row in left} == {(None, False)}
    assert {row.place for row in found if row.state is NoticeState.SENT} == gone
    assert {row.place for row in left} == set(range(100, 110)) - gone
