"""The draft card. Source: SCREENS.md, How it speaks, 3."""

from datetime import date

from aiogram.types import InlineKeyboardButton

from bot.callbacks import (
    DraftAmount,
    DraftCancel,
    DraftClient,
    DraftEdit,
    DraftLong,
    DraftNewClient,
    DraftNext,
    DraftPerson,
    DraftSave,
    DraftSaveAll,
    DraftStage,
)
from bot.texts import Html, Texts
from bot.views.card import Card, Row, button, short
from bot.views.voice import voice_line
from bot.views.words import moment_label, money
from core.activities.kinds import ActivityKind, Outcome
from core.capture.draft import Draft
from core.deals.kinds import StageKind
from core.deals.models import Stage
from core.desk.cards import DraftView
from core.money import MINOR

GUESS = " ✨"
"""Stands behind what a second reader filled."""
NAME_MOST = 60
STAGE_MOST = 40


def draft_card(view: DraftView, texts: Texts, zone: str, today: date, currency: str) -> Card:
    """Client, contact, what happened, money, stage move, next step; chips for what is doubtful."""
    lines = [
        voice_line(view.voice, view.stored.text, texts) if view.voice is not None else Html(),
        _head(view, texts, zone, today),
        *_money(view, texts, currency),
        _marked(_move(view, texts), view.draft, "stage", "lost_reason"),
        _marked(_next(view.draft, texts, zone, today), view.draft, "next_step"),
        _guesses(view.draft, texts),
    ]
    draft_id = view.stored.id
    rows: list[Row] = []
    if view.client is not None:
        rows.append([button(texts.plain("draft-save"), DraftSave(draft=draft_id))])
    if view.batch > 1:
        label = texts.plain("draft-save-all", count=view.batch)
        rows.append([button(label, DraftSaveAll(draft=draft_id))])
    rows += _client_chips(view, texts)
    rows += _amount_chips(view, texts, currency)
    rows += _stage_chips(view, texts)
    step = view.draft.next_step.value
    if step is None or step.due is None:
        rows.append(next_chips(draft_id, texts))
    rows += _small_chips(view, texts)
    if view.voice is not None:
        key = "draft-voice-amend" if view.stored.text else "draft-voice-type"
        rows.append([button(texts.plain(key), DraftEdit(draft=draft_id, part="text"))])
    rows.append(
        [
            button(texts.plain("draft-edit"), DraftEdit(draft=draft_id, part="menu")),
            button(texts.plain("button-cancel"), DraftCancel(draft=draft_id)),
        ]
    )
    return Card("\n".join(line for line in lines if line), tuple(tuple(row) for row in rows))


def _head(view: DraftView, texts: Texts, zone: str, today: date) -> Html:
    draft = view.draft
    kind = draft.type.value or ActivityKind.NOTE
    who = texts("draft-client-unknown")
    if view.client is not None:
        who = Html(texts("draft-client", client=short(view.client.name, NAME_MOST)))
        if view.contact:
            who = Html(
                texts(
                    "draft-client-contact",
                    client=short(view.client.name, NAME_MOST),
                    contact=short(view.contact, 40),
                )
            )
    outcome = _outcome(draft, texts)
    when = ""
    by_hand = draft.at.confidence >= 1
    if draft.at.value is not None and (draft.at.span is not None or by_hand):
        when = moment_label(texts, draft.at.value, zone, today)
    what = texts.plain(f"kind-{kind.value}") + _mark(draft, "type")
    who = _marked(who, draft, "client", "contact")
    when = when + _mark(draft, "at") if when else "none"
    return texts("draft-head", kind=what, who=who, outcome=outcome, when=when)


def _mark(draft: Draft, *slots: str) -> str:
    return GUESS if any(getattr(draft, slot).guessed for slot in slots) else ""


def _marked(line: Html, draft: Draft, *slots: str) -> Html:
    return Html(line + _mark(draft, *slots))


def _guesses(draft: Draft, texts: Texts) -> Html:
    """What was filled by a machine, by name: to be looked at before it is recorded. A lower end goes with its
    sum, that somebody was reached with what was done.
    """
    silent = {"amount_low", "outcome"} if draft.outcome.value is Outcome.REACHED else {"amount_low"}
    named = ["contact" if slot == "new_contact" else slot for slot in draft.guessed if slot not in silent]
    if not named:
        return Html()
    return texts("draft-guessed", list=", ".join(texts.plain(f"slot-{slot}") for slot in named))


def _outcome(draft: Draft, texts: Texts) -> str:
    """What is worth a word; that somebody was reached goes without saying."""
    mark = _mark(draft, "outcome")
    match draft.outcome.value:
        case Outcome.NO_ANSWER:
            return texts.plain("outcome-no_answer") + mark
        case Outcome.REFUSED:
            return texts.plain("outcome-refused") + mark
        case _:
            return "none"


def _money(view: DraftView, texts: Texts, currency: str) -> list[Html]:
    """The sum, where a deal will hold it."""
    draft = view.draft
    if draft.amount.value is None or (view.deal is None and view.opens is None):
        return []
    amount = money(draft.amount.value * MINOR, currency) + _mark(draft, "amount")
    if draft.amount_low.value is not None:
        return [
            texts("draft-amount-range", low=money(draft.amount_low.value * MINOR, currency), amount=amount)
        ]
    return [texts("draft-amount", amount=amount)]


def _move(view: DraftView, texts: Texts) -> Html:
    stage, now = view.stage, view.standing_stage
    if view.opens is not None:
        return texts("draft-new-deal", stage=short(view.opens.name, STAGE_MOST))
    if stage is None:
        return texts("draft-no-move")
    if now is None:
        line = texts("draft-no-deal", stage=short(stage.name, STAGE_MOST))
    elif now.id == stage.id:
        line = texts("draft-stands", stage=short(stage.name, STAGE_MOST))
    else:
        line = texts("draft-move", before=short(now.name, STAGE_MOST), after=short(stage.name, STAGE_MOST))
    if now is not None and stage.kind is StageKind.LOST and view.draft.lost_reason.value:
        reason = view.draft.lost_reason.value
        line = Html(
            line + texts("draft-reason", reason=short(texts.either(f"reason-{reason}", reason), NAME_MOST))
        )
    return line


def _next(draft: Draft, texts: Texts, zone: str, today: date) -> Html:
    step = draft.next_step.value
    if step is None:
        return texts("draft-no-next")
    kind = texts.plain(f"task-kind-{step.kind.value}")
    if step.due is None:
        return texts("draft-next-undated", kind=kind)
    return texts("draft-next", kind=kind, when=moment_label(texts, step.due, zone, today))


def _client_chips(view: DraftView, texts: Texts) -> list[Row]:
    draft_id = view.stored.id
    others = [one for one in view.draft.client.candidates if one.value != view.draft.client.value][:3]
    rows = [[button(short(one.label, 36), DraftClient(draft=draft_id, client=one.value))] for one in others]
    if view.client is None:
        rows.append(
            [
                button(texts.plain("draft-find-client"), DraftEdit(draft=draft_id, part="client")),
                button(texts.plain("draft-new-client"), DraftNewClient(draft=draft_id)),
            ]
        )
    return rows


def _amount_chips(view: DraftView, texts: Texts, currency: str) -> list[Row]:
    """A sum without a unit and out of place is only offered."""
    if view.draft.amount.value is not None:
        return []
    chips = [
        button(
            texts.plain("draft-take-amount", amount=money(one.value * MINOR, currency)),
            DraftAmount(draft=view.stored.id, amount=one.value),
        )
        for one in view.draft.amount.candidates[:2]
    ]
    return [chips] if chips else []


def _small_chips(view: DraftView, texts: Texts) -> list[Row]:
    """A new person, a long call, facts for the profile: one tap each, none needed."""
    draft, draft_id = view.draft, view.stored.id
    rows: list[Row] = []
    if draft.contact.value is None and draft.new_contact.value and view.client is not None:
        rows.append([new_person(view, texts)])
    if draft.type.value is ActivityKind.CALL and draft.outcome.value is Outcome.REACHED:
        key = "draft-long-yes" if view.stored.long_call else "draft-long"
        rows.append(
            [button(texts.plain(key), DraftLong(draft=draft_id, yes=0 if view.stored.long_call else 1))]
        )
    if draft.facts and view.client is not None:
        kept = len(view.stored.facts_kept)
        key = "draft-facts-kept" if kept else "draft-facts"
        chip = button(
            texts.plain(key, count=kept or len(draft.facts)) + (GUESS if "facts" in draft.guessed else ""),
            DraftEdit(draft=draft_id, part="facts"),
        )
        rows = [[*rows[-1], chip]] if len(rows) == 1 else [*rows, [chip]]
    return rows


def new_person(view: DraftView, texts: Texts) -> InlineKeyboardButton:
    """Takes the new person whom the line names."""
    label = texts.plain("draft-new-contact", contact=short(view.draft.new_contact.value or "", 24))
    return button(label + _mark(view.draft, "new_contact"), DraftPerson(draft=view.stored.id, contact=0))


def _stage_chips(view: DraftView, texts: Texts) -> list[Row]:
    if view.funnel is None or view.client is None:
        return []
    draft_id = view.stored.id
    row: Row = []
    following = _following(view)
    if following is not None:
        row.append(
            button(
                texts.plain("draft-to-stage", stage=short(following.name, 24)),
                DraftStage(draft=draft_id, stage=following.id),
            )
        )
    if view.stage is not None:
        row.append(button(texts.plain("draft-without-stage"), DraftStage(draft=draft_id, stage=0)))
    elif view.opens is not None:
        row.append(button(texts.plain("draft-without-deal"), DraftAmount(draft=draft_id, amount=0)))
    return [row] if row else []


def _following(view: DraftView) -> Stage | None:
    """The stage after the one where the deal stands: the likely move where none was said."""
    now = view.standing_stage
    if view.stage is not None or now is None or view.funnel is None:
        return None
    later = [stage for stage in view.funnel.stages if stage.position > now.position]
    return next((stage for stage in later if stage.kind is not StageKind.LOST), None)


def next_chips(draft_id: int, texts: Texts) -> Row:
    return [
        button(texts.plain(f"draft-next-{when}"), DraftNext(draft=draft_id, when=when))
        for when in ("tomorrow", "days3", "week")
    ]
