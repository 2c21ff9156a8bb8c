"""How far an import or an export is, on a terminal: file, bar, percent, rows."""

import sys
import time
from typing import TextIO

_EVERY = 0.1
_WIDE = 72
_NAME, _BAR = 22, 22
"""Letters of the longest file, marks of the bar."""


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
            self._draw(_line(file, rows, min(share, 1.0)))

    def end(self) -> None:
        if self._shown and self._drawn:
            self._draw("")

    def _draw(self, text: str) -> None:
        self._out.write(f"\r{text:<{_WIDE}}\r{text}")
        self._out.flush()


def _line(file: str, rows: int, share: float) -> str:
    bar = "#" * round(_BAR * share)
    return f"{file:<{_NAME}} [{bar:.<{_BAR}}] {100 * share:3.0f} % {rows:>9} rows"
