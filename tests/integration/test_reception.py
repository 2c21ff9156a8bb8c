"""The reception: order within a chat whoever stored what, and a Telegram or a database that is busy for a while."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiogram import Dispatcher
from aiogram.types import Message, Update
from sqlalchemy import select
from sqlalchemy.exc import InterfaceError

import bot.app
import bot.telegram.reception
from bot.app import make_dispatcher
from bot.handlers import errors
from bot.middlewares import OfficeMiddleware
from bot.office import Office
from bot.telegram.poller import Poller
from bot.telegram.reception import Reception
from bot.telegram.session import make_bot
from bot.telegram.storage import ConversationStorage
from core.access import administrator
from core.intake.inbox import ChatLease, EntryState, InboxEntry
from core.intake.receiving import CHAT_LEASE, claim_chats, store
from core.notices.outbox import OwedNotice
from core.settings import Settings
from demo.telegram import FakeTelegram
from tests.integration.house import a_house

assert bot.app


def written(number: int, text: str = "/today", person: int = 3) -> Update:
    man = {"id": person, "is_bot": False, "first_name": "А", "language_code": "ru"}
    chat = {"id": person, "type": "private", "first_name": "А"}
    return Update.model_validate(
        {
            "update_id": number,
            "message": {"message_id": number, "date": 1_795_000_000, "chat": chat, "from": man, "text": text},
        }
    )


@asynccontextmanager
async def a_reception(database, *, sticky=True, dispatcher=None):
    async with FakeTelegram() as telegram:
        settings = Settings(_env_file=None, bot_token=telegram.token, telegram_api_url=telegram.url)
        face = make_bot(settings)
        database.holder = "test"
        storage = ConversationStorage(database)
        whole = dispatcher or make_dispatcher(database, storage, settings)
        reception = Reception(database, whole, face, storage, sticky=sticky)
        control = telegram.control()
        phone = await control.person(3, started=True)
        await reception.start()
        try:
            yield reception, control, phone
        finally:
            await reception.stop()
            await face.session.close()
            for router in whole.sub_routers:
                router._parent_router = None  # the next test puts the same routers together again


def a_listener(*, fails=()):
    """A dispatcher that only writes down what it was given; the first ones end in these errors."""
    dispatcher = Dispatcher()
    heard: list[int] = []
    errors = list(fails)

    @dispatcher.message()
    async def hear(message: Message) -> None:
        if errors:
            raise errors.pop(0)
        heard.append(message.message_id)

    return dispatcher, heard


async def all_done(reception, database) -> dict[int, EntryState]:
    while reception._workers:
        await next(iter(reception._workers))
    async with database.read(administrator()) as read:
        rows = await read.all(select(InboxEntry))
    return {int(row.update_id): row.state for row in rows}


async def stored_elsewhere(database, *updates: Update, holder="another", wall: datetime | None = None):
    """Another process has stored these and holds their chat."""
    rows = [bot.telegram.reception.incoming(one) for one in updates]
    async with database.plumbing() as session:
        await store(session, rows, database.clock.now())
        await claim_chats(session, {one.chat for one in rows}, holder, wall or database.clock.wall())


async def test_what_another_process_left_in_a_chat_goes_before_what_comes_now(database):
    await a_house(database)
    dispatcher, heard = a_listener()
    async with a_reception(database, sticky=False, dispatcher=dispatcher) as (reception, _, _):
        long_ago = database.clock.wall() - CHAT_LEASE - timedelta(seconds=1)
        await stored_elsewhere(database, written(50), written(20), wall=long_ago)
        await reception.receive([written(30)])
        states = await all_done(reception, database)
    assert heard == [50, 20, 30]
    assert set(states.values()) == {EntryState.DONE}


async def test_what_another_process_stores_in_a_chat_held_here_keeps_its_place(database):
    await a_house(database)
    dispatcher, heard = a_listener()
    async with a_reception(database, sticky=False, dispatcher=dispatcher) as (reception, _, _):

        @dispatcher.message.outer_middleware()
        async def meanwhile(handler, event, data):
            if event.message_id == 1:
                await stored_elsewhere(database, written(2))
                await reception.receive([written(3)])
            return await handler(event, data)

        await reception.receive([written(1)])
        await all_done(reception, database)
        async with database.read(administrator()) as read:
            assert await read.all(select(ChatLease)) == []
    assert heard == [1, 2, 3]


async def test_when_update_ids_jump_the_poller_loses_none_and_takes_none_twice(database):
    await a_house(database)
    dispatcher, heard = a_listener()
    sent = []
    async with a_reception(database, dispatcher=dispatcher) as (reception, control, phone):
        polling = asyncio.create_task(Poller(reception._bot, reception, bot.app.ALLOWED).run())
        for to in (1_500_000_000, 40, 39_000, 7, None):
            await control.jump(to)
            sent += [await phone.send("/today") for _ in range(3)]
            await control.wait_until(lambda stats: stats.pending == 0 and stats.polled)
        await all_done(reception, database)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
    assert heard == sent


async def test_an_update_of_an_unknown_kind_does_not_stop_those_that_came_with_it(database):
    await a_house(database)
    dispatcher, heard = a_listener()
    async with a_reception(database, dispatcher=dispatcher) as (reception, _, _):
        strange = Update.model_validate({"update_id": 1, "of_a_later_year": {"id": 1}})
        await reception.receive([strange, written(2)])
        states = await all_done(reception, database)
    assert heard == [2]
    assert states == {1: EntryState.DONE, 2: EntryState.DONE}


async def test_a_database_that_is_lost_for_a_moment_stops_no_chat(database, monkeypatch):
    await a_house(database)
    dispatcher, heard = a_listener()
    lost = [InterfaceError("select", {}, OSError("gone"))] * 2
    begin_again = bot.telegram.reception.begin_again

    async def lose(session, entry):
        if lost:
            raise lost.pop()
        return await begin_again(session, entry)

    monkeypatch.setattr(bot.telegram.reception, "begin_again", lose)
    await stored_elsewhere(database, written(1), written(2), wall=datetime(2026, 1, 1, tzinfo=UTC))
    async with a_reception(database, dispatcher=dispatcher) as (reception, _, _):
        states = await all_done(reception, database)
    assert heard == [1, 2]
    assert set(states.values()) == {EntryState.DONE}


async def test_a_screen_that_telegram_puts_off_comes_once_it_takes_it(database):
    await a_house(database)
    async with a_reception(database) as (reception, control, phone):
        await control.fault("error", method="sendMessage", code=429, retry_after=1)
        await control.fault("error", method="sendMessage", code=502)
        await reception.receive([written(1)])
        states = await all_done(reception, database)
        shown = [one for one in await phone.messages() if one.from_bot]
    assert len(shown) == 1
    assert states == {1: EntryState.DONE}
    async with database.read(administrator()) as read:
        assert await read.all(select(OwedNotice)) == []


async def test_a_screen_in_doubt_is_shown_a_second_time_but_not_a_third(database):
    await a_house(database)
    async with a_reception(database) as (reception, control, phone):
        await control.fault("drop", method="sendMessage", after=True, times=2)
        await reception.receive([written(1)])
        await all_done(reception, database)
        shown = [one for one in await phone.messages() if one.from_bot]
    assert len(shown) == 2


async def test_a_tap_whose_answer_telegram_puts_off_has_its_effect_and_no_error(database):
    await a_house(database)
    async with a_reception(database) as (reception, control, phone):
        await control.fault("error", method="answerCallbackQuery", code=429, retry_after=300, times=5)
        await reception.receive([written(1, "/clients")])
        await all_done(reception, database)
        page = await phone.last()
        tapped = Update.model_validate(
            {
                "update_id": 2,
                "callback_query": {
                    "id": "1",
                    "chat_instance": "1",
                    "from": {"id": 3, "is_bot": False, "first_name": "А"},
                    "message": {
                        "message_id": page.message_id,
                        "date": 1_795_000_000,
                        "chat": {"id": 3, "type": "private"},
                        "text": "x",
                    },
                    "data": page.buttons[0][0].data,
                },
            }
        )
        await reception.receive([tapped])
        states = await all_done(reception, database)
    assert states == {1: EntryState.DONE, 2: EntryState.DONE}
    async with database.read(administrator()) as read:
        assert await read.all(select(OwedNotice)) == []


async def test_patience_with_telegram_ends_and_the_person_is_told(database):
    await a_house(database)
    async with a_reception(database) as (reception, control, _):
        await control.fault("error", method="sendMessage", code=429, retry_after=300)
        await reception.receive([written(1)])
        await all_done(reception, database)
    async with database.read(administrator()) as read:
        assert [row.kind for row in await read.all(select(OwedNotice))] == ["update_buried"]


async def test_what_fails_after_the_record_is_not_called_broken(database):
    await a_house(database)
    settings = Settings(_env_file=None)
    storage = ConversationStorage(database)
    dispatcher = Dispatcher(storage=storage)
    dispatcher.update.outer_middleware(OfficeMiddleware(database, storage, settings))
    dispatcher.include_router(errors.router)
    recorded = []

    @dispatcher.message()
    async def record(message: Message, office: Office) -> None:
        async with office.work() as work:
            recorded.append(work.actor.id)
        raise RuntimeError("the screen after it")

    async with a_reception(database, dispatcher=dispatcher) as (reception, control, _):
        await reception.receive([written(1)])
        states = await all_done(reception, database)
        assert await control.calls("sendMessage") == []
    assert states == {1: EntryState.DONE}
    assert len(recorded) == 1
