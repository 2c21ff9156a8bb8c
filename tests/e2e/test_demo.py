"""The show-room as whoever tries it has it: `python -m demo`, Ctrl-C, nothing left."""

import asyncio
import os
import re
import signal
import sys
from contextlib import asynccontextmanager

import psutil
import pytest

from demo.telegram import Control
from demo.telegram.server import DEFAULT_TOKEN
from tests.e2e.process import ROOT

pytestmark = pytest.mark.e2e
PATIENCE = 180
MANAGER, FORGETS, HEAD_OF_LEAK, STRANGER = 101, 109, 202, 900


class ShowRoom:
    """A running demo: its lines until it is ready, its address, its processes."""

    def __init__(self, process):
        self.process = process
        self.lines = []

    async def ready(self, most=7):
        async with asyncio.timeout(PATIENCE):
            while len(self.lines) < most:
                line = await self.process.stdout.readline()
                assert line, self.lines
                self.lines.append(line.decode().strip())
        return self

    @property
    def url(self):
        return re.search(r"http://[0-9.:]+", "\n".join(self.lines))[0]

    def family(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    async def stop(self, number=signal.SIGINT):
        """The exit code; nothing that it started may be left."""
        family = self.family()
        self.process.send_signal(number)
        code = await self.process.wait()
        assert [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
        return code


@asynccontextmanager
async def a_show_room(tmp_path, *options):
    """Its temporary files are looked for in a folder of their own."""
    tmp_path.mkdir(exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "demo", "--language", "ru", *options,
        cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield ShowRoom(process)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def ask(control, person, text, expected):
    phone = await control.person(person, started=True)
    sent = await phone.send(text)
    return await phone.wait_text(expected, after=sent, timeout=PATIENCE)


async def test_it_opens_works_and_leaves_nothing(tmp_path):
    async with a_show_room(tmp_path) as room:
        await room.ready()
        async with Control(room.url, DEFAULT_TOKEN) as control:
            assert (await control.status()).polled
            today = await ask(control, MANAGER, "/today", "задач")
            assert any(label.startswith("✅") for label in today.labels)
            await ask(control, FORGETS, "/forgotten", "за год")
            await ask(control, HEAD_OF_LEAK, "/funnel", "чаще всего: «дорого»")
            secret = re.search(r"start=(\S+)", "\n".join(room.lines))[1]
            stranger = await control.person(STRANGER, "Роман")
            await stranger.open_link(secret)
            await stranger.wait_text("Виктор Белов", timeout=PATIENCE)
        assert await room.stop() == 0
    assert list(tmp_path.iterdir()) == []


async def test_two_stand_side_by_side(tmp_path):
    async with a_show_room(tmp_path / "1") as first, a_show_room(tmp_path / "2") as second:
        await asyncio.gather(first.ready(), second.ready())
        assert first.url != second.url
        assert await first.stop(signal.SIGTERM) == 0
        async with Control(second.url, DEFAULT_TOKEN) as control:
            await ask(control, MANAGER, "/today", "задач")
        assert await second.stop() == 0


async def test_a_bot_that_dies_ends_it_and_is_heard(tmp_path):
    async with a_show_room(tmp_path) as room:
        await room.ready()
        (bot,) = [one for one in room.family() if one.cmdline()[-2:] == ["-m", "bot"]]
        bot.kill()
        assert await room.process.wait() == 1


async def test_stopped_while_it_prepares_it_leaves_nothing(tmp_path):
    seed = str(os.getpid())
    async with a_show_room(tmp_path, "--seed", seed) as room:
        await room.ready(1)
        assert await room.stop() == 0
    assert list(tmp_path.iterdir()) == []
    assert list((ROOT / "build" / "demo").glob(f"ru-{seed}-*")) == []
