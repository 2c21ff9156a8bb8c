"""data/ru.toml and data/en.toml, read: names and lines of one language."""

from functools import cache

from demo.company.shape import Piece, read_data

LANGUAGES = ("ru", "en")
Act = tuple[str, str]
"""A kind of activity or task, and its words."""


class Company(Piece):
    """`scale`: what a rouble of the shape is here; `step`: sums are whole in so many major units."""

    name: str
    timezone: str
    country: str
    currency: str
    mail: str
    scale: float
    step: int


class Names(Piece):
    """`feminine`: what a woman's surname ends with."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    surnames: tuple[str, ...]
    feminine: str
    trader: str


class Titles(Piece):
    """What names of companies are made of: a word, or a head with a tail."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    words: tuple[str, ...]


class Industry(Piece):
    name: str
    weight: int
    large: float
    titles: tuple[str, ...]


class Position(Piece):
    name: str
    role: str


class Said(Piece):
    """How small things are said: weekdays, sums, initials, endings of verbs."""

    days: tuple[str, ...]
    million: str
    thousand: str
    comma: str
    initial: str
    female: dict[str, str]
    male: dict[str, str]
    objects: tuple[str, ...]
    rivals: tuple[str, ...]
    deal: str


class StageLines(Piece):
    talk: tuple[Act, ...]
    on: tuple[Act, ...]
    plan: tuple[Act, ...]


class Lines(Piece):
    no_answer: tuple[str, ...]
    short: tuple[str, ...]
    touch: tuple[str, ...]
    visit: tuple[str, ...]
    head: tuple[str, ...]
    lost: dict[str, tuple[str, ...]]
    stages: dict[str, StageLines]


class Tasks(Piece):
    touch: tuple[Act, ...]
    meeting: tuple[str, ...]
    from_head: tuple[Act, ...]
    of_head: tuple[Act, ...]


class Words(Piece):
    company: Company
    teams: dict[str, str]
    regions: dict[str, tuple[str, ...]]
    people: dict[str, tuple[str, str]]
    pipelines: dict[str, str]
    stages: dict[str, str]
    channels: dict[str, str]
    names: Names
    titles: Titles
    industries: tuple[Industry, ...]
    positions: tuple[Position, ...]
    goods: dict[str, str]
    said: Said
    profile: dict[str, tuple[str, ...]]
    lines: Lines
    tasks: Tasks
    complaints: dict[str, tuple[str, ...]]

    def amount(self, minor: int) -> str:
        """A sum as a salesman says it: 450 тыс, 1,2 млн."""
        major = minor // 100
        if major >= 1_000_000:
            figure = f"{major / 1_000_000:.1f}".removesuffix(".0").replace(".", self.said.comma)
            return self.said.million.format(figure=figure)
        return self.said.thousand.format(figure=round(major / 1000))


@cache
def words_of(language: str) -> Words:
    return Words.model_validate(read_data(language))
