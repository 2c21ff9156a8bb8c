"""Whose telephones lie in the show-room: the people of the company, a stranger with a link, a group."""

from dataclasses import dataclass

from demo.company.shape import shape
from demo.company.words import words_of
from demo.telegram import Control
from demo.words import demo_words

STRANGER = 900
GROUP = -1000


@dataclass(frozen=True, slots=True)
class Member:
    """A person to be. `start`: the secret of an invite link that they have not opened yet."""

    id: int
    name: str
    role: str
    language_code: str
    note: str
    start: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Cast:
    people: tuple[Member, ...]
    groups: tuple[Group, ...]


def make_cast(language: str, secret: str) -> Cast:
    """Everybody of the made-up company by their Telegram ids; `secret`: of the stranger's link."""
    words, company = demo_words(language), words_of(language)
    people = [
        Member(
            id=person.telegram_id,
            name=company.people[person.id][0],
            role=words.roles[person.role],
            language_code=language,
            note=words.notes[person.id],
        )
        for person in shape().people
    ]
    stranger = Member(
        STRANGER, words.stranger, words.roles["stranger"], language, words.stranger_note, start=secret
    )
    return Cast((*people, stranger), (Group(GROUP, words.group),))


async def seat(cast: Cast, control: Control) -> None:
    """Register them: employees have started the bot before, the stranger has not."""
    for member in cast.people:
        first, _, last = member.name.partition(" ")
        await control.person(
            member.id,
            first,
            last_name=last or None,
            language_code=member.language_code,
            started=member.start is None,
        )
    for group in cast.groups:
        await control.group(group.id, group.title)
