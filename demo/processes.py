"""Processes beside the show-room: the real bot, the hand that fills a database. They never outlive it."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from core.settings import Settings

ROOT = Path(__file__).parents[1]
PATIENCE = 10.0
TAIL = 20


class ChildFailed(Exception):
    """A process ended that should not have; the text shows the end of its log."""


class Child:
    """`python -m MODULE …` in `folder`. A group of its own: Ctrl-C reaches the show-room alone."""

    def __init__(self, folder: Path, module: str, *arguments: str, settings: Mapping[str, str]) -> None:
        self._folder = folder
        self._log = folder / f"{module}.log"
        self._command: Sequence[str] = (sys.executable, "-m", module, *arguments)
        # Nothing of the settings of whoever starts the show-room: no webhook, no .env of theirs.
        known = {name.upper() for name in Settings.model_fields}
        inherited = {name: value for name, value in os.environ.items() if name.upper() not in known}
        self._environment = {**inherited, **settings, "PYTHONPATH": str(ROOT)}
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(PATIENCE):
                await self.wait()
        except TimeoutError:
            self._signal(signal.SIGKILL)
            await self.wait()

    async def wait(self) -> int:
        """Its exit code, once it has ended."""
        assert self._process is not None
        return await self._process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL:])

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
