"""What people do with their telephones: each act changes the chat and gives the bot an update."""

import random
from dataclasses import dataclass
from typing import Any

from demo.telegram.entities import formatted
from demo.telegram.errors import ControlError
from demo.telegram.files import Upload
from demo.telegram.groups import hears
from demo.telegram.state import Bot, Chat, Message, Query, User, World
from demo.telegram.values import Json


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of an act: the message it made or touched, the update the bot got, the tap to be answered."""

    message_id: int | None = None
    update_id: int | None = None
    query_id: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A user of one bot, in their private chat with it or in a group."""

    world: World
    bot: Bot
    user: User
    chat: Chat

    def say(self, content: Json, extra: Json | None = None, markup: Json | None = None) -> Acted:
        """Send a message of any content."""
        self._come()
        message = Message(
            self.bot.next_message_id(),
            self.chat,
            self.user,
            int(self.world.now()),
            content,
            markup,
            extra or {},
        )
        self.chat.messages[message.id] = message
        self.changed()
        return Acted(message.id, self._tell("message", message))

    def write(self, text: str, reply_to: int | None = None) -> Acted:
        """Send a text as typed; commands, links, mentions and phones are found in it."""
        extra: Json = {} if reply_to is None else {"reply_to_message": self.message(reply_to).api()}
        return self.say(self._typed(text), extra)

    def amend(self, message_id: int, text: str) -> Acted:
        """Edit one's own message."""
        message = self.message(message_id)
        if message.sender is not self.user:
            raise ControlError("one edits only what one has written oneself")
        caption = {} if "text" in message.content else message.content
        typed = self._typed(text)
        if caption:
            typed = {
                "caption" if key == "text" else "caption_entities": value for key, value in typed.items()
            }
            caption = {key: value for key, value in caption.items() if not key.startswith("caption")}
        return self.amended(message, {**caption, **typed})

    def amended(self, message: Message, content: Json) -> Acted:
        """Put other content into one's own message, and tell the bot."""
        message.change(content, message.markup, self.world.now(), marked=True)
        self.changed()
        return Acted(message.id, self._tell("edited_message", message))

    def forward(self, text: str, name: str, user: User | None = None) -> Acted:
        """Forward a text that somebody else wrote; `user` when their account is open to see."""
        origin: Json = {"type": "hidden_user", "sender_user_name": name, "date": int(self.world.now())}
        if user is not None:
            origin = {"type": "user", "sender_user": user.api(), "date": int(self.world.now())}
        return self.say(self._typed(text), {"forward_origin": origin})

    def send_file(self, upload: Upload, kind: str, caption: str = "", duration: int = 0) -> Acted:
        """Send a photo, a document or a voice note."""
        content: Json = {kind: self.world.files.keep(upload, kind, duration=duration).media()}
        typed = self._typed(caption) if caption else {}
        named = {"caption" if key == "text" else "caption_entities": value for key, value in typed.items()}
        return self.say({**content, **named})

    def open_link(self, payload: str) -> Acted:
        """Follow t.me/bot?start=payload and tap Start."""
        return self.write(f"/start {payload}".rstrip())

    def press(self, message_id: int, data: str, inline_id: str | None = None) -> Acted:
        """Tap an inline button of a message; the data is sent whether or not the button is still shown."""
        message = self.chat.messages.get(message_id)
        query = Query(
            str(random.getrandbits(62)),
            self.chat,
            message_id,
            self.user,
            data,
            self.world.now(),
        )
        self.bot.queries[query.id] = query
        self.chat.queries.append(query)
        gone: Json = {"chat": self.chat.api(), "message_id": message_id, "date": 0}
        carrier: Json = {"message": gone if message is None else message.api()}
        if inline_id is not None:
            carrier = {"inline_message_id": inline_id}
        update: dict[str, Any] = {
            "id": query.id,
            "from": self.user.api(),
            **carrier,
            "chat_instance": str(self.chat.id * 7919),
            "data": data,
        }
        self.changed()
        return Acted(message_id, self.bot.updates.add("callback_query", update), query.id)

    def find_button(self, label: str | None, data: str | None, message_id: int | None) -> tuple[int, Json]:
        """The latest message that shows such an inline button, and the button."""
        messages = reversed(self.chat.messages.values()) if message_id is None else [self.message(message_id)]
        for message in messages:
            for row in message.inline_keyboard:
                for button in row:
                    if (label is None or button["text"] == label) and data in {
                        None,
                        button.get("callback_data"),
                    }:
                        return message.id, button
        raise ControlError(f"no message shows the button {label or data!r}")

    def key(self, label: str) -> Json | None:
        """The button of the reply keyboard with this label, if it shows one."""
        rows = (self.chat.reply_keyboard or {}).get("keyboard", [])
        found = (button for row in rows for button in row if button["text"] == label)
        return next(found, None)

    def block(self, *, blocked: bool) -> Acted:
        """Stop the bot, or let it speak again."""
        if self.chat.blocked == blocked:
            return Acted()
        self.chat.blocked = blocked
        me = self.bot.user.api()
        kept, gone = {"user": me, "status": "member"}, {"user": me, "status": "kicked", "until_date": 0}
        before, now = (kept, gone) if blocked else (gone, kept)
        update = {
            "chat": self.chat.api(),
            "from": self.user.api(),
            "date": int(self.world.now()),
            "old_chat_member": before,
            "new_chat_member": now,
        }
        self.changed()
        return Acted(update_id=self.bot.updates.add("my_chat_member", update))

    def leave_telegram(self) -> Acted:
        self.user.deactivated = True
        self.changed()
        return Acted()

    def _typed(self, text: str) -> Json:
        plain, entities = formatted(text, "", None)
        if not plain:
            raise ControlError("a telephone does not send an empty text")
        return {"text": plain, "entities": entities} if entities else {"text": plain}

    def _tell(self, kind: str, message: Message) -> int | None:
        return self.bot.updates.add(kind, message.api()) if hears(self.bot, message) else None

    def _come(self) -> None:
        """Whoever writes has started the bot and does not block it."""
        if self.chat.user is None:
            self.chat.members.setdefault(self.user.id, "member")
            return
        self.block(blocked=False)
        self.chat.started = True

    def message(self, message_id: int) -> Message:
        try:
            return self.chat.messages[message_id]
        except KeyError:
            raise ControlError(f"there is no message {message_id}") from None

    def changed(self) -> None:
        self.world.changes.note((self.bot.user.id, self.chat.id))
