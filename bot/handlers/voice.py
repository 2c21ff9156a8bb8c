"""A voice note is a line too: heard where somebody listens, else kept; played again from the client.

Source: SCREENS.md, The manager, Record by one line.
"""

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, Voice

from bot.callbacks import ClientVoices
from bot.lines import keep_all, read_about
from bot.middlewares import Answer
from bot.office import Office
from bot.states import Asking
from bot.telegram.listening import Listener
from bot.texts import Texts
from bot.views.voice import played_caption
from core.desk.knowing import context_of
from core.desk.voices import Spoken, keep_voice, voices_of, was_kept_before
from core.ids import ClientId

router = Router(name="voice")


@router.message(F.voice)
async def spoken(
    message: Message, office: Office, state: FSMContext, listener: Listener | None = None
) -> None:
    """Kept at once, whatever comes of it. What is written under it needs nobody to listen."""
    voice = message.voice
    assert voice is not None
    asked_about = (await state.get_data()).get("client") if await state.get_state() == Asking.about else None
    client = ClientId(asked_about) if asked_about is not None else None
    written = message.caption or ""
    long = _too_long(voice, office)
    waits = listener is not None and not long and not written
    async with office.read() as read:
        context = await context_of(read, office.memory, written)
    drafts = await read_about(office.extractor, written, context, client)
    if client is not None:
        await state.clear()
    async with office.work() as work:
        sound = Spoken(voice.file_id, message.message_id, voice.duration)
        note = await keep_voice(work, sound, waits=waits, client_id=client)
        if not waits:
            if listener is None and not await was_kept_before(work, note):
                await office.answer(work, "voice-hint")
            elif listener is not None and long:
                await office.answer(work, "voice-too-long")
            await keep_all(
                work, drafts, source_message=message.message_id, client_id=note.client_id, voice_id=note.id
            )
    if listener is not None and waits:
        listener.wake()


def _too_long(voice: Voice, office: Office) -> bool:
    settings = office.settings
    largest = settings.voice_largest_mb * 1_000_000
    return voice.duration > settings.voice_longest_seconds or (voice.file_size or 0) > largest


@router.callback_query(ClientVoices.filter())
async def play(
    query: CallbackQuery, callback_data: ClientVoices, office: Office, texts: Texts, answer: Answer
) -> None:
    """The last ones, the oldest of them first."""
    async with office.read() as read:
        notes = await voices_of(read, ClientId(callback_data.client))
    if not notes:
        answer.text = texts.plain("voice-none")
    if query.message is None or query.bot is None:
        return
    for note in notes:
        caption = played_caption(note, texts, office.actor.zone, office.today)
        try:
            await query.bot.send_voice(query.message.chat.id, note.file, caption=caption)
        except TelegramBadRequest:
            gone = texts("voice-gone")
            await query.bot.send_message(query.message.chat.id, f"{caption}\n{gone}")
