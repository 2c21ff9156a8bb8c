"""The draft card's smaller chips: outcome, step, person, reason, a long call, facts, an offered sum."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import (
    DraftAmount,
    DraftFact,
    DraftLong,
    DraftOutcome,
    DraftPerson,
    DraftStep,
    DraftWhy,
)
from bot.changing import change_card, change_card_in_work, of_the_kind
from bot.offered import offered
from bot.office import Office
from bot.telegram.showing import spot
from core.activities.kinds import Outcome, TaskKind
from core.capture.draft import Candidate, Draft, Slot
from core.clients.contacts import add_contact
from core.clients.search import contacts_of
from core.deals.kinds import LostReason
from core.desk.drafts import StoredDraft
from core.errors import NotFound
from core.ids import ClientId
from core.work import Work

router = Router(name="details")


@router.callback_query(DraftOutcome.filter())
async def choose_outcome(query: CallbackQuery, callback_data: DraftOutcome, office: Office) -> None:
    outcome = Slot(value=offered(Outcome, callback_data.outcome), confidence=1.0)
    await change_card(
        office, callback_data.draft, lambda draft: replace(draft, outcome=outcome), edits=spot(query)
    )


@router.callback_query(DraftStep.filter())
async def choose_step(query: CallbackQuery, callback_data: DraftStep, office: Office) -> None:
    """Another act on the same date."""
    kind = offered(TaskKind, callback_data.kind)
    await change_card(office, callback_data.draft, of_the_kind(kind), edits=spot(query))


@router.callback_query(DraftPerson.filter())
async def choose_person(query: CallbackQuery, callback_data: DraftPerson, office: Office) -> None:
    """A person of the client, the new one that the line names, or nobody."""

    async def change(work: Work, _stored: StoredDraft, draft: Draft) -> Draft:
        if callback_data.contact < 0:
            return replace(draft, contact=Slot(confidence=1.0), new_contact=Slot())
        if draft.client.value is None:
            raise NotFound
        client_id = ClientId(draft.client.value)
        person = callback_data.contact
        if not person:
            name = draft.new_contact.value
            if name is None:
                raise NotFound
            person = (await add_contact(work, client_id, name)).id
        elif person not in {one.id for one in await contacts_of(work, client_id)}:
            raise NotFound
        return replace(draft, contact=Slot(value=person, confidence=1.0), new_contact=Slot())

    await change_card_in_work(office, callback_data.draft, change, edits=spot(query))


@router.callback_query(DraftWhy.filter())
async def choose_why(query: CallbackQuery, callback_data: DraftWhy, office: Office) -> None:
    reason: Slot[str] = Slot(value=offered(LostReason, callback_data.reason).value, confidence=1.0)
    await change_card(
        office, callback_data.draft, lambda draft: replace(draft, lost_reason=reason), edits=spot(query)
    )


@router.callback_query(DraftLong.filter())
async def was_long(query: CallbackQuery, callback_data: DraftLong, office: Office) -> None:
    async def change(_work: Work, stored: StoredDraft, draft: Draft) -> Draft:
        stored.long_call = callback_data.yes > 0
        return draft

    await change_card_in_work(office, callback_data.draft, change, edits=spot(query))


@router.callback_query(DraftFact.filter())
async def keep_fact(query: CallbackQuery, callback_data: DraftFact, office: Office) -> None:
    """Into the profile with it, or back out of it."""

    async def change(_work: Work, stored: StoredDraft, draft: Draft) -> Draft:
        place = callback_data.fact
        if not 0 <= place < len(draft.facts):
            raise NotFound
        others = set(stored.facts_kept) - {place}
        stored.facts_kept = sorted(others | {place} if callback_data.yes > 0 else others)
        return draft

    await change_card_in_work(office, callback_data.draft, change, edits=spot(query))


@router.callback_query(DraftAmount.filter())
async def take_amount(query: CallbackQuery, callback_data: DraftAmount, office: Office) -> None:
    """One of the sums that the line seemed to name; or none: what was taken is only offered again."""

    def change(draft: Draft) -> Draft:
        amount = draft.amount
        if not callback_data.amount:
            was = Candidate(amount.value, str(amount.value), 0.5) if amount.value is not None else None
            offered_now = amount.candidates or ((was,) if was else ())
            return replace(draft, amount=Slot(candidates=offered_now), amount_low=Slot())
        if callback_data.amount not in {one.value for one in amount.candidates}:
            raise NotFound
        return replace(draft, amount=amount.by_hand(callback_data.amount), amount_low=Slot())

    await change_card(office, callback_data.draft, change, edits=spot(query))
