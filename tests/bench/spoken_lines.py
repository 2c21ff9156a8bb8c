"""Lines to read: the gold ones about clients of a base, long dictated ones, some about nobody, and no speech at all."""

import random
import re
import string
from collections.abc import Sequence
from functools import cache

from core.capture.reading import LONGEST, read_line
from tests.bench.names import called
from tests.unit.test_capture_gold import context_at, gold, gold_pipelines

NOBODY, NO_SPEECH = "клиент", "no speech"
TURNS = 5
"""Each gold line is said of so many clients."""
BREATHS = (3, 6, 12, 20)
"""Gold lines that are dictated as one: up to all the characters that are read."""
_MARKS = re.compile(r"[^\w%№$ ]+")


def lines_about(names: Sequence[str]) -> dict[str, list[str]]:
    """Lines by kind; every one that names a client names another one, as managers say it."""
    frames = _frames()
    clients = [called(name) for name in random.Random(54).sample(names, (TURNS + 1) * len(frames))]
    return {
        "gold lines": [client.join(frame) for client, frame in zip(clients, frames * TURNS, strict=False)],
        "dictated": [_dictated(client, turn) for turn, client in enumerate(clients[-len(frames) :])],
        "of nobody": [NOBODY.join(frame) for frame in frames] + [date["text"] for date in gold("dates")],
        NO_SPEECH: _no_speech(),
    }


@cache
def _frames() -> tuple[tuple[str, str], ...]:
    """What stands before and after the client's name in each gold line."""
    context = context_at("2026-11-19T14:20", "Europe/Moscow", pipelines=gold_pipelines())
    spans = [(line["text"], read_line(line["text"], context).client.span) for line in gold("lines")]
    return tuple((text[: span.start], text[span.end :]) for text, span in spans if span)


def _dictated(client: str, turn: int) -> str:
    """Several lines in one breath, the first about the client: no capitals, no marks."""
    frames = _frames()
    said = [frames[(turn + step) % len(frames)] for step in range(BREATHS[turn % len(BREATHS)])]
    whole = " ".join([client.join(said[0]), *("они".join(frame) for frame in said[1:])])
    return " ".join(_MARKS.sub(" ", whole).lower().split())


def _no_speech() -> list[str]:
    """What somebody pastes, or a cat types."""
    dice = random.Random(55)
    word = "".join(dice.choices("абвгдежзиклмнопрстуфхцчшщыэюя", k=LONGEST))
    key = "".join(dice.choices(string.ascii_letters, k=200))
    without_end = (
        (bit * LONGEST)[:LONGEST]
        for bit in ("1 ", "1 000 ", "1x", "1-", "12.12 ", "🙂", "в ", "звонок ", "хотят ")
    )
    return [word, key, *without_end]
