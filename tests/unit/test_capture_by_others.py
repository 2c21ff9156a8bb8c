"""Lines and dates in many voices, written by people who did not see the reader and labelled by CAPTURE.md alone.

`seen` ones were read while the words were collected. `unseen` ones were read once, at the end: tests/spoken/README.md.
"""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.capture.command import _client_name, _clients, _pipelines, _stage_name, _when
from core.capture.context import Context
from core.capture.reading import read_date, read_line

SPOKEN = Path(__file__).parents[1] / "spoken"
LINES = {"seen": 0.97, "unseen": 0.80}
DATES = {"seen": 0.98, "unseen": 0.92}
WRONG_CLIENT = 0.01
HALVES = ("seen", "unseen")


def in_russian(text):
    return any("а" <= char <= "я" for char in text.lower())


def context_at(entry, **known):
    now = datetime.fromisoformat(entry["now"]).replace(tzinfo=ZoneInfo(entry["tz"]))
    return Context(now=now, language="ru" if in_russian(entry["text"]) else "en", **known)


def slots(draft, entry, context):
    """What a draft says of the slots that an entry labels, in its words."""
    step = draft.next_step.value
    found = {
        "type": draft.type.value,
        "outcome": draft.outcome.value,
        "client": _client_name(draft, context),
        "amount": draft.amount.value,
        "amount_low": draft.amount_low.value,
        "stage": _stage_name(draft, context),
        "lost_reason": draft.lost_reason.value,
        "next_step": step and {"kind": step.kind, "due": _when(step.due)},
        "at": _when(draft.at.value),
    }
    return {name: value for name, value in found.items() if name in entry["expect"]}


def lines(half):
    for folder in sorted((SPOKEN / half).iterdir()):
        if folder.is_dir():
            clients = _clients(str(folder / "clients.json"))
            pipelines = _pipelines(str(folder / "pipelines.json"))
            for entry in json.loads((folder / "lines.json").read_text(encoding="utf-8")):
                yield entry, context_at(entry, clients=clients, pipelines=pipelines)


@pytest.fixture(scope="module", params=HALVES)
def read_half(request):
    return request.param, [
        (entry["expect"], slots(read_line(entry["text"], context), entry, context))
        for entry, context in lines(request.param)
    ]


def test_most_lines_have_every_slot_right(read_half):
    half, read = read_half
    right = sum(expected == found for expected, found in read)
    assert right / len(read) >= LINES[half]


def test_hardly_ever_a_wrong_client_is_taken_without_asking(read_half):
    _, read = read_half
    wrong = sum(found["client"] not in {None, expected["client"]} for expected, found in read)
    assert wrong / len(read) < WRONG_CLIENT


def test_a_date_is_never_invented(read_half):
    _, read = read_half
    invented = [
        found
        for expected, found in read
        if found["next_step"] and found["next_step"]["due"] and not (expected["next_step"] or {})
    ]
    assert invented == []


@pytest.mark.parametrize("half", HALVES)
def test_most_dates_are_understood_and_none_is_invented(half):
    entries = json.loads((SPOKEN / half / "dates.json").read_text(encoding="utf-8"))
    read = [(entry["expect"], _when(read_date(entry["text"], context_at(entry)))) for entry in entries]
    assert sum(expected == found for expected, found in read) / len(read) >= DATES[half]
    assert [found for expected, found in read if expected is None and found is not None] == []
