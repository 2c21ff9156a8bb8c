"""`python -m core capture` (CAPTURE.md, "On the command line")."""

import io
import json

import pytest

from core.capture.command import run
from core.capture.context import ContactIndex, Context, KnownContact
from tests.unit.test_capture_gold import GOLD, context_at, gold_pipelines

FILES = ["--clients", str(GOLD / "clients.json"), "--pipelines", str(GOLD / "pipelines.json")]
AT = ["--now", "2026-11-19T14:20", "--tz", "Europe/Moscow"]


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_becomes_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    line = "звонил в Ромашку, Иванов просит КП до пятницы, перезвонить завтра в 15:00"

    assert run([*AT, *FILES, "--json", line]) == 0

    (answer,) = answers(capsys)
    assert list(answer) == [
        "text", "type", "outcome", "client", "candidates", "contact", "at", "amount", "amount_low", "stage",
        "lost_reason", "next_step", "facts", "spans",
    ]  # fmt: skip
    assert answer["text"] == line
    assert answer["client"] == "ООО «Ромашка»"
    assert answer["candidates"][0] == {"name": "ООО «Ромашка»", "score": 0.999}
    assert answer["contact"] == "Иванов"
    assert answer["at"] == "2026-11-19T14:20"
    assert answer["next_step"] == {"kind": "call", "due": "2026-11-20T15:00"}
    assert line[slice(*answer["spans"]["client"])] == "Ромашку"


def test_lines_of_stdin_become_objects_in_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Вектор -> переговоры\n\nметиз недозвон\n"))

    assert run([*AT, *FILES, "-"]) == 0

    found = answers(capsys)
    assert [one["text"] for one in found] == ["Вектор -> переговоры", "", "метиз недозвон"]
    assert [one["stage"] for one in found] == ["Переговоры", None, None]


def test_dates_only_answers_with_the_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*AT, "--dates-only", "завтра в 15"]) == 0
    assert run([*AT, "--dates-only", "скоро"]) == 0
    assert run([*AT, "--lang", "en", "--dates-only", "next Friday"]) == 0

    assert answers(capsys) == [
        {"text": "завтра в 15", "due": "2026-11-20T15:00"},
        {"text": "скоро", "due": None},
        {"text": "next Friday", "due": "2026-11-27"},
    ]


def test_without_files_the_database_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    people = ContactIndex.of([KnownContact(1, 4, "Иванов Пётр")])

    def load() -> Context:
        return context_at("2026-11-19T14:20", "Asia/Omsk", pipelines=gold_pipelines(), contacts=people)

    assert run(["--now", "2026-11-19T14:20", "отправил КП Иванову из Вектора"], load=load) == 0

    (answer,) = answers(capsys)
    assert (answer["client"], answer["contact"], answer["stage"]) == (
        "ООО «Вектор»",
        "Иванов Пётр",
        "КП отправлено",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ["--colour", "x"],
        ["--tz", "Mars/Olympus", "x"],
        ["--now", "yesterday", "x"],
        ["--lang", "de", "x"],
        ["--clients", "/nowhere.json", "x"],
        ["--pipelines", str(GOLD / "dates.json"), "x"],
        ["--clients", str(GOLD / "lines.json"), "x"],
        [],
    ],
)
def test_a_wrong_option_is_one_line_and_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(wrong) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
