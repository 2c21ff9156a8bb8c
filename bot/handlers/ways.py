"""/settings: how a person records, their hours, what the bot learned from them. Source: SCREENS.md."""

from datetime import time

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ForgetAlias, ForgetWord, Lessons, WayHour, Ways
from bot.handlers.filters import May
from bot.office import Office
from bot.telegram.showing import say, show
from bot.views.card import Card
from bot.views.settings import hours_card, lessons_card, second_reader_card, settings_card
from core.access import Permission
from core.desk.learning import corrections_by_slot, forget_alias, forget_word, lessons_page
from core.desk.second_reader import let_second_reader, second_reader
from core.errors import NotFound
from core.ids import AliasId, LearnedWordId
from core.people.own_ways import PARTS, own_ways, set_day_part, set_save_at_once

router = Router(name="ways")


async def settings_screen(office: Office) -> Card:
    async with office.read() as read:
        ways = await own_ways(read)
        learned = await lessons_page(read, 0)
        heads = office.actor.may(Permission.SEE_TEAM)
        corrected = await corrections_by_slot(read) if heads else {}
        server = office.settings.reader_server
        second = await second_reader(read) if server is not None else None
    return settings_card(
        ways,
        learned.count,
        corrected,
        office.texts,
        reads=server if second is not None and second.allowed == server else None,
        may_choose=second is not None and office.actor.may(Permission.KEEP_HOUSE),
    )


async def _second_reader(query: CallbackQuery, office: Office, what: str) -> None:
    """Whether lines read in part go to the server of the settings: the director's to say."""
    server = office.settings.reader_server
    if server is None or not office.actor.may(Permission.KEEP_HOUSE):
        raise NotFound
    if what != "second":
        async with office.work() as work:
            await let_second_reader(work, server if what == "second-on" else None)
    async with office.read() as read:
        second = await second_reader(read)
    most = office.settings.reader_tokens_a_day
    await show(query, second_reader_card(second, server, most, office.texts))


@router.message(Command("settings"), May(Permission.RECORD))
async def settings(message: Message, office: Office, state: FSMContext) -> None:
    await state.clear()
    await say(message, await settings_screen(office))


@router.callback_query(Ways.filter())
async def ways(query: CallbackQuery, callback_data: Ways, office: Office) -> None:
    """The screen, the switches of recording at once and of a second reader, hours of a part of the day."""
    if callback_data.what in PARTS:
        async with office.read() as read:
            own = await own_ways(read)
        await show(query, hours_card(own, callback_data.what, office.texts))
        return
    if callback_data.what in {"second", "second-on", "second-off"}:
        await _second_reader(query, office, callback_data.what)
        return
    if callback_data.what in {"once", "card"}:
        async with office.work() as work:
            await set_save_at_once(work, wanted=callback_data.what == "once")
    elif callback_data.what != "show":
        raise NotFound
    await show(query, await settings_screen(office))


@router.callback_query(WayHour.filter())
async def hour(query: CallbackQuery, callback_data: WayHour, office: Office) -> None:
    if not 0 <= callback_data.hour < 24 * 60:
        raise NotFound
    clock = time(callback_data.hour // 60, callback_data.hour % 60)
    async with office.work() as work:
        await set_day_part(work, callback_data.what, clock)
    await show(query, await settings_screen(office))


async def _lessons(query: CallbackQuery, office: Office, page: int) -> None:
    async with office.read() as read:
        found = await lessons_page(read, page)
    await show(query, lessons_card(found, office.texts))


@router.callback_query(Lessons.filter())
async def lessons(query: CallbackQuery, callback_data: Lessons, office: Office) -> None:
    await _lessons(query, office, callback_data.page)


@router.callback_query(ForgetAlias.filter())
async def forget_an_alias(query: CallbackQuery, callback_data: ForgetAlias, office: Office) -> None:
    async with office.work() as work:
        await forget_alias(work, AliasId(callback_data.alias))
    await _lessons(query, office, callback_data.page)


@router.callback_query(ForgetWord.filter())
async def forget_a_word(query: CallbackQuery, callback_data: ForgetWord, office: Office) -> None:
    async with office.work() as work:
        await forget_word(work, LearnedWordId(callback_data.word))
    await _lessons(query, office, callback_data.page)
