"""A server that is asked over HTTP: with a key, for so long, for an answer of so many bytes."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    StreamReader,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and all of its body; of a refusal nothing is read."""

    status: int
    body: bytes


class NotReached(Exception):
    """It did not answer to the end. `sent`: what was asked may have come there. The text names no words."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


class Endless(Exception):
    """Its answer is longer than any that makes sense."""


class Remote:
    """`url`: up to and with the version, `https://host/v1`. Redirections are not followed: the key goes to
    that address alone.
    """

    def __init__(self, url: str, key: str | None, *, seconds: float, most: int) -> None:
        self._url = url.rstrip("/")
        # A few bytes that unfold into gigabytes are not asked for, nor unfolded.
        self._headers = {"Accept-Encoding": "identity"}
        if key:
            self._headers["Authorization"] = f"Bearer {key.strip()}"
        self._timeout = ClientTimeout(total=seconds, sock_connect=seconds / 2)
        self._most = most
        self._session: ClientSession | None = None

    async def post(self, path: str, **body: Any) -> Reply:
        """`body`: data or json, as aiohttp takes them. Raises NotReached, Endless."""
        try:
            async with self._open().post(self._url + path, allow_redirects=False, **body) as answer:
                said = await self._whole(answer.content) if answer.status == 200 else b""
                return Reply(answer.status, said)
        except (ClientConnectorError, ConnectionTimeoutError, ValueError) as broken:
            raise NotReached(f"it is not reached: {type(broken).__name__}", sent=False) from None
        except (ClientError, OSError, TimeoutError) as broken:
            raise NotReached(f"it broke off: {type(broken).__name__}", sent=True) from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _open(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(
                headers=self._headers,
                timeout=self._timeout,
                cookie_jar=DummyCookieJar(),
                auto_decompress=False,
            )
        return self._session

    async def _whole(self, content: StreamReader) -> bytes:
        """All of an answer; it comes in pieces."""
        body = bytearray()
        async for piece in content.iter_any():
            body += piece
            if len(body) > self._most:
                raise Endless
        return bytes(body)


def json_of(text: str | bytes) -> Any:
    """What a stranger's JSON says; None for what is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
