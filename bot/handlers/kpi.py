"""/kpi: own plan, fact and pace. Source: SCREENS.md, /kpi; METRICS.md, KPI and pay."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import KpiShow
from bot.office import Office
from bot.telegram.showing import say, show
from bot.views.card import Card
from bot.views.kpi import FIRST_YEAR, kpi_card
from core.errors import Invalid, NotFound
from core.people.calendars import local_day
from core.people.company import company_of
from core.reports.own_kpi import own_kpi
from core.reports.period import month_name, month_of

router = Router(name="kpi")


async def kpi_screen(office: Office, month: str | None = None) -> Card:
    """Own figures of a month (YYYY-MM, default: today's), up to today. Raises NotFound."""
    async with office.read() as read:
        company = await company_of(read)
        today = local_day(read.now, company.timezone)
        chosen = month or month_name(today)
        kpi = await own_kpi(read, read.actor.own_id, chosen, _as_of(chosen, today))
    return kpi_card(kpi, office.texts, company.currency, today)


def _as_of(month: str, today: date) -> date:
    """Today in its own month, else the month's end. Raises NotFound for a month to come or none."""
    try:
        period = month_of(month)
    except Invalid:
        raise NotFound from None
    if period.first > today or period.first.year < FIRST_YEAR:
        raise NotFound
    return min(period.last, today)


@router.message(Command("kpi"))
async def kpi(message: Message, office: Office) -> None:
    await say(message, await kpi_screen(office))


@router.callback_query(KpiShow.filter())
async def turn_month(query: CallbackQuery, callback_data: KpiShow, office: Office) -> None:
    month = callback_data.month
    await show(query, await kpi_screen(office, f"{month[:4]}-{month[4:]}"))
