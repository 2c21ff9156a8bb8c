"""Telephones to hold in a test or the demo, typed: over HTTP, to a fake in this process or in another."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout

from demo.telegram.calls import LoggedCall
from demo.telegram.errors import ControlError
from demo.telegram.faults import Kind
from demo.telegram.phone import Phone
from demo.telegram.shown import ChatView, Stats, chat_view, stats
from demo.telegram.values import Json


class Control:
    """Everything the control API can do, for one bot. Close it, or use it as `async with`."""

    def __init__(self, base_url: str, token: str | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self._headers = {"X-Bot-Token": token} if token else {}
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def person(
        self,
        id: int,  # noqa: A002 - Telegram's own word
        first_name: str = "Алексей",
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "ru",
        started: bool = False,
    ) -> Phone:
        """Make a person, or change one; `started` lets the bot write first."""
        body = {
            "id": id,
            "first_name": first_name,
            "last_name": last_name,
            "username": username,
            "language_code": language_code,
            "started": started,
        }
        await self.post("people", body)
        return Phone(self, id)

    async def group(self, id: int, title: str) -> None:  # noqa: A002 - Telegram's own word
        """Make a group with the bot in it; the id is negative."""
        await self.post("groups", {"id": id, "title": title})

    async def chat(self, chat_id: int, *, last: int | None = None) -> ChatView:
        query = {} if last is None else {"last": last}
        return chat_view(await self.get(f"chats/{chat_id}", query))

    async def status(self) -> Stats:
        return stats(await self.get("status"))

    async def wait_until(self, holds: Callable[[Stats], bool], timeout: float = 30) -> Stats:
        """Wait until the numbers of the fake are as wanted. Seconds; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while True:
                now = await self.status()
                if holds(now):
                    return now
                await self.get("wait", {"after": now.change, "timeout": timeout})

    async def calls(
        self, method: str | None = None, *, chat_id: int | None = None, after: int = 0
    ) -> list[LoggedCall]:
        """What the bot asked for, oldest first, with how it ended."""
        query: Json = {"after": after}
        if method is not None:
            query["method"] = method
        if chat_id is not None:
            query["chat_id"] = chat_id
        found = await self.get("calls", query)
        return [LoggedCall(**{**call, "unknown": tuple(call["unknown"])}) for call in found]

    async def fault(
        self,
        kind: Kind,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        text: str | None = None,
        times: int = 1,
        after: bool = False,
        code: int = 500,
        description: str | None = None,
        retry_after: int | None = None,
        seconds: float | None = None,
    ) -> int:
        """Order a misfortune for the next matching calls (see faults.Fault); returns its id."""
        body = {name: value for name, value in locals().items() if name != "self"}
        fault_id: int = (await self.post("faults", body))["id"]
        return fault_id

    async def fault_hits(self, fault_id: int) -> int:
        """How many calls it has met so far."""
        return next((fault["hits"] for fault in await self.get("faults") if fault["id"] == fault_id), 0)

    async def wait_fault(self, fault_id: int, hits: int = 1, timeout: float = 30) -> None:
        """Wait until the misfortune has met that many calls, for a stall: until they are held."""
        async with asyncio.timeout(timeout):
            while True:
                change = (await self.status()).change
                if await self.fault_hits(fault_id) >= hits:
                    return
                await self.get("wait", {"after": change, "timeout": timeout})

    async def release(self, fault_id: int) -> None:
        """Let go what a stall holds."""
        await self.post(f"faults/{fault_id}/release")

    async def clear_faults(self) -> None:
        await self.request("DELETE", "faults")

    async def limits(self, *, on: bool, burst: int = 1) -> None:
        """Switch the flood limits on or off; `burst` messages may come at once to a private chat."""
        await self.post("limits", {"on": on, "burst": burst})

    async def jump(self, to: int | None = None) -> None:
        """Let update ids go on from elsewhere (at random, if not told) once nothing is pending."""
        await self.post("updates/jump", {"to": to})

    async def inject(self, update: Json) -> int:
        """Give the bot an update as it is (without update_id); returns its id."""
        update_id: int = (await self.post("updates", update))["update_id"]
        return update_id

    async def pending(self) -> list[Json]:
        """Updates not yet acknowledged, as the bot will get them."""
        updates: list[Json] = await self.get("updates")
        return updates

    async def pause(self) -> None:
        await self.post("pause")

    async def resume(self) -> None:
        await self.post("resume")

    async def advance(self, seconds: float) -> None:
        """Put the fake's clock forward."""
        await self.post("clock", {"advance": seconds})

    async def reset(self) -> None:
        await self.post("reset")

    async def file(self, file_id: str) -> bytes:
        async with self._open().get(f"{self.base_url}/control/files/{file_id}") as response:
            if response.status != 200:
                raise ControlError(f"no such file: {file_id}")
            return await response.read()

    async def get(self, path: str, query: Json | None = None) -> Any:
        return await self.request("GET", path, query=query)

    async def post(self, path: str, body: Json | None = None) -> Any:
        return await self.request("POST", path, body=body or {})

    async def request(
        self, verb: str, path: str, *, query: Json | None = None, body: Json | None = None
    ) -> Any:
        """A call of the control API; raises ControlError with its words when it refuses."""
        url = f"{self.base_url}/control/{path}"
        async with self._open().request(
            verb, url, params=query, json=body, headers=self._headers
        ) as response:
            answer = await response.json()
            if response.status != 200:
                raise ControlError(answer.get("error", "refused"))
            return answer

    def _open(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=None))
        return self._session
