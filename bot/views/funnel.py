"""The funnel in words: a caption under its picture, with a table and chips. Source: SCREENS.md, /funnel."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.callbacks import FunnelShow
from bot.texts import Html, Texts
from bot.views.card import CAPTION_MOST, Card, short, utf16
from bot.views.funnel_chips import Options, chips, chosen
from bot.views.funnel_table import FunnelTable
from bot.views.words import grouped, money, percent
from core.reports.funnel import FlowFunnel, FlowStage, Funnel, FunnelStage
from core.reports.period import Period

STAGE_MOST = 24
NAME_MOST = 30
REASONS_MOST = 3
REASON_MOST = 24
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class FunnelLook:
    """A funnel as it was asked for. `past`: the month three back of a young one; `today`: the company's."""

    found: Funnel | FlowFunnel
    choice: FunnelShow
    options: Options
    today: date
    currency: str
    leads: bool = False
    past: Funnel | None = None


def funnel_card(look: FunnelLook, texts: Texts, picture: bytes | None = None) -> Card:
    """The caption, never longer than a caption may be: what does not fit is in the picture."""
    return Card(
        _fitting(look, texts),
        tuple(tuple(row) for row in chips(look.choice, look.options, look.found.name, texts) if row),
        picture,
    )


def shown_length(text: str) -> int:
    """UTF-16 units that Telegram counts: after its tags and entities are read."""
    return utf16(html.unescape(_TAG.sub("", text)))


def period_label(texts: Texts, period: Period, today: date) -> Html:
    """«в авг–окт» for whole months that are over, else «с 01.11 по 20.11»; another year is named."""
    if period.whole_months() and period.last < today:
        first, last = (_month(texts, day, today) for day in (period.first, period.last))
        return texts("funnel-in", months=first if first == last else f"{first}–{last}")
    first, last = (_day(day, today) for day in (period.first, min(period.last, today)))
    return texts("funnel-from-to", first=first, last=last)


def is_young(found: Funnel) -> bool:
    """Its period is not over yet: most of its deals have not had their time."""
    return found.as_of <= found.period.last


def _month(texts: Texts, day: date, today: date) -> str:
    name = texts.plain(f"funnel-month-{day.month}")
    return name if day.year == today.year else f"{name} {day.year}"


def _day(day: date, today: date) -> str:
    return f"{day:%d.%m}" if day.year == today.year else f"{day:%d.%m.%Y}"


# --- the caption ------------------------------------------------------------------------------------------


def _fitting(look: FunnelLook, texts: Texts) -> str:
    """The whole caption, or without the chain of stages, or with fewer rows of the table."""
    head, chain, rest = _title(look, texts), _chain(look, texts), list(_rest(look, texts))
    table = FunnelTable.of(look.found, texts)
    most = 0 if is_empty(look.found) else len(table.rows)
    said, brief = _said(look, texts, chain), _said(look, texts, None)
    attempts = [(said, most), *((brief, rows) for rows in range(most, -1, -1))]
    for words, rows in attempts:
        text = "\n".join([head, *words, *rest, *table.lines(rows, texts)])
        if shown_length(text) <= CAPTION_MOST:
            return text
    return "\n".join([head, *brief])


def _title(look: FunnelLook, texts: Texts) -> Html:
    pipeline = short(look.found.name, NAME_MOST)
    whose = chosen(look.options.people, look.choice.owner) or chosen(look.options.teams, look.choice.team)
    if whose is None:
        return texts("funnel-title", pipeline=pipeline)
    return texts("funnel-title-of", pipeline=pipeline, whose=short(whose, NAME_MOST))


def is_empty(found: Funnel | FlowFunnel) -> bool:
    """Nothing was created, or nothing moved."""
    return not found.deals if isinstance(found, Funnel) else not any(s.entered for s in found.stages)


def _said(look: FunnelLook, texts: Texts, chain: Html | None) -> list[Html]:
    """«Созданы в авг–окт, на 20.11: 84 сделки, …» and the chain; a flow says «Вошли в …»."""
    found = look.found
    period = period_label(texts, found.period, look.today)
    kind = "cohort" if isinstance(found, Funnel) else "flow"
    if not found.stages:
        return [texts("funnel-no-stages")]
    if is_empty(found):
        return [texts(f"funnel-{kind}-empty", period=period)]
    if isinstance(found, FlowFunnel):
        return [texts("funnel-flow", period=period, steps=chain or _ends(look, texts))]
    deals = texts(
        "funnel-leads" if look.leads else "funnel-deals", count=found.deals, shown=grouped(found.deals)
    )
    head = texts(
        "funnel-cohort", period=period, day=_day(found.as_of, look.today), deals=deals,
        won=grouped(found.won), amount=money(found.won_amount, look.currency),
    )  # fmt: skip
    return [head, Html(f"{chain}.")] if chain else [head]


def _chain(look: FunnelLook, texts: Texts) -> Html:
    """«Интерес 84 → КП 52 (62 %) → выиграно 19 (70 %)»."""
    steps = []
    share: Fraction | None = None
    stages: Sequence[FunnelStage | FlowStage] = look.found.stages
    for place, stage in enumerate(stages):
        name, count = short(stage.name, STAGE_MOST), grouped(stage.entered)
        if place:
            steps.append(texts("funnel-step", stage=name, count=count, share=percent(share)))
        else:
            steps.append(texts("funnel-step-first", stage=name, count=count))
        share = stage.conversion
    won = grouped(won_of(look.found))
    steps.append(texts("funnel-step", stage=texts.plain("funnel-won-step"), count=won, share=percent(share)))
    return Html(" → ".join(steps))


def _ends(look: FunnelLook, texts: Texts) -> Html:
    """The first and the last of a chain that is too long."""
    first, won = look.found.stages[0], grouped(won_of(look.found))
    return Html(
        " … ".join(
            (
                texts("funnel-step-first", stage=short(first.name, STAGE_MOST), count=grouped(first.entered)),
                texts("funnel-step-first", stage=texts.plain("funnel-won-step"), count=won),
            )
        )
    )


def won_of(found: Funnel | FlowFunnel) -> int:
    """How many were won; of a flow: how many first reached won in the period."""
    if isinstance(found, Funnel):
        return found.won
    last = found.stages[-1] if found.stages else None
    return int(last.conversion * last.entered) if last is not None and last.conversion is not None else 0


def _rest(look: FunnelLook, texts: Texts) -> Iterator[Html]:
    found = look.found
    if isinstance(found, FlowFunnel) or is_empty(found):
        return
    if is_young(found):
        yield _young(found, look, texts)
    if found.lost:
        named = [_reason(reason, count, texts) for reason, count in found.lost_reasons[:REASONS_MOST]]
        yield texts("funnel-lost", shown=grouped(found.lost), list=Html(", ".join(named)))
    slow = max(found.stages, key=lambda stage: stage.overdue_here, default=None)
    if slow is not None and slow.overdue_here:
        count = sum(stage.overdue_here for stage in found.stages)
        stage = short(slow.name, STAGE_MOST)
        yield texts("funnel-overdue", count=count, shown=grouped(count), stage=stage)


def _young(found: Funnel, look: FunnelLook, texts: Texts) -> Html:
    share = percent(found.conversion_total)
    if look.past is None:
        return texts("funnel-young", share=share)
    months = _month(texts, look.past.period.first, look.today)
    return texts("funnel-young-beside", share=share, months=months, past=percent(look.past.conversion_total))


def _reason(reason: str, count: int, texts: Texts) -> Html:
    if not reason:
        return texts("funnel-lost-unsaid", shown=grouped(count))
    word = short(texts.either(f"reason-{reason}", reason), REASON_MOST)
    return texts("funnel-lost-reason", reason=word[:1].lower() + word[1:], shown=grouped(count))
