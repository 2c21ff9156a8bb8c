"""The list of open deals. Source: SCREENS.md, /deals."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.callbacks import DealOpen, DealsPage
from bot.texts import Html, Texts
from bot.views.card import Card, Row, button, short, turning
from bot.views.client import light
from bot.views.words import day_label, grouped, money
from core.desk.cards import DEALS_A_PAGE, DealLine
from core.desk.cards import DealsPage as Page

TITLE_MOST = 40
STAGE_MOST = 30
LABEL_MOST = 22


def deals_card(found: Page, texts: Texts, zone: str, now: datetime, currency: str) -> Card:
    """A page: each deal in two lines and with a button, those without a next step first."""
    if not found.count:
        return Card(texts("deals-none"))
    today = now.astimezone(ZoneInfo(zone)).date()
    first = found.page * DEALS_A_PAGE + 1
    lines = [texts("deals-head", count=found.count, shown=grouped(found.count), idle=found.idle)]
    rows: list[Row] = []
    for number, line in enumerate(found.lines, first):
        lines += _lines(line, number, texts, zone, now, today, currency)
        label = texts.plain("deals-open", number=str(number), title=short(line.deal.title, LABEL_MOST))
        rows.append([button(label, DealOpen(deal=line.deal.id))])
    left = found.count - first - len(found.lines) + 1
    rows.append(turning(DealsPage, found.page, left, texts))
    return Card("\n".join(lines), tuple(tuple(row) for row in rows if row))


def _lines(
    line: DealLine, number: int, texts: Texts, zone: str, now: datetime, today: date, currency: str
) -> list[Html]:
    days = max(0, (now - line.deal.stage_since).days)
    head = texts("deals-row", number=str(number), title=short(line.deal.title, TITLE_MOST))
    due, late = "none", "no"
    if line.next_due is not None:
        day = line.next_due.astimezone(ZoneInfo(zone)).date()
        due, late = day_label(texts, day, today), "yes" if line.next_due < now else "no"
    state = texts(
        "deals-state",
        light=light(line.stage, days),
        stage=short(line.stage.name, STAGE_MOST),
        days=days,
        amount="none" if line.deal.amount is None else money(line.deal.amount, currency),
        due=due,
        late=late,
    )
    return [head, state]
