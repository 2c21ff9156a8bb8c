"""The processes that are measured: started, asked for their CPU, ended whatever happens."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from demo.telegram import FakeTelegram

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
STOP_SECONDS = 15


class Failed(RuntimeError):
    """A measured process ended, or said what it should not; the text says what."""


def _failed(log: Path) -> Failed:
    return Failed(log.read_text(encoding="utf-8"))


@asynccontextmanager
async def _child(
    module: tuple[str, ...], log: Path, environment: Mapping[str, str]
) -> AsyncIterator[Process]:
    """`python -m …` while this is open. In a session of its own: Ctrl-C reaches only whoever measures."""
    with log.open("ab") as output:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *module, env={**os.environ, **environment}, cwd=ROOT,
            stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    try:
        yield child
    finally:
        if child.returncode is None:
            child.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await child.wait()
        finally:
            if child.returncode is None:
                child.kill()


@asynccontextmanager
async def running(
    *module: str, log: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[psutil.Process]:
    """`python -m …` in the background, asked to end on leaving, and made to end 15 seconds later."""
    async with _child(module, log, environment or {}) as child:
        yield psutil.Process(child.pid)


async def run(*module: str, log: Path, environment: Mapping[str, str] | None = None) -> None:
    """`python -m …` to its end. Raises Failed with what it said."""
    async with _child(module, log, environment or {}) as child:
        if await child.wait() != 0:
            raise _failed(log)


async def polling(telegram: FakeTelegram, token: str, process: psutil.Process, log: Path) -> None:
    """Wait until the bot of this token asks for updates. Raises Failed when its process is gone."""
    changes, updates = telegram.world.changes, telegram.world.bot(token).updates
    async with asyncio.timeout(START_SECONDS):
        while not updates.polled:
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                raise _failed(log)
            await changes.wait(changes.last(), 1.0)


def cpu_seconds(*processes: psutil.Process) -> float:
    """CPU that processes have used so far, user and system, with that of their children that have ended."""
    used = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        used += times.user + times.system + times.children_user + times.children_system
    return used


def database_processes(folder: Path) -> list[psutil.Process]:
    """The PostgreSQL server that works in `folder`, with its backends."""
    first = (folder / "postmaster.pid").read_text(encoding="ascii").split()[0]
    server = psutil.Process(int(first))
    return [server, *server.children(recursive=True)]
