"""An inline query: what a person has typed after the bot's name, and what the bot offered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demo.telegram.values import Json

if TYPE_CHECKING:
    from demo.telegram.state import User


@dataclass(slots=True, eq=False)
class InlineQuery:
    """`answer`: results as the bot gave them, contents of the messages that they would become, the rest."""

    id: str
    user: "User"
    text: str
    offset: str
    asked_at: float
    answer: Json | None = None
