"""Every kind of button, filled with numbers: a new one without its words here fails the tests of access."""

from collections.abc import Iterator

from aiogram.filters.callback_data import CallbackData

import bot.callbacks as buttons
from tests.integration.two_teams import Ids

KINDS = tuple(
    found
    for found in vars(buttons).values()
    if isinstance(found, type) and issubclass(found, CallbackData) and found is not CallbackData
)
PERSONAL = frozenset(
    {"draft", "client", "contact", "deal", "task", "invite", "employee", "team", "owner", "alias"}
)
"""Numbers of somebody's things. Stages and pipelines are everybody's."""
SHARED = frozenset({"stage", "pipeline", "word"})
HEADS = frozenset(
    {
        buttons.TeamPage,
        buttons.InviteRole,
        buttons.NewcomerYes,
        buttons.NewcomerNo,
        buttons.Dismiss,
        buttons.DismissSure,
        buttons.FunnelShow,
    }
)
"""Buttons that managers have not."""
SAVED = frozenset({buttons.DraftUndo})
"""Buttons of a draft that is saved."""

_FIELDS: dict[str, object] = {
    "version": 0,
    "deals": 1,
    "page": 0,
    "reason": "price",
    "when": "tomorrow",
    "kind": "meeting",
    "part": "menu",
    "month": "202601",
    "span": "three",
    "mode": "cohort",
    "menu": "",
    "role": "manager",
    "how": "this",
    "what": "today",
    "outcome": "no_answer",
    "fact": 0,
    "yes": 1,
    "amount": 500,
    "hour": 510,
}
_OWN_WORDS: dict[type[CallbackData], dict[str, object]] = {
    buttons.DraftAt: {"when": "morning"},
    buttons.DraftClose: {"when": "month"},
    buttons.DealClose: {"when": "month"},
    buttons.Ways: {"what": "once"},
    buttons.WayHour: {"what": "morning"},
}


def data_of(kind: type[CallbackData], ids: Ids, **other: object) -> str:
    """The data of a button of this kind. Raises KeyError for a field that nobody has described."""
    words = {**_FIELDS, **_OWN_WORDS.get(kind, {}), **ids, **other}
    if kind in SAVED and "draft" not in other:
        words["draft"] = ids["saved"]
    values = ":".join(str(words[name]) for name in kind.model_fields)
    return f"{kind.__prefix__}:{values}" if values else str(kind.__prefix__)


def personal(kind: type[CallbackData]) -> list[str]:
    return [name for name in kind.model_fields if name in PERSONAL]


def numbers(kind: type[CallbackData]) -> Iterator[str]:
    """Fields that hold numbers of any sort."""
    for name, field in kind.model_fields.items():
        if field.annotation is int:
            yield name
