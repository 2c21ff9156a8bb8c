"""Whose telephones lie in the show-room: the people of the company, a stranger with a link, a group."""

from pathlib import Path

from demo.chat import ChatPage, Group, Someone
from demo.company.shape import shape
from demo.company.words import words_of
from demo.words import demo_words

STRANGER = 900
GROUP = -1000


def make_page(language: str, secret: str, offset_file: Path) -> ChatPage:
    """The chat page with everybody of the made-up company by their Telegram ids.

    Employees have started the bot before; the stranger has not, their START opens the link with `secret`.
    """
    words, company = demo_words(language), words_of(language)
    people = [
        Someone(
            person.telegram_id,
            company.people[person.id][0],
            person.role,
            language_code=language,
            note=words.notes[person.id],
            started=True,
        )
        for person in shape().people
    ]
    stranger = Someone(STRANGER, words.stranger, "stranger", language, words.stranger_note, start=secret)
    group = Group(GROUP, words.group, members=tuple(person.id for person in people))
    return ChatPage(
        [*people, stranger], groups=[group], offset_file=offset_file, zone=company.company.timezone
    )
