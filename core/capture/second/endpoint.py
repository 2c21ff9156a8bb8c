"""An OpenAI-compatible endpoint as a second reader. Source: OpenAI API, Create chat completion."""

import json
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, StreamReader

from core.capture.second.port import Answer, NoAnswer, Question
from core.capture.second.wording import ANSWER_TOKENS, messages_of, schema_of

ANSWER_MOST = 100_000
"""Bytes of an answer that are read."""
TOKENS_MOST = 1_000_000
"""What one question cannot cost: a larger figure is not believed."""


class ChatEndpoint:
    """Asks once, follows no redirection. `url`: up to and with the version, `https://host/v1`."""

    def __init__(self, url: str, model: str, key: str | None = None, *, seconds: float = 4.0) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout = ClientTimeout(total=seconds)
        self._session: ClientSession | None = None

    async def answer(self, question: Question) -> Answer:
        try:
            async with self._open().post(
                self._url, json=self._body(question), allow_redirects=False
            ) as answer:
                status = answer.status
                body = await _whole(answer.content) if status == 200 else b""
        except ClientConnectorError as broken:
            raise NoAnswer(f"it is not reached: {type(broken).__name__}", billed=False) from None
        except (ClientError, OSError, TimeoutError) as broken:
            raise NoAnswer(f"it broke off: {type(broken).__name__}", billed=True) from None
        if status != 200:
            raise NoAnswer(f"it answers {status}", billed=False)
        return _answer_of(body)

    def cost(self, question: Question) -> int:
        """A token has a sign at least, nearly always."""
        return len(json.dumps(self._body(question), ensure_ascii=False)) + ANSWER_TOKENS

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _body(self, question: Question) -> dict[str, Any]:
        schema = {"name": "slots", "strict": True, "schema": schema_of(question)}
        return {
            "model": self._model,
            "messages": messages_of(question),
            "response_format": {"type": "json_schema", "json_schema": schema},
            "temperature": 0,
            "max_tokens": ANSWER_TOKENS,
        }

    def _open(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(headers=self._headers, timeout=self._timeout)
        return self._session


async def _whole(content: StreamReader) -> bytes:
    """All of an answer; it comes in pieces. Raises NoAnswer for one without end."""
    body = bytearray()
    async for piece in content.iter_any():
        body += piece
        if len(body) > ANSWER_MOST:
            raise NoAnswer("its answer has no end", billed=True)
    return bytes(body)


def _answer_of(body: bytes) -> Answer:
    """The slots and what they cost. Raises NoAnswer for what is not understood."""
    whole = _json(body)
    usage = whole.get("usage") if isinstance(whole, dict) else None
    said = usage.get("total_tokens") if isinstance(usage, dict) else None
    tokens = said if type(said) is int and 0 <= said <= TOKENS_MOST else None
    try:
        content = whole["choices"][0]["message"]["content"]
    except (TypeError, KeyError, IndexError):
        content = None
    slots = _json(content) if isinstance(content, str) else None
    if not isinstance(slots, dict):
        raise NoAnswer("its answer is not understood", billed=True)
    return Answer(slots, tokens)


def _json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
