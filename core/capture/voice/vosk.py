"""A local Vosk model: nothing leaves the machine. Source: Vosk API, Model and KaldiRecognizer."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

from core.capture.voice.pcm import RATE, pcm_of
from core.capture.voice.port import Sound, Unheard, one_line

PARTS = (("am/final.mdl", "final.mdl"), ("conf/mfcc.conf", "mfcc.conf"))
"""What every model holds, by the newer and by the older layout; the graph is one file or two."""
GRAPHS = (("HCLG.fst",), ("HCLr.fst", "Gr.fst"))


class NoModel(ValueError):
    """The folder holds no model that can be loaded; the text is one line that says what to do."""


def check_model(folder: Path) -> None:
    """Whether a folder looks like an unpacked Vosk model. Raises NoModel."""
    if not folder.is_dir():
        raise NoModel(f"{folder} is no folder. {advice(folder)}")
    missing = [new for new, old in PARTS if not _file(folder / new) and not _file(folder / old)]
    graphs = (folder / "graph", folder)
    if not any(all(_file(place / name) for name in graph) for graph in GRAPHS for place in graphs):
        missing.append("graph/HCLG.fst or graph/HCLr.fst and Gr.fst")
    if missing:
        inside = [one for one in sorted(folder.iterdir()) if (one / PARTS[0][0]).is_file()]
        if inside:
            raise NoModel(f"the model lies one folder deeper: {inside[0]}")
        raise NoModel(f"{folder} lacks {', '.join(missing)}. {advice(folder)}")


def advice(folder: Path) -> str:
    return (
        f"Download vosk-model-small-ru-0.22 (45 MB; English: vosk-model-small-en-us-0.15) from "
        f"https://alphacephei.com/vosk/models and unpack it so that {folder / 'am'} is there"
    )


def _file(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def load_model(folder: Path) -> Any:
    """The model, which takes seconds and memory. Raises NoModel."""
    check_model(folder)
    try:
        vosk = import_module("vosk")
    except ImportError:
        raise NoModel("the package vosk is not installed: pip install -r requirements/voice.lock") from None
    vosk.SetLogLevel(-1)
    try:
        return vosk.Model(str(folder))
    except Exception as refusal:
        raise NoModel(f"vosk does not load {folder}: {type(refusal).__name__}") from refusal


class VoskTranscriber:
    """Listens in a thread of its own, one note at a time; the model is loaded with the first one. Who waits
    no longer for a note ends the listening to it.
    """

    at_once = 1
    may_be_slow_once = False

    def __init__(self, folder: Path) -> None:
        check_model(folder)
        self._folder = folder
        self._model: Any = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vosk")

    async def transcribe(self, sound: Sound) -> str:
        enough = threading.Event()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._hear, sound, enough)
        finally:
            enough.set()

    async def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _hear(self, sound: Sound, enough: threading.Event) -> str:
        if self._model is None:
            try:
                self._model = load_model(self._folder)
            except NoModel as none:
                raise Unheard(str(none), passing=False) from none
        recognizer = import_module("vosk").KaldiRecognizer(self._model, RATE)
        parts = []
        for piece in pcm_of(sound.data):
            if enough.is_set():
                return ""
            if recognizer.AcceptWaveform(piece):
                parts.append(recognizer.Result())
        words = (json.loads(part).get("text", "") for part in (*parts, recognizer.FinalResult()))
        return one_line(" ".join(words))
