"""A tiny OpenAI-compatible server for voice notes, which also misbehaves as it is told."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO

import av
import numpy as np
from aiohttp import web

from tests.integration.servers import serving

Reply = str | int | bytes
"""A text that was heard, a status that is refused with, or a body as it is."""


@dataclass
class Ears:
    """What it heard, and what it says next; the last reply is said for ever. It says nothing until it `may_speak`."""

    url: str
    replies: deque[Reply]
    heard: list[dict[str, object]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    may_speak: asyncio.Event = field(default_factory=asyncio.Event)

    def settings(self) -> dict[str, str]:
        return {
            "voice_transcriber": "endpoint",
            "voice_endpoint_url": self.url,
            "voice_endpoint_key": "секрет-7",
        }

    async def answer(self, request: web.Request) -> web.Response:
        form = await request.post()
        sound = form["file"]
        assert isinstance(sound, web.FileField)
        self.heard.append(
            {
                "model": form["model"],
                "language": form["language"],
                "name": sound.filename,
                "data": sound.file.read(),
                "key": request.headers.get("Authorization"),
            }
        )
        sound.file.close()
        self.came.set()
        await self.may_speak.wait()
        reply = self.replies.popleft() if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, int):
            return web.json_response({"error": {"message": "no"}}, status=reply)
        if isinstance(reply, bytes):
            return web.Response(body=reply, content_type="application/json")
        return web.json_response({"text": reply})


@asynccontextmanager
async def ears(*replies: Reply, silent: bool = False) -> AsyncIterator[Ears]:
    app = web.Application(client_max_size=30_000_000)
    found = Ears("", deque(replies))
    if not silent:
        found.may_speak.set()
    app.router.add_post("/v1/audio/transcriptions", found.answer)
    async with serving(app) as url:
        found.url = f"{url}/v1"
        yield found


def opus(seconds: float = 1.0) -> bytes:
    """A tone as OGG/Opus, as a phone makes it."""
    file = BytesIO()
    rate = 48_000
    with av.open(file, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=rate, layout="mono")
        for frame in _frames(seconds, rate):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def _frames(seconds: float, rate: int) -> Iterable[av.AudioFrame]:
    step = 960
    for start in range(0, int(seconds * rate), step):
        wave = np.sin(2 * np.pi * 440 * np.arange(start, start + step) / rate)
        frame = av.AudioFrame.from_ndarray(
            (wave * 12_000).astype(np.int16)[None, :], format="s16", layout="mono"
        )
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        yield frame
