"""The ports: who reads a line, and who is asked where that one stopped."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from core.capture.context import Context
from core.capture.draft import Draft, Span
from core.capture.reading import read_line


class Wanted(StrEnum):
    """A slot that the grammar left empty (CAPTURE.md, "The slots"). DUE: a step stands, without a date."""

    TYPE = "type"
    OUTCOME = "outcome"
    CLIENT = "client"
    CONTACT = "contact"
    AMOUNT = "amount"
    STAGE = "stage"
    LOST_REASON = "lost_reason"
    NEXT_STEP = "next_step"
    DUE = "due"
    AT = "at"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Offer:
    """One of those that may be chosen. Who is asked sees `code` and `label`, never the id of the base.

    `spans`: where the line names it, for a client.
    """

    code: str
    value: int
    label: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """All that a second reader is told. `line`: what was said, private numbers and addresses hidden sign
    by sign, so that places in it are places of the text.
    """

    line: str
    wanted: tuple[Wanted, ...]
    clients: tuple[Offer, ...] = ()
    stages: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, believed in nothing. `tokens`: what it cost, where that was said."""

    slots: Mapping[str, Any]
    tokens: int | None = None


class NoAnswer(Exception):
    """Nothing came of it. `billed`: it may have cost something all the same. The text names no words of the
    line and no secrets.
    """

    def __init__(self, why: str, *, billed: bool) -> None:
        super().__init__(why)
        self.billed = billed


class SecondReader(Protocol):
    """Who is asked."""

    async def answer(self, question: Question) -> Answer:
        """Raises NoAnswer."""

    def cost(self, question: Question) -> int:
        """The most tokens that asking this is expected to cost."""

    async def close(self) -> None:
        """Leave what it holds."""


class Extractor(Protocol):
    """Who makes a draft of a line."""

    async def extract(self, text: str, context: Context, about: int | None = None) -> Draft:
        """What the line says. `about`: the client, where it is known beforehand. Never raises for a text."""

    async def close(self) -> None:
        """Leave what it holds."""


class Grammar:
    """The default: the grammar alone, nobody is asked."""

    async def extract(self, text: str, context: Context, about: int | None = None) -> Draft:
        _ = about
        return read_line(text, context)

    async def close(self) -> None:
        pass
