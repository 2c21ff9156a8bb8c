"""The real bot as its own process, and a company for it."""

import asyncio
import csv
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from demo.telegram import Control, FakeTelegram

ROOT = Path(__file__).parents[2]


class BotProcess:
    """`python -m bot` against a fake Telegram; may be killed and started again."""

    def __init__(
        self,
        telegram: FakeTelegram,
        url: str,
        folder: Path,
        *,
        admins: Sequence[int] = (),
        module: str = "bot",
        name: str = "",
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self._module = module
        self._log = folder / f"{name or module}.log"
        self.offset = folder / "offset"
        self.turn_to(quiet_evening())
        self.environment = {
            **os.environ,
            "BOT_TOKEN": telegram.token,
            "ADMIN_IDS": ",".join(map(str, admins)),
            "TELEGRAM_API_URL": telegram.url,
            "DATABASE_URL": url,
            "CLOCK_OFFSET_FILE": str(self.offset),
            "TICK_SECONDS": "0.3",
            "LOG_LEVEL": "WARNING",
            "INSTANCE_NAME": name,
            **(settings or {}),
        }
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self._module, env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )

    def turn_to(self, moment: datetime) -> None:
        """Turn the department's clock."""
        self.offset.write_text(str((moment - datetime.now(UTC)).total_seconds()), encoding="ascii")

    async def ended(self) -> int:
        """Wait until it ends by itself; the exit code."""
        assert self._process is not None
        return await self._process.wait()

    async def kill(self) -> None:
        """SIGKILL: no goodbye."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def core(self, *arguments: str) -> str:
        """`python -m core …` on the same database; its output. Fails the test when it fails."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "core", *arguments, env=self.environment, cwd=ROOT,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        output, _ = await process.communicate()
        assert process.returncode == 0, output.decode()
        return output.decode()

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")


def quiet_evening() -> datetime:
    """A Saturday to come, 20:00 in Moscow: the clock pushes nothing by itself."""
    now = datetime.now(ZoneInfo("Europe/Moscow"))
    return (now + timedelta(days=(5 - now.weekday()) % 7 + 7)).replace(hour=20, minute=0)


STAGES = (
    {"id": "new", "name": "Новая", "kind": "open", "sla_days": 3},
    {"id": "offer", "name": "КП отправлено", "kind": "open", "offer": True, "worked": True},
    {"id": "won", "name": "Выиграна", "kind": "won"},
    {"id": "lost", "name": "Проиграна", "kind": "lost"},
)
PIPELINES = ({"id": "sales", "name": "Продажи", "kind": "react", "stages": STAGES},)


def a_company(
    folder: Path,
    people: Sequence[int],
    clients: Sequence[str],
    pipelines: Sequence[Mapping[str, object]] = PIPELINES,
) -> Path:
    """A bundle: managers known by their Telegram ids, each with every one of `clients` under a number of its own."""
    folder.mkdir()
    company = {
        "name": "Проба",
        "timezone": "Europe/Moscow",
        "country": None,
        "currency": "RUB",
        "pipelines": pipelines,
    }
    (folder / "company.json").write_text(json.dumps(company, ensure_ascii=False), encoding="utf-8")
    _table(
        folder / "employees.csv",
        ("id", "name", "role", "team", "timezone", "telegram_id"),
        [(f"e{one}", f"Человек {one}", "manager", "Север", "Europe/Moscow", one) for one in people],
    )
    rows = [
        (f"c{one}-{number}", name, f"e{one}", "2026-01-01T00:00:00+03:00")
        for one in people
        for number, name in enumerate(clients)
    ]
    _table(folder / "clients.csv", ("id", "name", "owner", "created_at"), rows)
    return folder


def _table(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def exported(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one file of an export."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


async def polling(control: Control) -> None:
    await control.wait_until(lambda stats: stats.polled, timeout=60)
