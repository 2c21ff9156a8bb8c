"""Words of a locale with names, sums and lists put in, whatever those hold."""

from pathlib import Path

import pytest

from bot.texts import FOLDER, LANGUAGES, Html, MissingText, texts_of

RU = texts_of("ru")
MARKS = "\ue000kind\ue001"
"""What stands in a sentence where a name is put in later."""


def test_a_name_is_escaped_on_a_screen_and_plain_on_a_button() -> None:
    assert RU("draft-undone", kind="Звонок", client="<b>&\"'") == (
        "Вернул назад: Звонок, &lt;b&gt;&amp;\"'. Как будто и не было."
    )
    assert RU.plain("digest-button-done", what="<b>&") == "✅ <b>&"


def test_a_parameter_that_chooses_the_words_still_does() -> None:
    assert RU("draft-undone", kind="Звонок", client="none") == "Вернул назад: Звонок. Как будто и не было."


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_choose_the_form(language: str) -> None:
    texts = texts_of(language)
    assert len({texts("digest-meetings", count=count, shown=str(count)) for count in (1, 2, 5)}) >= 2


def test_the_same_sentence_is_said_of_others() -> None:
    for name in ("Альфа", "Бета", "Альфа"):
        assert name in RU("draft-undone", kind="Звонок", client=name)
        assert name in RU.plain("digest-button-done", what=name)


def test_a_name_that_looks_like_a_mark_brings_nothing_else_in() -> None:
    assert "Звонок" not in RU("draft-undone", kind=MARKS, client="Звонок").split(",")[0]
    assert RU("draft-undone", kind="Звонок", client=MARKS).count("Звонок") == 1
    assert RU("draft-undone", kind="Звонок", client="\ue000nothing\ue001").startswith("Вернул назад: Звонок")


def test_a_list_longer_than_fluent_takes_is_whole() -> None:
    names = Html("; ".join(f"<b>Клиент {number}</b>" for number in range(400)))
    assert str(names) in RU("digest-silent", count=400, list=names)


def test_a_long_name_is_cut() -> None:
    said = RU("draft-undone", kind="Звонок", client="я" * 5_000)
    assert "…" in said
    assert len(said) < 400


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(MissingText):
        RU("no-such-key")
    with pytest.raises(MissingText):
        RU("draft-undone", kind="Звонок")


def test_no_locale_holds_a_mark() -> None:
    for file in Path(FOLDER).glob("*/*.ftl"):
        assert "\ue000" not in file.read_text(encoding="utf-8")
