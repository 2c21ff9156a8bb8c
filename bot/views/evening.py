"""The evening: what was recorded, what waits for one tap, the month so far."""

from collections.abc import Iterator

from bot.callbacks import DealOpen, DraftEdit, DraftSave, DraftsSave, TodayPage
from bot.texts import Html, Texts
from bot.views.card import Card, Row, button, short
from bot.views.draft import GUESS
from bot.views.kpi import kpi_brief
from bot.views.words import grouped
from core.reports.own_day import OwnEvening

NAME_MOST = 40
STAGE_MOST = 30
DRAFT_MOST = 60
DRAFT_LABEL = 26
DEAL_LABEL = 26
ROWS_MOST = 6


def evening_card(evening: OwnEvening, texts: Texts) -> Card:
    """The day in a few lines; a button for each thing that one tap closes."""
    left = [*_drafts(evening, texts), *_tasks(evening, texts), *_wanting(evening, texts)]
    brief = kpi_brief(evening.kpi, texts, evening.company.currency)
    lines = [_head(evening, texts, left=bool(left)), *([brief] if brief else []), *left]
    return Card("\n".join(lines), tuple(tuple(row) for row in _rows(evening, texts)))


def is_quiet(evening: OwnEvening) -> bool:
    """Nothing was recorded, nothing waits, nothing was planned."""
    planned = any(one.plan is not None for one in evening.kpi.indicators)
    waits = evening.drafts_count or evening.tasks_open or evening.wanting
    return not (evening.recorded or evening.moves or waits or planned)


def _head(evening: OwnEvening, texts: Texts, *, left: bool) -> Html:
    done = [
        texts(f"evening-kind-{kind.value}", count=count, shown=grouped(count))
        for kind, count in evening.recorded.items()
    ]
    if evening.moves:
        done.append(texts("evening-moves", count=evening.moves, shown=grouped(evening.moves)))
    if done:
        return texts("evening-recorded", list=Html(", ".join(done)))
    return texts("evening-nothing-left" if left else "evening-nothing")


def _drafts(evening: OwnEvening, texts: Texts) -> list[Html]:
    if not evening.drafts:
        return []
    count = evening.drafts_count
    lines = [
        texts("evening-draft", text=short(draft.text, DRAFT_MOST) + (GUESS if draft.guessed else ""))
        for draft in evening.drafts
    ]
    return [texts("evening-drafts", count=count, shown=grouped(count)), *lines]


def _tasks(evening: OwnEvening, texts: Texts) -> list[Html]:
    count = evening.tasks_open
    return [texts("evening-tasks-open", count=count, shown=grouped(count))] if count else []


def _wanting(evening: OwnEvening, texts: Texts) -> list[Html]:
    if not evening.wanting:
        return []
    lines = [texts("evening-wanting")]
    for deal in evening.wanting:
        fields = ", ".join(texts.either(f"field-{field}", field) for field in deal.fields)
        client, stage = short(deal.client, NAME_MOST), short(deal.stage, STAGE_MOST)
        lines.append(texts("evening-deal", client=client, stage=stage, fields=fields))
    return lines


def _rows(evening: OwnEvening, texts: Texts) -> Iterator[Row]:
    room = ROWS_MOST - len(evening.drafts) - (len(evening.drafts) > 1) - bool(evening.tasks_open)
    for draft in evening.drafts:
        if draft.guessed:  # what was guessed stands on its card alone
            label = texts.plain("evening-button-look", text=short(draft.text, DRAFT_LABEL))
            yield [button(label, DraftEdit(draft=draft.id, part="look"))]
        else:
            label = texts.plain("evening-button-draft", text=short(draft.text, DRAFT_LABEL))
            yield [button(label, DraftSave(draft=draft.id))]
    if len(evening.drafts) > 1:
        yield [button(texts.plain("evening-button-all", count=evening.drafts_count), DraftsSave())]
    for deal in evening.wanting[:room]:
        label = texts.plain("evening-button-deal", client=short(deal.client, DEAL_LABEL))
        yield [button(label, DealOpen(deal=deal.id))]
    if evening.tasks_open:
        yield [button(texts.plain("digest-button-day"), TodayPage(page=0))]
