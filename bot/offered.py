"""What a button says is one of the words that we offer, or it is no button of ours."""

from enum import StrEnum
from typing import TypeVar

from core.errors import NotFound

E = TypeVar("E", bound=StrEnum)


def offered(words: type[E], said: str) -> E:
    """Raises NotFound for a word that is not offered."""
    try:
        return words(said)
    except ValueError:
        raise NotFound from None
