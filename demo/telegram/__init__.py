"""A fake Telegram: a Bot API server to hold in one hand, and the telephones of the people who write to it.

state.py and its neighbours (updates, entities, keyboards, files, faults, limits, people) know no HTTP; api.py
speaks the Bot API on them, control.py lets a test or a chat page act as a person, server.py puts it together,
client.py and phone.py are the typed way in from Python. README.md says what is imitated and what is guessed.
"""

from demo.telegram.client import Control
from demo.telegram.phone import Phone
from demo.telegram.server import FakeTelegram

__all__ = ["Control", "FakeTelegram", "Phone"]
