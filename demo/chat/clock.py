"""The demo's time: the wall's plus the seconds in a file, which the department's clock reads as well."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as hours
from pathlib import Path
from zoneinfo import ZoneInfo

from demo.telegram.errors import ControlError

MORNING, EVENING = hours(8, 29), hours(18, 29)
STEPS = {"minute": 60, "quarter": 900, "hour": 3600}
FARTHEST = timedelta(days=3660)


class DemoClock:
    """Now and the turning of it. Without a file it shows the wall's time and cannot be turned."""

    def __init__(
        self, offset_file: Path | None, zone: ZoneInfo, wall: Callable[[], float] = time.time
    ) -> None:
        self.zone = zone
        self._file = offset_file
        self._wall = wall

    @property
    def turns(self) -> bool:
        return self._file is not None

    def seconds(self) -> float:
        """Now, in seconds since the epoch; a missing or broken file means no shift, as in core.clock."""
        if self._file is None:
            return self._wall()
        try:
            return self._wall() + float(self._file.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return self._wall()

    def now(self) -> datetime:
        """Now in the department's zone."""
        return datetime.fromtimestamp(self.seconds(), self.zone)

    def presets(self) -> list[tuple[str, datetime]]:
        """The moments worth turning to, each yet to come."""
        now = self.now()
        evening = self._next(EVENING, lambda _day: True)
        return [
            ("tomorrow", self._at(now + timedelta(days=1), MORNING)),
            ("evening" if evening.date() == now.date() else "evening-next", evening),
            ("monday", self._next(MORNING, lambda day: day.weekday() == 0)),
            ("first", self._next(MORNING, lambda day: day.day == 1)),
        ]

    def turn(self, to: str) -> None:
        """Turn to a preset, by a step, or to a local "2026-11-20T08:29". Refuses what is neither."""
        if to in STEPS:
            moment = self.now() + timedelta(seconds=STEPS[to])
        else:
            moment = dict(self.presets()).get(to) or self._typed(to)
        self._write(moment.timestamp() - self._wall())

    def _typed(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise ControlError(f"not a moment: {text!r}") from None
        moment = moment.replace(tzinfo=moment.tzinfo or self.zone)
        if abs(moment - datetime.fromtimestamp(self._wall(), UTC)) > FARTHEST:
            raise ControlError("the clock does not turn that far")
        return moment

    def _at(self, day: datetime, hour: hours) -> datetime:
        return datetime.combine(day.date(), hour, self.zone)

    def _next(self, hour: hours, fits: Callable[[datetime], bool]) -> datetime:
        """The next day that fits, at that hour; today too, if the hour is yet to come."""
        now = self.now()
        days = (self._at(now + timedelta(days=ahead), hour) for ahead in range(40))
        return next(day for day in days if day > now and fits(day))

    def _write(self, offset: float) -> None:
        """In one piece: a reader that met half a file would fall back to the wall's time."""
        if self._file is None:
            raise ControlError("this show-room was opened without a clock to turn")
        fresh = self._file.with_name(f"{self._file.name}.new")
        fresh.write_text(f"{offset:.3f}", encoding="ascii")
        os.replace(fresh, self._file)  # noqa: PTH105 - Path.replace says the same, less plainly
