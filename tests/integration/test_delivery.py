"""The outbox against a Telegram that misbehaves."""

from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy import select

import bot.app
from bot.telegram.sender import TelegramSender
from bot.telegram.session import make_bot
from core.access import administrator
from core.ids import PlaceId, UpdateId
from core.notices.notice import Addressee, Spot
from core.notices.outbox import NoticeState, OwedNotice
from core.notices.said import Said
from core.people.employees import Employee
from core.settings import Settings
from demo.telegram import FakeTelegram
from scheduler.delivery import Delivery
from scheduler.notices import EveningKpi
from scheduler.pace import Pace
from tests.integration.house import a_house

assert bot.app


@asynccontextmanager
async def office(database):
    """A house, a fake Telegram where its people have pressed Start, and a delivery that is not running by itself."""
    house = await a_house(database)
    async with FakeTelegram() as telegram:
        settings = Settings(_env_file=None, bot_token=telegram.token, telegram_api_url=telegram.url)
        face = make_bot(settings)
        database.holder = "test"
        delivery = Delivery(database, TelegramSender(face, database), pace=Pace(10_000, 0))
        control = telegram.control()
        phones = {place: await control.person(place, started=True) for place in (1, 3)}
        try:
            yield house, delivery, control, phones
        finally:
            await face.session.close()


async def owe(database, text="cancelled", *, update=1, edits=None, to=3, employee=None, notice=None):
    async with database.work(administrator()) as work:
        await work.owe(
            notice or Said(update=UpdateId(update), text=text),
            to=Addressee(PlaceId(to), employee),
            edits=Spot(PlaceId(to), edits) if edits else None,
        )


async def rows(database):
    async with database.read(administrator()) as read:
        return await read.all(select(OwedNotice).order_by(OwedNotice.id))


async def settle(delivery):
    """Deliver until a round finds nothing to do."""
    while await delivery.deliver_due():
        await delivery.idle()


async def test_what_is_owed_arrives_once_and_keeps_its_message(database):
    async with office(database) as (_, delivery, _, phones):
        await owe(database)
        await owe(database)
        await settle(delivery)
        shown = [one for one in await phones[3].messages() if one.from_bot]
        (row,) = await rows(database)
        assert [one.text for one in shown] == ["Отменил. Что дальше?"]
        assert (row.state, row.sent_message) == (NoticeState.SENT, shown[0].message_id)


async def test_patience_costs_no_attempt_and_the_message_comes_later(database):
    async with office(database) as (_, delivery, control, _):
        await control.fault("error", method="sendMessage", code=429, retry_after=5)
        await owe(database)
        await settle(delivery)
        (row,) = await rows(database)
        assert (row.state, row.attempts) == (NoticeState.DUE, 0)
        assert row.not_before is not None
        assert row.not_before > database.clock.wall() + timedelta(seconds=2)


async def test_who_blocks_the_bot_is_left_alone(database):
    async with office(database) as (house, delivery, _, phones):
        await phones[3].block()
        await owe(database, employee=house.manager)
        await settle(delivery)
        (row,) = await rows(database)
        async with database.read(administrator()) as read:
            person = await read.one(select(Employee).where(Employee.id == house.manager))
        assert row.state is NoticeState.UNREACHABLE
        assert person.unreachable_since is not None


async def test_an_edit_that_changes_nothing_counts_as_delivered(database):
    async with office(database) as (_, delivery, _, phones):
        await owe(database)
        await settle(delivery)
        message = (await phones[3].last()).message_id
        await owe(database, update=2, edits=message)
        await settle(delivery)
        assert [row.state for row in await rows(database)] == [NoticeState.SENT, NoticeState.SENT]
        assert len([one for one in await phones[3].messages() if one.from_bot]) == 1


async def test_an_edit_of_a_lost_message_goes_out_as_a_new_one(database):
    async with office(database) as (_, delivery, _, phones):
        await owe(database, edits=999)
        await settle(delivery)
        (row,) = await rows(database)
        assert row.state is NoticeState.SENT
        assert (await phones[3].last()).message_id == row.sent_message


async def test_what_can_never_arrive_is_dead_and_the_director_is_told(database):
    async with office(database) as (_, delivery, control, phones):
        await control.fault(
            "error", method="sendMessage", chat_id=3, code=400, description="Bad Request: message is too long"
        )
        await owe(database)
        await settle(delivery)
        states = [row.state for row in await rows(database)]
        assert states == [NoticeState.DEAD, NoticeState.SENT]
        assert (await phones[1].last()).from_bot


async def test_an_answer_in_doubt_is_repeated(database):
    async with office(database) as (_, delivery, control, phones):
        await control.fault("drop", method="sendMessage", after=True)
        await owe(database)
        await settle(delivery)
        (row,) = await rows(database)
        assert (row.state, row.doubts) == (NoticeState.DUE, 1)
        assert len([one for one in await phones[3].messages() if one.from_bot]) == 1


async def test_own_figures_in_doubt_are_not_repeated(database):
    async with office(database) as (house, delivery, control, _):
        await control.fault("drop", method="sendMessage", after=True)
        await owe(database, notice=EveningKpi(day="2026-11-20"), employee=house.manager)
        await settle(delivery)
        (row,) = await rows(database)
        assert row.state is NoticeState.UNKNOWN
