"""How far an import or an export is, on a terminal: file, rows, percent."""

import sys
import time
from typing import TextIO

_EVERY = 0.1
_WIDE = 72


class Progress:
    """One line that is drawn over and over; silent where nobody looks at a terminal."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = sys.stderr if out is None else out
        self._shown = self._out.isatty()
        self._drawn = 0.0

    def step(self, file: str, rows: int, share: float) -> None:
        """`share`: of the file, 0 to 1."""
        now = time.monotonic()
        if self._shown and now - self._drawn >= _EVERY:
            self._drawn = now
            self._draw(f"{file}: {rows} rows, {100 * min(share, 1.0):.0f} %")

    def end(self) -> None:
        if self._shown and self._drawn:
            self._draw("")

    def _draw(self, text: str) -> None:
        self._out.write(f"\r{text:<{_WIDE}}\r{text}")
        self._out.flush()
