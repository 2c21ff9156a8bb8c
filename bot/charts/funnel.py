"""The funnel as a picture to read on a phone: a bar a stage, its number, and the share that goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.texts import Texts
from bot.views.card import short
from bot.views.funnel import is_empty, period_label, won_of
from bot.views.words import grouped, percent
from core.reports.funnel import FlowFunnel, FlowStage, Funnel, FunnelStage

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 100
HEAD = 190
BAR = 74
ROW = 150
FOOT = 40
EMPTY = 300
MARGIN = 60
STAGES_MOST = 14
NAME_MOST = 34
TITLE_MOST = 32
INK, PALE, RISING, WON, PAPER = "#1d2733", "#6b7785", "#3d7dca", "#2f9e63", "#ffffff"
_drawing = Lock()


@dataclass(frozen=True, slots=True)
class _Bar:
    """`onward`: the share of these that reached the next one; None for the last."""

    name: str
    count: int
    colour: str
    onward: str | None


def funnel_png(
    funnel: Funnel | FlowFunnel, texts: Texts, width: int = 1080, *, today: date | None = None
) -> bytes:
    """The funnel as PNG of `width` pixels. Takes a while: call it in a thread of its own."""
    bars = [] if is_empty(funnel) else _bars(funnel, texts)
    height = HEAD + (ROW * len(bars) or EMPTY) + FOOT
    with _drawing:
        figure = _sheet(width, height)
        axes = figure.axes[0]
        _write(axes, MARGIN, 62, short(funnel.name, TITLE_MOST), size=54, weight="bold")
        _write(axes, MARGIN, 126, _subtitle(funnel, texts, today), size=36, color=PALE)
        for place, bar in enumerate(bars):
            _draw(axes, bar, HEAD + ROW * place, width, max(1, *(one.count for one in bars)))
        if not bars:
            words = texts.plain("funnel-chart-empty")
            _write(axes, width / 2, HEAD + EMPTY / 2, words, size=40, color=PALE, ha="center")
        out = BytesIO()
        figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


def _bars(funnel: Funnel | FlowFunnel, texts: Texts) -> list[_Bar]:
    stages: Sequence[FunnelStage | FlowStage] = funnel.stages[:STAGES_MOST]
    found = [_Bar(stage.name, stage.entered, RISING, _onward(stage.conversion)) for stage in stages]
    return [*found, _Bar(texts.plain("funnel-won"), won_of(funnel), WON, None)]


def _onward(share: Fraction | None) -> str | None:
    return None if share is None else percent(share)


def _subtitle(funnel: Funnel | FlowFunnel, texts: Texts, today: date | None) -> str:
    if isinstance(funnel, Funnel):
        day = today or funnel.as_of
        period = period_label(texts, funnel.period, day)
        return texts.plain("funnel-chart-cohort", period=period, day=f"{funnel.as_of:%d.%m.%Y}")
    return texts.plain(
        "funnel-chart-flow", period=period_label(texts, funnel.period, today or funnel.period.last)
    )


def _draw(axes: "Axes", bar: _Bar, top: int, width: int, most: int) -> None:
    """The name above, the bar with its number, the share that goes on below at its left end."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    room = width - 2 * MARGIN
    length = max(8.0, room * bar.count / most)
    number = grouped(bar.count)
    _write(axes, MARGIN, top + 20, short(bar.name, NAME_MOST), size=36)
    axes.add_patch(Rectangle((MARGIN, top + 44), room, BAR, facecolor="#eef2f6", linewidth=0))
    axes.add_patch(Rectangle((MARGIN, top + 44), length, BAR, facecolor=bar.colour, linewidth=0))
    inside = length > 34 * len(number) + 40
    at, colour = (MARGIN + 22, PAPER) if inside else (MARGIN + length + 18, INK)
    _write(axes, at, top + 44 + BAR / 2, number, size=46, weight="bold", color=colour)
    if bar.onward is not None:
        _write(axes, width - MARGIN, top + 20, f"↓ {bar.onward}", size=36, color=PALE, ha="right")


# --- matplotlib takes more than a second to import: whoever looks at no funnel does not wait for it ------


def _sheet(width: int, height: int) -> "Figure":
    """A white sheet measured in pixels from its top left corner."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return figure


def _write(axes: "Axes", x: float, y: float, text: str, *, size: int, **style: Any) -> None:
    """`size` in pixels. Signs that the font lacks are left out; a dollar is a dollar, not mathematics."""
    known = "".join(sign for sign in text if ord(sign) in _signs())
    style = {"color": INK, "ha": "left"} | style
    axes.text(
        x,
        y,
        known,
        fontsize=size * 72 / DPI,
        va="center_baseline",
        parse_math=False,
        family="DejaVu Sans",
        **style,
    )


@lru_cache(maxsize=1)
def _signs() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415

    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())
