"""Own settings and what the bot learned. Source: SCREENS.md, /settings."""

from collections.abc import Mapping
from datetime import time

from aiogram.types import InlineKeyboardButton

from bot.callbacks import ForgetAlias, ForgetWord, Lessons, WayHour, Ways
from bot.texts import Texts
from bot.views.card import Card, Row, button, short, turning
from bot.views.words import grouped
from core.capture.context import DayParts
from core.desk.learned import CorrectedSlot
from core.desk.learning import PAGE, Lesson, LessonsPage
from core.desk.second_reader import SecondReader
from core.people.own_ways import PARTS, OwnWays

PHRASE_MOST = 24
MEANING_MOST = 24
CORRECTED_MOST = 4
SERVER_MOST = 60
_HOURS = {
    "morning": (8, 9, 10, 11),
    "noon": (12,),
    "lunch": (12, 13, 14),
    "afternoon": (13, 14, 15, 16),
    "evening": (17, 18, 19, 20),
    "end_of_day": (17, 18, 19, 20),
}
"""Hours that are offered for a part of the day, on the hour and half past."""


def settings_card(
    ways: OwnWays,
    learned: int,
    corrected: Mapping[CorrectedSlot, tuple[int, int]],
    texts: Texts,
    *,
    reads: str | None = None,
    may_choose: bool = False,
) -> Card:
    """Record at once or not, hours of the day, words learned; for heads what is corrected most.

    `reads`: the server that lines go to, if any; `may_choose`: the reader of this screen decides that.
    """
    usual = DayParts()
    lines = [texts("settings-head"), texts("settings-once-on" if ways.save_at_once else "settings-once-off")]
    parts = [part for part in PARTS if part != "noon"]
    hours = {part: ways.day_parts.get(part, getattr(usual, part)) for part in parts}
    listed = ", ".join(f"{texts.plain(f'part-{part}')} {hours[part]:%H:%M}" for part in parts)
    lines.append(texts("settings-hours", list=listed))
    lines.append(texts("settings-learned", count=learned))
    if corrected:
        often = sorted(corrected.items(), key=lambda one: (-one[1][0], one[0]))[:CORRECTED_MOST]
        names = {slot: texts.plain(f"slot-{slot.value}") for slot, _ in often}
        listed = ", ".join(f"{names[slot]} {count}" for slot, (count, _) in often)
        lines.append(texts("settings-corrected", list=listed, total=often[0][1][1]))
    if reads is not None:
        lines.append(texts("settings-second-on", server=short(reads, SERVER_MOST)))
    chips = [button(texts.plain(f"part-{part}"), Ways(what=part)) for part in parts]
    once = (
        button(texts.plain("settings-card-again"), Ways(what="card"))
        if ways.save_at_once
        else button(texts.plain("settings-record-at-once"), Ways(what="once"))
    )
    rows: list[Row] = [[once], chips[:3], chips[3:]]
    if learned:
        rows.append([button(texts.plain("settings-lessons"), Lessons(page=0))])
    if may_choose:
        rows.append([button(texts.plain("settings-second"), Ways(what="second"))])
    return Card("\n".join(lines), tuple(tuple(row) for row in rows))


def second_reader_card(second: SecondReader, server: str, most: int, texts: Texts) -> Card:
    """What goes where, what it brings and costs; a switch. `most`: tokens a day."""
    on = second.allowed == server
    lines = [
        texts("second-head", on="yes" if on else "no"),
        texts("second-what", server=short(server, SERVER_MOST)),
        texts("second-goes"),
        texts("second-comes"),
        texts(
            "second-today",
            asked=str(second.asked),
            filled=str(second.filled),
            tokens=grouped(second.tokens),
            most=grouped(most),
        ),
    ]
    switch = (
        button(texts.plain("second-turn-off"), Ways(what="second-off"))
        if on
        else button(texts.plain("second-turn-on"), Ways(what="second-on"))
    )
    return Card("\n".join(lines), ((switch,), (button(texts.plain("button-back"), Ways(what="show")),)))


def hours_card(ways: OwnWays, part: str, texts: Texts) -> Card:
    """What hour the person means by a part of the day."""
    now = ways.day_parts.get(part, getattr(DayParts(), part))
    moments = [time(hour, minute) for hour in _HOURS[part] for minute in (0, 30)]
    chips = [
        button(
            ("✓ " if one == now else "") + f"{one:%H:%M}", WayHour(what=part, hour=one.hour * 60 + one.minute)
        )
        for one in moments
    ]
    rows = [tuple(chips[start : start + 4]) for start in range(0, len(chips), 4)]
    rows.append((button(texts.plain("button-back"), Ways(what="show")),))
    return Card(texts("settings-part", part=texts.plain(f"part-{part}")), tuple(rows))


def lessons_card(page: LessonsPage, texts: Texts) -> Card:
    """What is said for what; a tap forgets it."""
    lines = [texts("lessons-head" if page.count else "lessons-none")]
    rows: list[Row] = []
    for number, lesson in enumerate(page.lessons, page.page * PAGE + 1):
        phrase = short(lesson.phrase, PHRASE_MOST)
        meaning = short(lesson.meaning or "", MEANING_MOST) or texts.plain(f"reason-{lesson.reason}")
        lines.append(texts("lesson", number=number, phrase=phrase, meaning=meaning))
        rows.append([_forget(lesson, page.page, texts, phrase)])
    left = page.count - page.page * PAGE - len(page.lessons)
    rows.append(turning(Lessons, page.page, left, texts))
    rows.append([button(texts.plain("button-back"), Ways(what="show"))])
    return Card("\n".join(lines), tuple(tuple(row) for row in rows if row))


def _forget(lesson: Lesson, page: int, texts: Texts, phrase: str) -> InlineKeyboardButton:
    label = texts.plain("lesson-forget", phrase=phrase)
    if lesson.alias_id is not None:
        return button(label, ForgetAlias(alias=lesson.alias_id, page=page))
    return button(label, ForgetWord(word=lesson.word_id or 0, page=page))
