"""What the control API shows, as plain typed data."""

from dataclasses import dataclass
from typing import Any

from demo.telegram.errors import ControlError
from demo.telegram.values import Json


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    data: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Document:
    file_id: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the person sees it now. `text` is the caption of media, `photo` its file id."""

    message_id: int
    from_bot: bool
    from_id: int
    date: int
    edits: int
    text: str
    html: str
    entities: tuple[Json, ...]
    buttons: tuple[tuple[Button, ...], ...]
    photo: str | None
    document: Document | None
    voice: Json | None
    contact: Json | None
    location: Json | None
    reply_to: int | None
    reactions: tuple[Json, ...]
    history: tuple[Json, ...]
    more: Json

    @property
    def labels(self) -> list[str]:
        """Texts of the inline buttons, row after row."""
        return [button.text for row in self.buttons for button in row]

    def button(self, label: str) -> Button:
        for row in self.buttons:
            for button in row:
                if button.text == label:
                    return button
        raise ControlError(f"the message {self.message_id} has no button {label!r}")


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on an inline button and what the bot answered to it."""

    query_id: str
    message_id: int
    data: str
    answered: bool
    text: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class ChatView:
    change: int
    started: bool
    blocked: bool
    action: str | None
    messages: tuple[Shown, ...]
    keyboard: tuple[tuple[str, ...], ...] | None
    taps: tuple[Tap, ...]

    @property
    def bot_messages(self) -> tuple[Shown, ...]:
        return tuple(message for message in self.messages if message.from_bot)

    @property
    def last(self) -> Shown | None:
        return self.messages[-1] if self.messages else None

    def find(self, part: str, *, after: int = 0) -> Shown | None:
        """The newest message of the bot with this in its text."""
        for message in reversed(self.messages):
            if message.from_bot and message.message_id > after and part in message.text:
                return message
        return None

    def tap(self, query_id: str) -> Tap:
        for tap in self.taps:
            if tap.query_id == query_id:
                return tap
        raise ControlError(f"nobody tapped {query_id}")

    def plain(self) -> str:
        """The chat as text, for a failed test."""
        lines = []
        for message in self.messages[-20:]:
            who = "bot" if message.from_bot else "man"
            lines.append(f"{message.message_id} {who}: {message.text} {message.labels or ''}".rstrip())
        return "\n".join(lines) or "(empty)"


@dataclass(frozen=True, slots=True)
class Stats:
    """Numbers of the fake: `pending` updates not acknowledged, `polled` while a getUpdates waits for news."""

    change: int
    pending: int
    next_update_id: int
    polled: bool
    paused: bool
    limits: bool
    webhook: bool
    webhook_error: str | None
    calls: int
    people: int
    chats: int
    now: float


def stats(found: Json) -> Stats:
    return Stats(**{name: found[name] for name in Stats.__slots__})


def chat_view(found: Json) -> ChatView:
    keyboard = found["keyboard"]
    return ChatView(
        change=found["change"],
        started=found["started"],
        blocked=found["blocked"],
        action=found["action"],
        messages=tuple(_message(message) for message in found["messages"]),
        keyboard=None if keyboard is None else tuple(tuple(row) for row in keyboard),
        taps=tuple(_tap(tap) for tap in found["taps"]),
    )


def _message(found: Json) -> Shown:
    document = found["document"]
    own: dict[str, Any] = {
        "buttons": tuple(tuple(Button(**button) for button in row) for row in found["buttons"]),
        "document": None if document is None else _document(document),
    }
    for name in ("entities", "reactions", "history"):
        own[name] = tuple(found[name])
    return Shown(**{**found, **own})


def _document(found: Json) -> Document:
    return Document(found["file_id"], found["file_name"], found["mime_type"], found["file_size"])


def _tap(found: Json) -> Tap:
    answer = found["answer"]
    known = found["query_id"], found["message_id"], found["data"]
    return (
        Tap(*known, answered=False)
        if answer is None
        else Tap(*known, answered=True, text=answer["text"], alert=answer["show_alert"])
    )
