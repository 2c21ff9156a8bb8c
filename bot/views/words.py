"""Dates, money and figures as people read them."""

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.texts import Texts
from core.activities.models import Task
from core.money import MINOR

NBSP = "\u00a0"
WHOLE_FROM = 1_000
SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "KZT": "₸", "BYN": "Br", "UAH": "₴", "GBP": "£"}


def money(minor: int, currency: str = "RUB") -> str:
    """1 250 000 ₽: grouped, whole units (half-even); below a thousand with kopecks where there are some."""
    sign = "−" if minor < 0 else ""
    major, rest = divmod(abs(minor), MINOR)
    if major >= WHOLE_FROM:
        major, rest = round(Fraction(abs(minor), MINOR)), 0
    grouped = f"{major:,}".replace(",", NBSP)
    cents = f",{rest:02d}" if rest else ""
    return f"{sign}{grouped}{cents}{NBSP}{SIGNS.get(currency, currency)}"


def grouped(number: int) -> str:
    """1 250 000"""
    return f"{number:,}".replace(",", NBSP)


def percent(ratio: Fraction | None) -> str:
    """62 %, or a dash for unknown."""
    return "—" if ratio is None else f"{round(ratio * 100)}{NBSP}%"


def weekday(texts: Texts, day: date) -> str:
    return texts.plain(f"weekday-{day.weekday()}")


def day_label(texts: Texts, day: date, today: date | None = None) -> str:
    """пт 20.11, with the year when it is another one than today's."""
    year = f".{day.year}" if today is not None and day.year != today.year else ""
    return f"{weekday(texts, day)} {day:%d.%m}{year}"


def moment_label(texts: Texts, moment: date | datetime, zone: str, today: date | None = None) -> str:
    """пт 20.11, 15:00; a day alone has no hour."""
    if not isinstance(moment, datetime):
        return day_label(texts, moment, today)
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_label(texts, local.date(), today)}, {local:%H:%M}"


def task_moment(texts: Texts, task: Task, zone: str, today: date | None = None) -> str:
    """When a task is due; empty for none."""
    if task.due_at is None:
        return ""
    local = task.due_at.astimezone(ZoneInfo(zone))
    return moment_label(texts, local.date() if task.all_day else local, zone, today)
