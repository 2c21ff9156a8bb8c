"""The methods of the Bot API that the fake knows, a file for each family; the import registers them all."""

from demo.telegram.call import METHODS, Call, Method
from demo.telegram.methods import (
    bot,
    callbacks,
    commands,
    copying,
    drafts,
    edits,
    groups,
    inline,
    media,
    messages,
    pins,
    places,
    reactions,
    receiving,
    rich,
    settings,
)

__all__ = [
    "METHODS",
    "Call",
    "Method",
    "bot",
    "callbacks",
    "commands",
    "copying",
    "drafts",
    "edits",
    "groups",
    "inline",
    "media",
    "messages",
    "pins",
    "places",
    "reactions",
    "receiving",
    "rich",
    "settings",
]
