"""The funnel's table: stages against figures, as narrow as a phone."""

import html
from dataclasses import dataclass
from fractions import Fraction

from bot.texts import Html, Texts
from bot.views.card import short
from bot.views.words import grouped
from core.reports.funnel import FlowFunnel, FlowStage, Funnel, FunnelStage

COLUMNS = 32
STAGE_LEAST = 6


@dataclass(frozen=True, slots=True)
class FunnelTable:
    """The figures take the width that they need, the names of stages get the rest."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, found: Funnel | FlowFunnel, texts: Texts) -> "FunnelTable":
        """A flow shows its plan where it has one."""
        if isinstance(found, Funnel):
            columns = ["entered", "share", "days", "lost", "overdue"]
            rows = [_cohort_row(stage) for stage in found.stages]
        elif any(stage.plan is not None for stage in found.stages):
            columns = ["entered", "share", "plan", "attainment"]
            rows = [_flow_row(stage, planned=True) for stage in found.stages]
        else:
            columns = ["entered", "share"]
            rows = [_flow_row(stage, planned=False) for stage in found.stages]
        head = tuple(texts.plain(f"funnel-column-{name}") for name in ("stage", *columns))
        return cls(head, tuple(rows))

    def lines(self, most: int, texts: Texts) -> list[Html]:
        """The first `most` rows as a <pre>, and how many there are besides."""
        if not most:
            return []
        rows = (self.head, *self.rows[:most])
        widths = [max(len(row[place]) for row in rows) for place in range(1, len(self.head))]
        name = max(STAGE_LEAST, COLUMNS - sum(widths) - len(widths))
        lines = [self._line(row, name, widths) for row in rows]
        table = Html(f"<pre>{html.escape(chr(10).join(lines), quote=False)}</pre>")
        left = len(self.rows) - most
        return [table, texts("funnel-more-stages", shown=grouped(left))] if left else [table]

    @staticmethod
    def _line(row: tuple[str, ...], name: int, widths: list[int]) -> str:
        figures = (cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True))
        return " ".join((short(row[0], name).ljust(name), *figures))


def _cohort_row(stage: FunnelStage) -> tuple[str, ...]:
    return (
        stage.name,
        str(stage.entered),
        _share(stage.conversion),
        _days(stage.days_median),
        str(stage.lost_here or "·"),
        str(stage.overdue_here or "·"),
    )


def _flow_row(stage: FlowStage, *, planned: bool) -> tuple[str, ...]:
    row = (stage.name, str(stage.entered), _share(stage.conversion))
    if not planned:
        return row
    plan = "·" if stage.plan is None else f"{stage.plan.normalize():f}"
    return (*row, plan, _share(stage.attainment))


def _share(ratio: Fraction | None) -> str:
    return "·" if ratio is None else str(round(ratio * 100))


def _days(days: Fraction | None) -> str:
    if days is None:
        return "·"
    return str(round(days)) if days >= 10 else f"{float(days):.1f}".replace(".", ",")
