"""OGG/Opus to what a recogniser takes: 16-bit PCM, mono, 16 kHz. The decoding is FFmpeg's, by PyAV."""

from collections.abc import Iterator
from importlib import import_module
from io import BytesIO

from core.capture.voice.port import Unheard

RATE = 16_000
"""Samples a second."""
SECONDS_MOST = 3600
"""Of sound that are decoded of one note, whatever its header says."""


def pcm_of(data: bytes) -> Iterator[bytes]:
    """The samples, piece by piece. Raises Unheard for what is no sound."""
    try:
        av = import_module("av")
    except ImportError:
        raise Unheard(
            "the package av is not installed: pip install -r requirements/voice.lock", passing=False
        ) from None
    left = RATE * SECONDS_MOST
    try:
        with av.open(BytesIO(data), mode="r", metadata_errors="ignore") as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            for frame in container.decode(audio=0):
                for ready in resampler.resample(frame):
                    left -= ready.samples
                    if left < 0:
                        return
                    yield ready.to_ndarray().tobytes()
            for ready in resampler.resample(None):
                yield ready.to_ndarray().tobytes()
    except (av.FFmpegError, IndexError, ValueError) as wrong:
        raise Unheard(f"the sound cannot be decoded: {type(wrong).__name__}", passing=False) from None
