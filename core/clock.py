"""The only source of "now". An offset file turns it, so that tests and the demo can travel."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Now in aware UTC, shifted by the seconds that `offset_file` holds at the moment of asking.

    The file is read at every call (every Work and every tick): a missing, empty or broken one means no shift.
    """

    def __init__(self, offset_file: Path | None = None) -> None:
        self._offset_file = offset_file

    def wall(self) -> datetime:
        """The unshifted time, for leases and retries: turning the clock must not hand out what is held."""
        return datetime.now(UTC)

    def now(self) -> datetime:
        """The department's time, for every fact."""
        real = self.wall()
        if self._offset_file is None:
            return real
        try:
            return real + timedelta(seconds=float(self._offset_file.read_text(encoding="ascii").strip()))
        except (OSError, ValueError, OverflowError):
            return real
