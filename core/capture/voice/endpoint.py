"""An OpenAI-compatible endpoint. Source: OpenAI API, Create transcription (POST /audio/transcriptions)."""

from typing import Any

from aiohttp import FormData

from core.capture.remote import Endless, NotReached, Remote, json_of
from core.capture.voice.port import Sound, Unheard, one_line

ANSWER_MOST = 1_000_000
"""Bytes of an answer that are read: an hour of speech has some 60,000."""
_PASSING = frozenset({408, 409, 425, 429})


class EndpointTranscriber:
    """Sends the sound as it is. `url`: up to and with the version, `https://host/v1`."""

    at_once = 2
    may_be_slow_once = True

    def __init__(self, url: str, model: str, key: str | None = None, *, seconds: float = 60.0) -> None:
        self._remote = Remote(url, key, seconds=seconds, most=ANSWER_MOST)
        self._model = model

    async def transcribe(self, sound: Sound) -> str:
        form = FormData()
        form.add_field("model", self._model)
        form.add_field("language", sound.language)
        form.add_field("response_format", "json")
        form.add_field("file", sound.data, filename="voice.ogg", content_type="audio/ogg")
        try:
            reply = await self._remote.post("/audio/transcriptions", data=form)
        except NotReached as broken:
            raise Unheard(f"the endpoint: {broken}", passing=True) from None
        except Endless:
            raise Unheard("the endpoint's answer has no end", passing=False) from None
        if reply.status != 200:
            passing = reply.status >= 500 or reply.status in _PASSING
            raise Unheard(f"the endpoint answers {reply.status}", passing=passing)
        return one_line(_text_of(reply.body))

    async def close(self) -> None:
        await self._remote.close()


def _text_of(body: bytes) -> str:
    answer: Any = json_of(body)
    text = answer.get("text") if isinstance(answer, dict) else None
    if not isinstance(text, str):
        raise Unheard("the endpoint's answer is not understood", passing=False)
    return text
