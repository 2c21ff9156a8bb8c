"""An OpenAI-compatible endpoint as a second reader. Source: OpenAI API, Create chat completion."""

import json
from typing import Any

from core.capture.remote import Endless, NotReached, Remote, json_of
from core.capture.second.port import Answer, NoAnswer, Question
from core.capture.second.wording import ANSWER_TOKENS, messages_of, schema_of

ANSWER_MOST = 100_000
"""Bytes of an answer that are read."""
TOKENS_MOST = 1_000_000
"""What one question cannot cost: a larger figure is not believed."""


class ChatEndpoint:
    """Asks once. `url`: up to and with the version, `https://host/v1`."""

    def __init__(self, url: str, model: str, key: str | None = None, *, seconds: float = 4.0) -> None:
        self._remote = Remote(url, key, seconds=seconds, most=ANSWER_MOST)
        self._model = model

    async def answer(self, question: Question) -> Answer:
        try:
            reply = await self._remote.post("/chat/completions", json=self._body(question))
        except NotReached as broken:
            raise NoAnswer(str(broken), billed=broken.sent) from None
        except Endless:
            raise NoAnswer("its answer has no end", billed=True) from None
        if reply.status != 200:
            raise NoAnswer(f"it answers {reply.status}", billed=False)
        return _answer_of(reply.body)

    def cost(self, question: Question) -> int:
        """A token has a sign at least, nearly always."""
        return len(json.dumps(self._body(question), ensure_ascii=False)) + ANSWER_TOKENS

    async def close(self) -> None:
        await self._remote.close()

    def _body(self, question: Question) -> dict[str, Any]:
        schema = {"name": "slots", "strict": True, "schema": schema_of(question)}
        return {
            "model": self._model,
            "messages": messages_of(question),
            "response_format": {"type": "json_schema", "json_schema": schema},
            "temperature": 0,
            "max_tokens": ANSWER_TOKENS,
        }


def _answer_of(body: bytes) -> Answer:
    """The slots and what they cost. Raises NoAnswer for what is not understood."""
    whole = json_of(body)
    usage = whole.get("usage") if isinstance(whole, dict) else None
    said = usage.get("total_tokens") if isinstance(usage, dict) else None
    tokens = said if type(said) is int and 0 <= said <= TOKENS_MOST else None
    try:
        content = whole["choices"][0]["message"]["content"]
    except (TypeError, KeyError, IndexError):
        content = None
    slots = json_of(content) if isinstance(content, str) else None
    if not isinstance(slots, dict):
        raise NoAnswer("its answer is not understood", billed=True)
    return Answer(slots, tokens)
