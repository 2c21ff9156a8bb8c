"""The funnel: a picture, its caption, and chips that change both in place. Source: SCREENS.md, /funnel."""

import asyncio
from dataclasses import replace
from datetime import date

from aiogram import Router
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, InputMediaPhoto, Message

from bot.callbacks import FunnelShow
from bot.charts.funnel import funnel_png
from bot.handlers.filters import May
from bot.office import Office
from bot.texts import Texts
from bot.views.card import Card
from bot.views.funnel import FunnelLook, funnel_card, is_young
from bot.views.funnel_chips import MODES, SPANS, Options
from core.access import Permission
from core.deals.kinds import PipelineKind
from core.deals.pipelines import funnel_with, pipelines_of
from core.errors import NotFound
from core.ids import EmployeeId, PipelineId, TeamId
from core.people.calendars import local_day
from core.people.company import company_of
from core.people.dismissal import people_of, teams_of
from core.reports.funnel import FlowFunnel, Funnel, funnel, funnel_flow
from core.reports.period import (
    Period,
    month_with,
    months_before,
    quarter_with,
    whole_months_before,
    year_with,
)
from core.reports.slices import Slice
from core.work import Reading

router = Router(name="funnel")
OPENING = FunnelShow(pipeline=0, span=SPANS[0], team=0, owner=0, mode=MODES[0], menu="")
"""Three whole months, all deals of the first sales pipeline."""


@router.message(Command("funnel"), May(Permission.SEE_FUNNEL))
async def opening_funnel(message: Message, office: Office, texts: Texts) -> None:
    """Three whole months."""
    look = await _look(office, OPENING)
    if look is None:
        await message.answer(texts("funnel-none"))
        return
    card = await _drawn(look, texts)
    await message.answer_photo(_file(card), caption=card.text, reply_markup=card.keyboard)


async def tell_funnel(query: CallbackQuery, office: Office) -> None:
    """The same, below the tapped message."""
    await _send(query, await _look(office, OPENING), office.texts)


@router.callback_query(FunnelShow.filter())
async def another_funnel(
    query: CallbackQuery, callback_data: FunnelShow, office: Office, texts: Texts
) -> None:
    """What the chip chose, in the same message; below it where that cannot be edited."""
    look = await _look(office, callback_data)
    message = query.message
    if look is None or not isinstance(message, Message) or not message.photo:
        await _send(query, look, texts)
        return
    card = await _drawn(look, texts)
    picture = InputMediaPhoto(media=_file(card), caption=card.text, parse_mode=ParseMode.HTML)
    try:
        await message.edit_media(picture, reply_markup=card.keyboard)
    except TelegramBadRequest as refusal:
        if "message is not modified" not in refusal.message:
            await _send(query, look, texts)


async def _send(query: CallbackQuery, look: FunnelLook | None, texts: Texts) -> None:
    if query.message is None or query.bot is None:
        return
    chat = query.message.chat.id
    if look is None:
        await query.bot.send_message(chat, texts("funnel-none"))
        return
    card = await _drawn(look, texts)
    await query.bot.send_photo(chat, _file(card), caption=card.text, reply_markup=card.keyboard)


async def _drawn(look: FunnelLook, texts: Texts) -> Card:
    """Drawn beside the loop: a picture takes a while."""
    picture = await asyncio.to_thread(funnel_png, look.found, texts, today=look.today)
    return funnel_card(look, texts, picture)


def _file(card: Card) -> BufferedInputFile:
    return BufferedInputFile(card.picture or b"", "funnel.png")


# --- what is looked at ------------------------------------------------------------------------------------


async def _look(office: Office, choice: FunnelShow) -> FunnelLook | None:
    """The funnel that the chips say; None without pipelines. Raises NotFound for what is not there."""
    if choice.span not in SPANS or choice.mode not in MODES:
        raise NotFound
    async with office.read() as read:
        options = await _options(read, choice)
        pipelines = await pipelines_of(read)
        if not pipelines:
            return None
        sales = (one for one in pipelines if one.pipeline.kind is not PipelineKind.REACH)
        first = next(sales, pipelines[0]).pipeline.id
        pipeline = funnel_with(pipelines, PipelineId(choice.pipeline) if choice.pipeline else first).pipeline
        company = await company_of(read)
        today = local_day(read.now, company.timezone)
        cut = Slice(
            owners=frozenset({EmployeeId(choice.owner)} if choice.owner else ()),
            teams=frozenset({TeamId(choice.team)} if choice.team else ()),
        )
        found, past = await _found(read, pipeline.id, choice, today, cut)
    return FunnelLook(
        found=found,
        choice=choice.model_copy(update={"pipeline": pipeline.id}),
        options=replace(options, pipelines=[(one.pipeline.id, one.pipeline.name) for one in pipelines]),
        today=today,
        currency=company.currency,
        leads=pipeline.kind is PipelineKind.REACH,
        past=past,
    )


async def _options(read: Reading, choice: FunnelShow) -> Options:
    """Teams and people of one's scope. Raises NotFound where the choice is none of them."""
    teams = [(team.id, team.name) for team in await teams_of(read)]
    people = [
        (person.id, person.name) for person in await people_of(read) if choice.team in {0, person.team_id}
    ]
    if choice.team not in {0, *dict(teams)} or choice.owner not in {0, *dict(people)}:
        raise NotFound
    return Options((), teams, people)


async def _found(
    read: Reading, pipeline: PipelineId, choice: FunnelShow, today: date, cut: Slice
) -> tuple[Funnel | FlowFunnel, Funnel | None]:
    """The funnel, and beside a young month the one three months back."""
    period = _period(choice.span, today)
    if choice.mode == "flow":
        return await funnel_flow(read, pipeline, period, slice=cut), None
    found = await funnel(read, pipeline, period, as_of=today, slice=cut)
    if choice.span != "month" or not is_young(found):
        return found, None
    back = month_with(months_before(period.first, 3))
    return found, await funnel(read, pipeline, back, as_of=today, slice=cut)


def _period(span: str, today: date) -> Period:
    """The month, quarter or year under way; else the three whole months before this one."""
    match span:
        case "month":
            return month_with(today)
        case "quarter":
            return quarter_with(today)
        case "year":
            return year_with(today)
        case _:
            return whole_months_before(today, 3)
