"""Voice notes on cards and in a client's history."""

import html
from datetime import date
from zoneinfo import ZoneInfo

from bot.texts import Html, Texts
from bot.views.card import short
from bot.views.words import day_label
from core.activities.voices import VoiceNote
from core.desk.voices import Played

SAID_MOST = 900
"""Of a long note the card shows the beginning; all of it is kept."""
CAPTION_MOST = 300


def length(seconds: int) -> str:
    """«1:05»."""
    return f"{seconds // 60}:{seconds % 60:02}"


def voice_line(note: VoiceNote, said: str, texts: Texts) -> Html:
    """What was heard, to be looked at before it is recorded; why nothing stands there."""
    if said.strip():
        words = Html(html.escape(short(said, SAID_MOST), quote=False))
        return texts("draft-voice", length=length(note.seconds), said=words)
    return texts(f"draft-voice-{note.state.value}", length=length(note.seconds))


def played_caption(note: Played, texts: Texts, zone: str, today: date) -> Html:
    """When, who, and what was said."""
    day = day_label(texts, note.at.astimezone(ZoneInfo(zone)).date(), today)
    said = short(note.said, CAPTION_MOST)
    return texts("voice-played", day=day, by=short(note.by, 40) or "—", said=said or "none")
