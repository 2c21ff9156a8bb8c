"""The draft card with one of its slots open for change, and what a stage asks for. Source: SCREENS.md."""

from datetime import date

from bot.callbacks import (
    DraftAt,
    DraftClose,
    DraftContact,
    DraftEdit,
    DraftFact,
    DraftKind,
    DraftLater,
    DraftNext,
    DraftOutcome,
    DraftPerson,
    DraftReason,
    DraftStage,
    DraftStep,
    DraftWhy,
)
from bot.texts import Texts
from bot.views.card import Card, Row, button, short, turning
from bot.views.draft import GUESS, STAGE_MOST, draft_card, new_person, next_chips
from core.activities.kinds import ActivityKind, TaskKind
from core.clients.models import Contact
from core.deals.kinds import LostReason, StageKind
from core.desk.cards import DraftView

STAGES_A_PAGE = 16
FACTS_MOST = 6


def draft_menu(
    view: DraftView,
    part: str,
    texts: Texts,
    zone: str,
    today: date,
    currency: str,
    contacts: tuple[Contact, ...] = (),
) -> Card:
    """The card with one of its slots open for change. `contacts`: of the client, where they are asked for."""
    card = draft_card(view, texts, zone, today, currency)
    draft_id = view.stored.id
    rows: list[Row]
    if part == "outcome":
        rows = [
            [
                button(texts.plain(f"draft-outcome-{one}"), DraftOutcome(draft=draft_id, outcome=one))
                for one in ("reached", "no_answer", "refused")
            ]
        ]
    elif part == "reason":
        chips = [
            button(texts.plain(f"reason-{one.value}"), DraftWhy(draft=draft_id, reason=one.value))
            for one in LostReason
        ]
        rows = [chips[start : start + 2] for start in range(0, len(chips), 2)]
    elif part == "contact":
        rows = _people(view, contacts, texts)
    elif part == "facts":
        rows = _facts(view, texts)
    elif part == "kind":
        kinds = [
            button(texts.plain(f"kind-{kind.value}"), DraftKind(draft=draft_id, kind=kind.value))
            for kind in ActivityKind
        ]
        rows = [kinds[:3], kinds[3:]]
    elif part.partition("-")[0] == "stage":
        rows = _stages(view, part.partition("-")[2], texts)
    elif part == "next":
        steps = [
            button(texts.plain(f"draft-step-{kind.value}"), DraftStep(draft=draft_id, kind=kind.value))
            for kind in TaskKind
            if kind is not TaskKind.TASK
        ]
        rows = [
            steps[:3],
            steps[3:],
            next_chips(draft_id, texts),
            [
                button(texts.plain("draft-next-typed"), DraftEdit(draft=draft_id, part="due")),
                button(texts.plain("draft-next-none"), DraftNext(draft=draft_id, when="none")),
            ],
        ]
    elif part == "at":
        rows = [
            [
                button(texts.plain(f"draft-at-{when}"), DraftAt(draft=draft_id, when=when))
                for when in ("now", "morning", "yesterday")
            ]
        ]
    else:
        parts = ["kind", "outcome", "client", "contact", "stage", "next", "at", "amount"]
        if view.stage is not None and view.stage.kind is StageKind.LOST:
            parts.append("reason")
        chips = [
            button(texts.plain(f"draft-part-{name}"), DraftEdit(draft=draft_id, part=name)) for name in parts
        ]
        rows = [chips[start : start + 2] for start in range(0, len(chips), 2)]
    rows.append([button(texts.plain("button-back"), DraftEdit(draft=draft_id, part="back"))])
    return Card(card.text, tuple(tuple(row) for row in rows))


def _stages(view: DraftView, asked: str, texts: Texts) -> list[Row]:
    """A page of the pipeline's stages; the part "stage-1" is the second one."""
    stages = view.funnel.stages if view.funnel else ()
    last = max(0, len(stages) - 1) // STAGES_A_PAGE
    page = min(int(asked), last) if asked.isascii() and asked.isdigit() else 0
    shown = stages[page * STAGES_A_PAGE : (page + 1) * STAGES_A_PAGE]
    draft_id = view.stored.id
    chips = [button(short(stage.name, 24), DraftStage(draft=draft_id, stage=stage.id)) for stage in shown]
    left = len(stages) - page * STAGES_A_PAGE - len(shown)
    turns = turning(lambda *, page: DraftEdit(draft=draft_id, part=f"stage-{page}"), page, left, texts)
    return [*(chips[start : start + 2] for start in range(0, len(chips), 2)), turns]


def _people(view: DraftView, contacts: tuple[Contact, ...], texts: Texts) -> list[Row]:
    draft_id = view.stored.id
    rows: list[Row] = [
        [button(short(one.name, 36), DraftPerson(draft=draft_id, contact=one.id))] for one in contacts[:6]
    ]
    if view.draft.new_contact.value:
        rows.append([new_person(view, texts)])
    rows.append([button(texts.plain("draft-no-contact"), DraftPerson(draft=draft_id, contact=-1))])
    return rows


def _facts(view: DraftView, texts: Texts) -> list[Row]:
    """«В профиль»: a chip a fact; a tick on those that go there with the record."""
    rows: list[Row] = []
    for place, fact in enumerate(view.draft.facts[:FACTS_MOST]):
        key = "draft-fact-kept" if place in view.stored.facts_kept else "draft-fact"
        label = texts.plain(key, field=texts.plain(f"fact-{fact.field}"), value=short(fact.value, 30))
        label += GUESS if fact.guessed else ""
        rows.append(
            [
                button(
                    label,
                    DraftFact(
                        draft=view.stored.id, fact=place, yes=0 if place in view.stored.facts_kept else 1
                    ),
                )
            ]
        )
    return rows


def draft_wants(view: DraftView, field: str, contacts: tuple[Contact, ...], texts: Texts) -> Card:
    """What the stage wants before the draft is saved, one field at a time."""
    draft_id = view.stored.id
    rows: list[Row] = []
    if field == "expected_close":
        rows.append(
            [
                button(texts.plain(f"close-{when}"), DraftClose(draft=draft_id, when=when))
                for when in ("month", "next", "quarter")
            ]
        )
    elif field == "contact":
        rows += [
            [button(short(one.name, 36), DraftContact(draft=draft_id, contact=one.id))]
            for one in contacts[:5]
        ]
    rows.append(
        [
            button(texts.plain("draft-later"), DraftLater(draft=draft_id)),
            button(texts.plain("button-back"), DraftEdit(draft=draft_id, part="back")),
        ]
    )
    stage = short(view.stage.name, STAGE_MOST) if view.stage else ""
    return Card(texts(f"wants-{field}", stage=stage), tuple(tuple(row) for row in rows))


def draft_reasons(view: DraftView, texts: Texts) -> Card:
    """Why the deal is lost: one tap."""
    chips = [
        button(texts.plain(f"reason-{reason.value}"), DraftReason(draft=view.stored.id, reason=reason.value))
        for reason in LostReason
    ]
    rows = [tuple(chips[start : start + 2]) for start in range(0, len(chips), 2)]
    rows.append((button(texts.plain("button-back"), DraftEdit(draft=view.stored.id, part="back")),))
    return Card(texts("wants-reason"), tuple(rows))
