"""One line of speech, wherever it comes in: read, kept as a draft, its card owed."""

import asyncio
from collections.abc import Sequence

from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.days import percent_of
from bot.office import Office
from core.activities.kinds import ActivityKind
from core.capture.context import Context
from core.capture.draft import Draft
from core.capture.parts import split_message
from core.capture.reading import read_amount, read_line
from core.capture.second.port import Extractor
from core.desk.knowing import context_of
from core.desk.notices import DraftReady, DraftSaved
from core.desk.reading import keep_draft
from core.desk.recording import record_at_once
from core.ids import ClientId, DraftId, VoiceId
from core.work import Work


async def read_it(office: Office, text: str) -> Draft:
    """What the line says, read by what its writer knows."""
    async with office.read() as read:
        context = await context_of(read, office.memory, text)
    return await office.extractor.extract(text, context)


def tells_something(draft: Draft) -> bool:
    """Whether it is news rather than an answer: an act of the writer's, or a next step."""
    return draft.type.value is not ActivityKind.NOTE or draft.next_step.value is not None


async def typed_amount(office: Office, message: Message, state: FSMContext) -> int | None:
    """The sum that was asked for, in major units; None where news came, or no sum: it is asked again."""
    if await kept_instead(office, message, state):
        return None
    async with office.read() as read:
        context = await context_of(read, office.memory)
    amount = read_amount(message.text or "", context)
    if amount is None:
        await message.answer(office.texts("draft-ask-amount"))
    return amount


async def typed_percent(office: Office, message: Message, state: FSMContext) -> int | None:
    """The percent that was asked for; None where news came instead, or no percent: then that is said."""
    percent = percent_of(message.text or "")
    if percent is None and not await kept_instead(office, message, state):
        await message.answer(office.texts("error-invalid"))
    return percent


async def keep_it(
    work: Work,
    draft: Draft,
    *,
    source_message: int,
    client_id: ClientId | None = None,
    batch: DraftId | None = None,
    opens_batch: bool = False,
    voice_id: VoiceId | None = None,
) -> DraftId:
    """Keep the line as an open draft of one's own and owe its card; who wants lines recorded at once gets the
    confirmation instead, where nothing is doubtful. The other arguments are those of `keep_draft`.
    """
    stored = await keep_draft(
        work,
        draft,
        source_message=source_message,
        client_id=client_id,
        batch=batch,
        opens_batch=opens_batch,
        voice_id=voice_id,
    )
    if await record_at_once(work, stored):
        await work.owe(DraftSaved(draft_id=stored.id), to=work.actor)
    else:
        await work.owe(DraftReady(draft_id=stored.id, version=stored.version), to=work.actor)
    return stored.id


async def keep_all(
    work: Work,
    drafts: Sequence[Draft],
    *,
    source_message: int,
    client_id: ClientId | None = None,
    voice_id: VoiceId | None = None,
) -> None:
    """A draft and a card for each line of a message."""
    several = len(drafts) > 1
    first: DraftId | None = None
    for draft in drafts:
        kept = await keep_it(
            work,
            draft,
            source_message=source_message,
            client_id=client_id,
            batch=first,
            opens_batch=several and first is None,
            voice_id=voice_id,
        )
        first = first or (kept if several else None)


async def read_about(
    extractor: Extractor, text: str, context: Context, client: ClientId | None
) -> list[Draft]:
    """A draft for each line of a message, see core/capture/parts.py; one where the client is known
    beforehand, or the text is empty. Not in a Work: somebody may be asked.
    """
    if client is not None or not text:
        return [await extractor.extract(text, context, client)]
    return await read_lines(extractor, split_message(text, context), context)


async def read_lines(extractor: Extractor, lines: Sequence[str], context: Context) -> list[Draft]:
    """A draft for each line, all of them read at once."""
    return list(await asyncio.gather(*(extractor.extract(line, context) for line in lines)))


async def kept_instead(office: Office, message: Message, state: FSMContext) -> bool:
    """Where an answer was awaited but news came: a draft of its own, so that nothing said is lost."""
    text = message.text or ""
    async with office.read() as read:
        context = await context_of(read, office.memory, text)
    if not tells_something(read_line(text, context)):
        return False
    draft = await office.extractor.extract(text, context)
    await state.clear()
    async with office.work() as work:
        await keep_it(work, draft, source_message=message.message_id)
    return True
