"""Learning from corrections, and taking back what was learned."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from core.access import Permission, needs
from core.capture.draft import Draft
from core.capture.lessons import Lessons, lessons_of
from core.clients.keys import search_key
from core.clients.models import Client, ClientAlias
from core.clients.search import in_scope
from core.deals.models import Stage
from core.desk.drafts import StoredDraft
from core.desk.learned import CorrectedSlot, Correction, LearnedWord
from core.errors import NotFound
from core.ids import AliasId, LearnedWordId, StageId
from core.people.company import hold_company
from core.work import Reading, Work

PAGE = 6


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing learned: `phrase` is said for `meaning` (a client, a stage) or for the reason `reason`."""

    phrase: str
    meaning: str | None
    reason: str | None
    alias_id: AliasId | None = None
    word_id: LearnedWordId | None = None


@dataclass(frozen=True, slots=True)
class LessonsPage:
    """A page of what was learned, the latest first; `count` in all."""

    lessons: tuple[Lesson, ...]
    page: int
    count: int


@needs(Permission.RECORD)
async def learn(work: Work, stored: StoredDraft, saved: Draft, client: Client) -> None:
    """Count what was corrected on a draft that is saved now, and keep the words that it teaches.

    A phrase that means something else already is left: two managers may not teach each other away.
    """
    if not stored.read:
        return
    read = Draft.from_json(stored.read)
    changed = _changed(stored.read, stored.slots)
    for slot, (before, after) in changed.items():
        work.session.add(
            Correction(
                draft_id=stored.id,
                employee_id=work.actor.own_id,
                slot=slot,
                before=before,
                after=after,
                at=work.now,
            )
        )
    if not changed:
        return
    lessons = lessons_of(read, saved, client.name)
    if lessons == Lessons():
        return
    await hold_company(work)  # two who teach the same word at once do not trip over each other
    if lessons.alias is not None:
        await learn_alias(work, client, lessons.alias, stored)
    if lessons.stage is not None and saved.stage.value is not None:
        await _learn_word(work, stored, lessons.stage, stage_id=StageId(saved.stage.value))
    if lessons.reason is not None and lessons.reason != lessons.stage:
        await _learn_word(work, stored, lessons.reason, reason=saved.lost_reason.value)


def _changed(
    read: dict[str, Any], saved: dict[str, Any]
) -> dict[CorrectedSlot, tuple[str | None, str | None]]:
    found: dict[CorrectedSlot, tuple[str | None, str | None]] = {}
    for slot in CorrectedSlot:
        before, after = read[slot.value]["value"], saved[slot.value]["value"]
        if before != after:
            found[slot] = (_text(before), _text(after))
    return found


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


@needs(Permission.RECORD)
async def learn_alias(work: Work, client: Client, phrase: str, stored: StoredDraft | None = None) -> None:
    """From now on the client is found by this name too. One that was struck out comes back."""
    alias = search_key(phrase)
    if not alias or alias == client.search_key:
        return
    known = await work.maybe(
        select(ClientAlias).where(ClientAlias.client_id == client.id, ClientAlias.alias == alias)
    )
    client.keyed_as = None
    if known is not None:
        if known.undone_at is not None:
            known.undone_at, known.learned_by, known.learned_at = None, work.actor.id, work.now
            known.draft_id = stored.id if stored is not None else None
        return
    born = ClientAlias(client_id=client.id, alias=alias, learned_by=work.actor.id, learned_at=work.now)
    born.draft_id = stored.id if stored is not None else None
    work.record("alias.learned", await work.add(born))


async def _learn_word(
    work: Work,
    stored: StoredDraft,
    phrase: str,
    *,
    stage_id: StageId | None = None,
    reason: str | None = None,
) -> None:
    known = await work.maybe(select(LearnedWord).where(LearnedWord.phrase == phrase))
    if known is not None:
        if known.undone_at is not None:
            work.change(
                "word.learned", known, stage_id=stage_id, reason=reason, undone_at=None, draft_id=stored.id
            )
        return
    word = LearnedWord(
        phrase=phrase,
        stage_id=stage_id,
        reason=reason,
        learned_by=work.actor.id,
        draft_id=stored.id,
        learned_at=work.now,
    )
    work.record("word.learned", await work.add(word))


@needs(Permission.RECORD)
async def unlearn(work: Work, stored: StoredDraft) -> None:
    """What a draft taught goes with its record."""
    aliases = await work.all(select(ClientAlias).where(ClientAlias.draft_id == stored.id))
    words = await work.all(select(LearnedWord).where(LearnedWord.draft_id == stored.id))
    for alias in aliases:
        _forget(work, alias)
    for word in words:
        _forget(work, word)


def _forget(work: Work, thing: ClientAlias | LearnedWord) -> None:
    act = "alias.forgotten" if isinstance(thing, ClientAlias) else "word.forgotten"
    work.change(act, thing, undone_at=thing.undone_at or work.now)


@needs(Permission.SEE_OWN)
async def lessons_page(read: Reading, page: int) -> LessonsPage:
    """Aliases of clients in one's scope and the company's words; past the end: the last page."""
    aliases = (
        await read.session.execute(
            select(ClientAlias.id, ClientAlias.alias, Client.name, ClientAlias.learned_at)
            .join(Client, Client.id == ClientAlias.client_id)
            .where(in_scope(read.actor), ClientAlias.undone_at.is_(None))
        )
    ).all()
    words = (
        await read.session.execute(
            select(LearnedWord.id, LearnedWord.phrase, Stage.name, LearnedWord.reason, LearnedWord.learned_at)
            .outerjoin(Stage, Stage.id == LearnedWord.stage_id)
            .where(LearnedWord.undone_at.is_(None))
        )
    ).all()
    found = [(at, Lesson(alias, name, None, alias_id=AliasId(id_))) for id_, alias, name, at in aliases]
    found += [
        (at, Lesson(phrase, name, why, word_id=LearnedWordId(id_))) for id_, phrase, name, why, at in words
    ]
    found.sort(key=lambda one: one[0], reverse=True)
    page = min(max(page, 0), max(len(found) - 1, 0) // PAGE)
    shown = tuple(lesson for _, lesson in found[page * PAGE : (page + 1) * PAGE])
    return LessonsPage(shown, page, len(found))


@needs(Permission.RECORD)
async def forget_alias(work: Work, alias_id: AliasId) -> None:
    """The client is not found by this name any more. Twice changes nothing. Raises NotFound."""
    alias = await work.take(ClientAlias, ClientAlias.id == alias_id)
    client = await work.maybe(select(Client).where(Client.id == alias.client_id, in_scope(work.actor)))
    if client is None:
        raise NotFound
    _forget(work, alias)
    client.keyed_as = None


@needs(Permission.RECORD)
async def forget_word(work: Work, word_id: LearnedWordId) -> None:
    """The phrase means nothing of its own any more. Twice changes nothing. Raises NotFound."""
    _forget(work, await work.take(LearnedWord, LearnedWord.id == word_id))


@needs(Permission.SEE_TEAM)
async def corrections_by_slot(read: Reading, days: int = 90) -> dict[CorrectedSlot, tuple[int, int]]:
    """How often each slot was corrected in the last days, of how many saved drafts: where the lexicon has
    gaps.
    """
    since = read.now - timedelta(days=days)
    sees = read.actor.sees
    saved = select(func.count(StoredDraft.id)).where(StoredDraft.saved_at >= since)
    counts = select(Correction.slot, func.count()).where(Correction.at >= since).group_by(Correction.slot)
    if sees is not None:
        saved = saved.where(StoredDraft.employee_id.in_(sees))
        counts = counts.where(Correction.employee_id.in_(sees))
    total = (await read.session.execute(saved)).scalar_one()
    return {slot: (count, total) for slot, count in (await read.session.execute(counts)).all()}


@needs(Permission.RECORD)
async def learned_by_draft(read: Reading, stored: StoredDraft) -> list[str]:
    """Phrases that this draft taught, for its confirmation."""
    aliases = select(ClientAlias.alias).where(
        ClientAlias.draft_id == stored.id, ClientAlias.undone_at.is_(None)
    )
    words = select(LearnedWord.phrase).where(
        LearnedWord.draft_id == stored.id, LearnedWord.undone_at.is_(None)
    )
    return [*await read.all(aliases), *await read.all(words)]
