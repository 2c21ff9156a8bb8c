"""One person's telephone in a test or the demo."""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from demo.telegram.errors import ControlError
from demo.telegram.files import DOT
from demo.telegram.shown import ChatView, Shown
from demo.telegram.values import Json

if TYPE_CHECKING:
    from demo.telegram.client import Control

PNG = DOT


class Phone:
    """One person's telephone, showing the chat with the bot, or the group `chat`."""

    def __init__(self, control: "Control", id: int, chat: int | None = None) -> None:  # noqa: A002
        self.control = control
        self.id = id
        self.chat = id if chat is None else chat

    def in_group(self, group_id: int) -> "Phone":
        return Phone(self.control, self.id, group_id)

    async def send(self, text: str, *, reply_to: int | None = None) -> int:
        """Write a text; returns the id of the message."""
        return await self._message("send", text=text, reply_to=reply_to)

    async def edit(self, message_id: int, text: str) -> int:
        return await self._message("edit", message_id=message_id, text=text)

    async def press(
        self, label: str | None = None, *, data: str | None = None, message: int | None = None
    ) -> str:
        """Tap a button of the newest message showing it, or of `message`, or a key of the reply keyboard.

        Returns the id of the tap, for wait_tap; empty for a key or a link.
        Raises ControlError when nothing shows it.
        """
        query_id: str | None = (await self._act("press", label=label, data=data, message_id=message))[
            "query_id"
        ]
        return query_id or ""

    async def press_stale(self, data: str, message: int) -> str:
        """Tap a button that an old screen still shows, or that was forged."""
        query_id: str = (await self._act("press", data=data, message_id=message, stale=True))["query_id"]
        return query_id

    async def open_link(self, payload: str = "") -> int:
        """Follow t.me/bot?start=payload."""
        return await self._message("link", payload=payload)

    async def send_contact(self, phone_number: str, first_name: str, **more: Any) -> int:
        return await self._message("contact", phone_number=phone_number, first_name=first_name, **more)

    async def send_location(self, latitude: float, longitude: float) -> int:
        return await self._message("location", latitude=latitude, longitude=longitude)

    async def send_photo(self, data: bytes = PNG, *, caption: str = "") -> int:
        return await self._message("photo", data=b64encode(data).decode(), name="photo.png", caption=caption)

    async def send_document(
        self, data: bytes, name: str, *, mime: str | None = None, caption: str = ""
    ) -> int:
        packed = b64encode(data).decode()
        return await self._message("document", data=packed, name=name, mime=mime, caption=caption)

    async def send_voice(self, data: bytes, *, duration: int = 3, caption: str = "") -> int:
        packed = b64encode(data).decode()
        return await self._message("voice", data=packed, name="voice.oga", duration=duration, caption=caption)

    async def forward(self, text: str, *, name: str = "", user_id: int | None = None) -> int:
        """Forward somebody's text: `name` of a hidden account, or the id of a known person."""
        return await self._message("forward", text=text, name=name, user_id=user_id)

    async def block(self) -> None:
        await self._act("block")

    async def unblock(self) -> None:
        await self._act("unblock")

    async def deactivate(self) -> None:
        await self._act("deactivate")

    async def view(self, *, last: int | None = None) -> ChatView:
        return await self.control.chat(self.chat, last=last)

    async def messages(self) -> tuple[Shown, ...]:
        return (await self.view()).messages

    async def last(self) -> Shown:
        """The newest message of the chat."""
        shown = (await self.view(last=1)).messages
        if not shown:
            raise ControlError("the chat is empty")
        return shown[-1]

    async def wait_for(
        self, holds: Callable[[ChatView], object], timeout: float = 30, *, last: int = 100
    ) -> ChatView:
        """Wait until the chat, its newest `last` messages, looks as wanted.

        Seconds; raises TimeoutError with what it looked like.
        """
        view = await self.view(last=last)
        try:
            async with asyncio.timeout(timeout):
                while not holds(view):
                    query = {"after": view.change, "timeout": timeout, "chat": self.chat}
                    await self.control.get("wait", query)
                    view = await self.view(last=last)
        except TimeoutError:
            raise TimeoutError(f"the chat of {self.chat} does not look as wanted:\n{view.plain()}") from None
        return view

    async def wait_text(self, part: str, *, after: int = 0, timeout: float = 30) -> Shown:
        """Wait for a message of the bot, newer than `after`, with this text; returns the newest such."""
        view = await self.wait_for(lambda chat: chat.find(part, after=after), timeout)
        found = view.find(part, after=after)
        assert found is not None
        return found

    async def wait_tap(self, query_id: str, timeout: float = 30) -> str:
        """Wait until the bot answers the tap; returns the words of the answer, which may be empty."""
        view = await self.wait_for(lambda chat: chat.tap(query_id).answered, timeout)
        return view.tap(query_id).text

    async def _act(self, act: str, /, **body: Any) -> Json:
        if self.chat != self.id:
            body["chat"] = self.chat
        acted: Json = await self.control.post(f"people/{self.id}/{act}", body)
        return acted

    async def _message(self, act: str, /, **body: Any) -> int:
        message_id: int = (await self._act(act, **body))["message_id"]
        return message_id
