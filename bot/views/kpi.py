"""Own figures of a month: plan, fact, pace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from aiogram.types import InlineKeyboardButton

from bot.callbacks import KpiShow
from bot.texts import Html, Texts
from bot.views.card import Card, button
from bot.views.words import grouped, money
from core.money import MINOR
from core.reports.own_kpi import Indicator, OwnKpi, Pay
from core.reports.period import month_name, month_of, months_before

PACE_FROM_WORKDAY = 6
BRIEF_MOST = 3
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class _Said:
    """How one indicator is put: the word of its state, and its figures as people read them."""

    state: str
    fact: str
    plan: str
    missing: str


def kpi_card(kpi: OwnKpi, texts: Texts, currency: str, today: date) -> Card:
    """The month's figures, a line each, and the months beside it. `today`: the company's local day."""
    month = month_of(kpi.month).first
    over = kpi.month != month_name(today)
    head = texts("kpi-head", month=_month(texts, month), year=str(month.year))
    lines = [_joined((head, _days(kpi, texts, over=over)), " · ")]
    planned = any(one.plan is not None for one in kpi.indicators)
    if not planned:
        lines.append(texts("kpi-no-plan"))
    lines += [_line(one, kpi, texts, currency, over=over) for one in kpi.indicators]
    if kpi.pay is not None:
        lines += _pay(kpi.pay, texts, currency, ahead=not over and kpi.elapsed >= PACE_FROM_WORKDAY)
    if planned and not over and kpi.elapsed < PACE_FROM_WORKDAY:
        lines.append(texts("kpi-early"))
    return Card("\n".join(lines), (tuple(_months(month, today, texts)),))


def _pay(pay: Pay, texts: Texts, currency: str, *, ahead: bool) -> Iterable[Html]:
    """What was earned, what it will be at this pace, and what is taken off."""
    earned = money(round(pay.so_far), currency)
    if ahead and pay.at_pace is not None:
        yield texts("kpi-pay-pace", earned=earned, pace=money(round(pay.at_pace), currency))
    else:
        yield texts("kpi-pay", earned=earned)
    if pay.cut:
        yield texts("kpi-pay-cut", overdue=pay.overdue, cut=money(pay.cut, currency))


def kpi_brief(kpi: OwnKpi, texts: Texts, currency: str) -> Html | None:
    """The month so far in one line, what was planned only; None without a plan."""
    said = [(one, _said(one, kpi, currency, over=False)) for one in kpi.indicators if _told(one)]
    if not said:
        return None
    parts = [
        texts(f"kpi-brief-{one.state}", metric=_in_line(_metric(texts, indicator)), **_figures(one))
        for indicator, one in said[:BRIEF_MOST]
    ]
    month = month_of(kpi.month).first
    return texts("kpi-brief", month=_month(texts, month), list=_joined(parts, "; "))


def _joined(parts: Iterable[str], between: str) -> Html:
    return Html(between.join(parts))


def _told(one: Indicator) -> bool:
    return one.plan is not None and one.fact is not None


def _days(kpi: OwnKpi, texts: Texts, *, over: bool) -> Html:
    if over:
        return texts("kpi-days-all", workdays=kpi.workdays)
    return texts("kpi-days", elapsed=kpi.elapsed, workdays=kpi.workdays)


def _line(one: Indicator, kpi: OwnKpi, texts: Texts, currency: str, *, over: bool) -> Html:
    metric = _metric(texts, one)
    if one.fact is None:
        return texts("kpi-line-nothing", metric=metric)
    if one.plan is None:
        return texts("kpi-line", metric=metric, fact=_shown(one, one.fact, currency))
    said = _said(one, kpi, currency, over=over)
    return texts(f"kpi-line-{said.state}", metric=metric, **_figures(said))


def _said(one: Indicator, kpi: OwnKpi, currency: str, *, over: bool) -> _Said:
    """`met`; `missed` once the month is over; `on-pace` or `short`; `plan` before pace is shown."""
    plan, fact = one.plan or Fraction(0), one.fact or Fraction(0)
    state, missing = "plan", Fraction(0)
    if fact >= plan > 0:
        state = "met"
    elif over:
        state, missing = "missed", plan - fact
    elif one.expected_today is not None and kpi.elapsed >= PACE_FROM_WORKDAY:
        missing = _whole(one, one.expected_today - fact)
        state = "short" if missing > 0 else "on-pace"
    shown = (_shown(one, value, currency) for value in (fact, plan, missing))
    return _Said(state, *shown)


def _whole(one: Indicator, value: Fraction) -> Fraction:
    """Whole things, whole roubles, whole percents: half a call is nobody's debt."""
    if one.metric.is_ratio:
        return Fraction(value * 100 // 1, 100)
    unit = MINOR if one.metric.is_money else 1
    return Fraction(value // unit * unit)


def _figures(said: _Said) -> dict[str, str | int]:
    figures: dict[str, str | int] = {"fact": said.fact, "plan": said.plan}
    return figures | {"missing": said.missing} if said.state in {"short", "missed"} else figures


def _shown(one: Indicator, value: Fraction, currency: str) -> str:
    if one.metric.is_money:
        return money(int(value), currency)
    if one.metric.is_ratio:
        return f"{round(value * 100)} %"
    if value.denominator == 1:
        return grouped(int(value))
    return f"{float(value):.1f}".replace(".", ",")


def _metric(texts: Texts, one: Indicator) -> str:
    return texts.plain(f"kpi-metric-{one.metric.value}")


def _in_line(word: str) -> str:
    """A heading's word inside a sentence; what is all capitals stays."""
    return word if word[:2].isupper() else word[:1].lower() + word[1:]


def _month(texts: Texts, month: date) -> str:
    name = texts.plain(f"month-{month.month}")
    return name[:1].upper() + name[1:]


def _months(month: date, today: date, texts: Texts) -> Iterable[InlineKeyboardButton]:
    earlier, later = months_before(month, 1), months_before(month, -1)
    if earlier.year >= FIRST_YEAR:
        label = texts.plain("kpi-earlier", month=_month(texts, earlier))
        yield button(label, KpiShow(month=f"{earlier:%Y%m}"))
    if later <= today:
        yield button(texts.plain("kpi-later", month=_month(texts, later)), KpiShow(month=f"{later:%Y%m}"))
