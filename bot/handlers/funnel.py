"""/funnel: a picture and the same as text; chips turn it. Source: SCREENS.md, /funnel; METRICS.md, Funnel."""

import asyncio
from datetime import date

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, InputMediaPhoto, Message

from bot.callbacks import FunnelShow
from bot.charts.funnel import funnel_png
from bot.office import Office
from bot.texts import Texts
from bot.views.card import Card
from bot.views.funnel import FunnelLook, funnel_card
from bot.views.funnel_chips import Options
from core.access import Role
from core.deals.kinds import PipelineKind
from core.deals.pipelines import Funnel as Line
from core.deals.pipelines import funnel_with, pipelines_of
from core.errors import NotFound
from core.ids import EmployeeId, PipelineId, TeamId
from core.people.calendars import local_day
from core.people.company import Company, company_of
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
PICTURE = "funnel.png"


def period_of(span: str, today: date) -> Period:
    """three: the three whole months before this one; else the one that today is in. Raises NotFound."""
    match span:
        case "three":
            return whole_months_before(today, 3)
        case "month":
            return month_with(today)
        case "quarter":
            return quarter_with(today)
        case "year":
            return year_with(today)
        case _:
            raise NotFound


async def look_at(read: Reading, choice: FunnelShow) -> FunnelLook:
    """The funnel that is chosen, in the scope of who looks. Raises NotFound."""
    company = await company_of(read)
    today = local_day(read.now, company.timezone)
    lines = await pipelines_of(read)
    line = _line(lines, choice.pipeline)
    options = await _options(read, lines)
    cut = _cut(choice, options)
    period = period_of(choice.span, today)
    if choice.mode == "flow":
        found = await funnel_flow(read, line.pipeline.id, period, slice=cut)
        return _look(found, choice, options, company, line, None, today=today)
    cohort = await funnel(read, line.pipeline.id, period, as_of=max(today, period.first), slice=cut)
    past = None
    if period.last >= today:
        earlier = month_with(months_before(today, 3))
        past = await funnel(read, line.pipeline.id, earlier, as_of=today, slice=cut)
    return _look(cohort, choice, options, company, line, past, today=today)


def _look(
    found: Funnel | FlowFunnel,
    choice: FunnelShow,
    options: Options,
    company: Company,
    line: Line,
    past: Funnel | None,
    *,
    today: date,
) -> FunnelLook:
    leads = line.pipeline.kind is PipelineKind.REACH
    return FunnelLook(found, choice, options, today, company.currency, leads=leads, past=past)


def _line(lines: list[Line], number: int) -> Line:
    if number:
        return funnel_with(lines, PipelineId(number))
    if not lines:
        raise NotFound
    return next((one for one in lines if one.pipeline.kind is PipelineKind.REACT), lines[0])


async def _options(read: Reading, lines: list[Line]) -> Options:
    people = [(person.id, person.name) for person in await people_of(read)]
    teams = (
        [(team.id, team.name) for team in await teams_of(read)] if read.actor.role is Role.DIRECTOR else []
    )
    return Options([(line.pipeline.id, line.pipeline.name) for line in lines], teams, people)


def _cut(choice: FunnelShow, options: Options) -> Slice:
    """The chosen team or person, if they are of the scope. Raises NotFound."""
    if choice.owner and choice.owner not in {number for number, _ in options.people}:
        raise NotFound
    if choice.team and choice.team not in {number for number, _ in options.teams}:
        raise NotFound
    owners = frozenset({EmployeeId(choice.owner)}) if choice.owner else frozenset()
    teams = frozenset({TeamId(choice.team)}) if choice.team else frozenset()
    return Slice(owners=owners, teams=teams)


FIRST = FunnelShow(pipeline=0, span="three", team=0, owner=0, mode="cohort", menu="")


async def funnel_screen(office: Office, choice: FunnelShow = FIRST) -> Card:
    """The funnel's card with its picture, drawn beside the event loop."""
    async with office.read() as read:
        look = await look_at(read, choice)
    picture = await asyncio.to_thread(funnel_png, look.found, office.texts, today=look.today)
    return funnel_card(look, office.texts, picture)


@router.message(Command("funnel"))
async def show_funnel(message: Message, office: Office) -> None:
    card = await funnel_screen(office)
    assert card.picture is not None
    await message.answer_photo(
        BufferedInputFile(card.picture, PICTURE), caption=card.text, reply_markup=card.keyboard
    )


@router.callback_query(FunnelShow.filter())
async def turn_funnel(query: CallbackQuery, callback_data: FunnelShow, office: Office, texts: Texts) -> None:
    """The same message turns: only its buttons when a list of choices opens, else picture and text."""
    message = query.message
    if not isinstance(message, Message):
        return
    if callback_data.menu:
        async with office.read() as read:
            look = await look_at(read, callback_data)
        card = funnel_card(look, texts)
        try:
            await message.edit_reply_markup(reply_markup=card.keyboard)
        except TelegramBadRequest as refusal:
            if "message is not modified" not in refusal.message:
                raise
        return
    card = await funnel_screen(office, callback_data)
    assert card.picture is not None
    media = InputMediaPhoto(media=BufferedInputFile(card.picture, PICTURE), caption=card.text)
    try:
        await message.edit_media(media, reply_markup=card.keyboard)
    except TelegramBadRequest as refusal:
        if "message is not modified" not in refusal.message:
            raise
