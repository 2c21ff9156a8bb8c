"""An OpenAI-compatible endpoint. Source: OpenAI API, Create transcription (POST /audio/transcriptions)."""

import json
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, StreamReader

from core.capture.voice.port import Sound, Unheard, one_line

ANSWER_MOST = 1_000_000
"""Bytes of an answer that are read: an hour of speech has some 60,000."""
_PASSING = frozenset({408, 409, 425, 429})


class EndpointTranscriber:
    """Sends the sound as it is. `url`: up to and with the version, `https://host/v1`."""

    at_once = 2
    may_be_slow_once = True

    def __init__(self, url: str, model: str, key: str | None = None, *, seconds: float = 60.0) -> None:
        self._url = f"{url.rstrip('/')}/audio/transcriptions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout = ClientTimeout(total=seconds)
        self._session: ClientSession | None = None

    async def transcribe(self, sound: Sound) -> str:
        form = FormData()
        form.add_field("model", self._model)
        form.add_field("language", sound.language)
        form.add_field("response_format", "json")
        form.add_field("file", sound.data, filename="voice.ogg", content_type="audio/ogg")
        try:
            async with self._open().post(self._url, data=form, allow_redirects=False) as answer:
                body = await _whole(answer.content)
                status = answer.status
        except (ClientError, OSError, TimeoutError) as broken:
            raise Unheard(f"the endpoint is not reached: {type(broken).__name__}", passing=True) from None
        if status != 200:
            passing = status >= 500 or status in _PASSING
            raise Unheard(f"the endpoint answers {status}", passing=passing)
        return one_line(_text_of(body))

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _open(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(headers=self._headers, timeout=self._timeout)
        return self._session


async def _whole(content: StreamReader) -> bytes:
    """All of an answer; it comes in pieces. Raises Unheard for one without end."""
    body = bytearray()
    async for piece in content.iter_any():
        body += piece
        if len(body) > ANSWER_MOST:
            raise Unheard("the endpoint's answer has no end", passing=False)
    return bytes(body)


def _text_of(body: bytes) -> str:
    try:
        answer: Any = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    text = answer.get("text") if isinstance(answer, dict) else None
    if not isinstance(text, str):
        raise Unheard("the endpoint's answer is not understood", passing=False)
    return text
