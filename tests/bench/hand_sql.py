"""What all SQL by hand says alike: moments, days, ids, and which deals were won."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.people.calendars import day_end, day_start
from core.reports.period import Period
from tests.bench.large_rows import Dialect

ZONE = "Europe/Moscow"
LIVE = "('call', 'meeting', 'visit')"


@dataclass(frozen=True, slots=True)
class Stages:
    """Of one pipeline: its number, the places of its stages, and which are of what kind."""

    pipeline: int
    kind: str
    open: tuple[int, ...]
    won: int
    lost: int
    worked: int | None
    sla: Mapping[int, int]

    def place(self, column: str) -> str:
        """-1 for a lost one."""
        whens = " ".join(f"WHEN {stage} THEN {at}" for at, stage in enumerate((*self.open, self.won)))
        return f"CASE {column} {whens} ELSE -1 END"


@dataclass(frozen=True, slots=True)
class HandSql:
    dialect: Dialect
    today: date
    month: Period
    quarter: Period
    lines: tuple[Stages, ...]

    @property
    def react(self) -> Stages:
        return next(line for line in self.lines if line.kind == "react")

    def at(self, moment: datetime) -> str:
        if self.dialect.sqlite:
            return f"'{moment:%Y-%m-%d %H:%M:%S}.000000'"
        return f"'{moment:%Y-%m-%d %H:%M:%S}+00'::timestamptz"

    def start(self, day: date) -> str:
        return self.at(day_start(day, ZONE))

    def end(self, day: date) -> str:
        return self.at(day_end(day, ZONE))

    def day(self, day: date) -> str:
        return f"'{day}'" if self.dialect.sqlite else f"'{day}'::date"

    def within(self, column: str, period: Period) -> str:
        return f"{column} >= {self.start(period.first)} AND {column} < {self.end(period.last)}"

    def us(self, column: str) -> str:
        if self.dialect.sqlite:
            return f"(unixepoch({column}) * 1000000 + CAST(substr({column}, 21, 6) AS INTEGER))"
        return f"CAST(EXTRACT(EPOCH FROM {column}) * 1000000 AS BIGINT)"

    def at_ranks(self, values: str, keys: str = "") -> str:
        """The values at the ranks of median and p90, of `value` in `values`."""
        by, comma = (f"PARTITION BY {keys} ", f"{keys}, ") if keys else ("", "")
        return f"""
SELECT {comma}whole, r, value FROM (
  SELECT {comma}value, row_number() OVER ({by}ORDER BY value) - 1 AS r, count(*) OVER ({by}) AS whole FROM ({values}) AS v
) AS ranked WHERE r IN ((whole - 1) / 2, (whole - 1) / 2 + 1, 9 * (whole - 1) / 10, 9 * (whole - 1) / 10 + 1)"""

    def waits(self, until: str) -> str:
        return (
            f"t.undone_at IS NULL AND t.created_at < {until} AND (t.done_at IS NULL OR t.done_at >= {until}) "
            f"AND (t.cancelled_at IS NULL OR t.cancelled_at >= {until})"
        )

    def there(self, until: str) -> str:
        return f"c.created_at < {until} AND (c.archived_at IS NULL OR c.archived_at >= {until})"

    def external(self, of: str) -> str:
        return f"coalesce({of}.external_id, 'v' || CAST({of}.id AS VARCHAR))"

    def sorted(self, text: str) -> str:
        return text if self.dialect.sqlite else f'{text} COLLATE "C"'

    def local_day(self, column: str) -> str:
        if self.dialect.sqlite:
            return f"date(substr({column}, 1, 19), '+3 hours')"
        return f"({column} AT TIME ZONE '{ZONE}')::date"

    @property
    def won(self) -> str:
        """From where: deals of the month whose last move is to a won stage."""
        return f"""
FROM moves m JOIN deals d ON d.id = m.deal_id JOIN stages s ON s.id = m.stage_id JOIN pipelines p ON p.id = d.pipeline_id
WHERE m.undone_at IS NULL AND {self.within("m.at", self.month)} AND s.kind = 'won' AND p.kind <> 'reach' AND d.undone_at IS NULL
AND NOT EXISTS (SELECT 1 FROM moves e WHERE e.deal_id = d.id AND e.undone_at IS NULL AND e.at < {self.end(self.month.last)}
  AND (e.at > m.at OR (e.at = m.at AND e.id > m.id)))"""
