"""Figures of deals by hand."""

from collections.abc import Iterator
from datetime import timedelta

from core.people.calendars import day_end
from core.reports.period import Period, months_before
from tests.bench.hand_sql import ZONE, HandSql, Stages


class OfDeals(HandSql):
    __slots__ = ()

    def stood(self, where: str, until: str, line: Stages, more: str = "NULL") -> str:
        """How many deals stand where, came how far, last stood open where, as of a moment."""
        last = (
            f"(SELECT m.stage_id FROM moves m WHERE m.deal_id = d.id AND m.undone_at IS NULL AND m.at < {until} "
            "ORDER BY m.at DESC, m.id DESC LIMIT 1)"
        )
        far = (
            f"coalesce((SELECT max({line.place('m.stage_id')}) FROM moves m WHERE m.deal_id = d.id AND m.undone_at IS NULL "
            f"AND m.at < {until}), -1)"
        )
        opens = ", ".join(map(str, line.open))
        stood = (
            f"(SELECT m.stage_id FROM moves m WHERE m.deal_id = d.id AND m.undone_at IS NULL AND m.at < {until} "
            f"AND m.stage_id IN ({opens}) ORDER BY m.at DESC, m.id DESC LIMIT 1)"
        )
        greatest = "max" if self.dialect.sqlite else "greatest"
        still = f"d.stage_since < {until}"
        return f"""
SELECT st, far, stood, more, count(*), sum(amount) FROM (
  SELECT d.amount AS amount, {more} AS more,
    CASE WHEN {still} THEN d.stage_id ELSE coalesce({last}, d.first_stage_id) END AS st,
    CASE WHEN {still} THEN {line.place("d.furthest_stage_id")} ELSE {greatest}({far}, {line.place("d.first_stage_id")}) END AS far,
    CASE WHEN {still} THEN d.last_open_stage_id ELSE coalesce({stood}, d.first_stage_id) END AS stood
  FROM deals d WHERE d.undone_at IS NULL AND d.pipeline_id = {line.pipeline} AND {where}
) AS w GROUP BY st, far, stood, more"""

    def stays(self, where: str, until: str, line: Stages) -> str:
        return f"""
SELECT stage_id, {self.us("onward")} - {self.us("at")} AS value FROM (
  SELECT stage_id, at, lead(at) OVER (PARTITION BY id ORDER BY at, number) AS onward FROM (
    SELECT d.id, d.first_stage_id AS stage_id, d.created_at AS at, 0 AS number FROM deals d
      WHERE d.undone_at IS NULL AND d.pipeline_id = {line.pipeline} AND {where}
    UNION ALL
    SELECT d.id, m.stage_id, m.at, m.id FROM deals d JOIN moves m ON m.deal_id = d.id
      WHERE d.undone_at IS NULL AND d.pipeline_id = {line.pipeline} AND {where} AND m.undone_at IS NULL AND m.at < {until}
  ) AS steps
) AS ordered WHERE onward IS NOT NULL"""

    def reached(self, line: Stages, period: Period) -> str:
        """Steps that led further than any before, in the period."""
        end = self.end(period.last)
        return f"""
SELECT id, before, place FROM (
  SELECT id, at, place, coalesce(max(place) OVER (
      PARTITION BY id ORDER BY at, number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) AS before
  FROM (
    SELECT d.id, {line.place("d.first_stage_id")} AS place, d.created_at AS at, 0 AS number FROM deals d
      WHERE d.undone_at IS NULL AND d.pipeline_id = {line.pipeline} AND {self.within("d.created_at", period)}
    UNION ALL
    SELECT m.deal_id, {line.place("m.stage_id")}, m.at, m.id FROM moves m JOIN deals d ON d.id = m.deal_id
      WHERE m.undone_at IS NULL AND m.at < {end} AND d.undone_at IS NULL AND d.pipeline_id = {line.pipeline} AND m.deal_id IN (
        SELECT deal_id FROM moves WHERE undone_at IS NULL AND {self.within("at", period)}
        UNION SELECT id FROM deals WHERE {self.within("created_at", period)})
  ) AS steps
) AS ordered WHERE place > before AND {self.within("at", period)}"""

    def funnel(self) -> Iterator[str]:
        line, until = self.react, self.end(self.today)
        born = self.within("d.created_at", self.quarter)
        reason = f"CASE WHEN d.stage_id = {line.lost} THEN coalesce(d.lost_reason, '') END"
        yield self.stood(born, until, line, reason)
        late = " OR ".join(
            f"(stage_id = {stage} AND stage_since < {self.at(day_end(self.today, ZONE) - timedelta(days=days))})"
            for stage, days in line.sla.items()
        )
        yield (
            f"SELECT stage_id, count(*) FROM deals d WHERE d.undone_at IS NULL AND d.pipeline_id = {line.pipeline} AND {born} "
            f"AND ({late}) GROUP BY stage_id"
        )
        yield self.at_ranks(self.stays(born, until, line), "stage_id")

    def funnel_flow(self) -> Iterator[str]:
        yield f"SELECT before, place, count(*) FROM ({self.reached(self.react, self.month)}) AS r GROUP BY before, place"

    def bottleneck(self) -> Iterator[str]:
        line, until = self.react, self.end(self.quarter.last)
        yield self.stood(self.within("d.created_at", self.quarter), until, line)
        first = months_before(self.quarter.first, 6)
        base = Period(first, self.quarter.first - timedelta(days=1))
        yield self.stood(self.within("d.created_at", base), until, line)
        slow = " ".join(f"WHEN {stage} THEN {days * 86_400_000_000}" for stage, days in line.sla.items())
        stays = self.stays(self.within("d.created_at", self.quarter), until, line)
        yield (
            f"SELECT stage_id, sum(CASE WHEN value > CASE stage_id {slow} END THEN 1 ELSE 0 END), count(*) FROM ({stays}) AS s "
            "GROUP BY stage_id"
        )

    def forecast(self) -> Iterator[str]:
        month = (
            "substr(d.expected_close, 1, 7)"
            if self.dialect.sqlite
            else "to_char(d.expected_close, 'YYYY-MM')"
        )
        chance = "coalesce(d.probability, s.probability, 0)"
        brings = f"(d.amount * CAST({chance} AS BIGINT))"
        half_even = f"({brings} / 100 + CASE WHEN {brings} % 100 > 50 OR ({brings} % 100 = 50 AND {brings} / 100 % 2 = 1) THEN 1 ELSE 0 END)"
        yield f"""
SELECT {month}, d.expected_close < {self.day(self.today)}, {chance}, count(*), sum(d.amount), sum({half_even})
FROM deals d JOIN stages s ON s.id = d.stage_id JOIN pipelines p ON p.id = d.pipeline_id
WHERE d.undone_at IS NULL AND s.kind = 'open' AND p.kind <> 'reach' AND d.created_at < {self.end(self.today)} GROUP BY 1, 2, 3"""

    def five(self) -> Iterator[str]:
        until = self.end(self.month.last)
        for line in self.lines:
            if line.kind == "reach":
                yield self.stood(self.within("d.created_at", self.month), until, line, "d.channel_id")
            elif line.worked is not None:
                place = line.open.index(line.worked)
                ids = f"SELECT id FROM ({self.reached(line, self.month)}) AS r WHERE before < {place} AND place >= {place}"
                yield self.stood(f"d.id IN ({ids})", until, line)
        yield self.sold_by_kind(self.month)

    def sold_by_kind(self, period: Period) -> str:
        """Of sales without a deal: the first one, one after a year of nothing, or a repeat."""
        days = [period.first + timedelta(days=n) for n in range(period.days)]
        year_ago = " ".join(
            f"WHEN at < {self.end(day)} THEN {self.start(day - timedelta(days=365))}" for day in days
        )
        return f"""
SELECT kind, sum(revenue - cost) FROM (
  SELECT s.revenue, s.cost, d.kind FROM sales s JOIN deals d ON d.id = s.deal_id WHERE {self.within("s.at", period)}
  UNION ALL
  SELECT revenue, cost, CASE WHEN before IS NULL THEN 'new' WHEN before < CASE {year_ago} END THEN 'won_back' ELSE 'repeat' END
  FROM (
    SELECT s.revenue, s.cost, s.at, (SELECT max(e.at) FROM sales e WHERE e.client_id = s.client_id AND e.at < s.at) AS before
    FROM sales s WHERE s.deal_id IS NULL AND {self.within("s.at", period)}) AS w
) AS k GROUP BY kind"""

    def cycle(self) -> Iterator[str]:
        values = f"""SELECT d.owner_id, d.channel_id, {self.us("m.at")} - {self.us("d.created_at")} AS value{self.won}"""
        yield f"{values} ORDER BY value"

    def response(self) -> Iterator[str]:
        def first(of: str) -> str:
            return (
                f"(SELECT min(a.at) FROM activities a WHERE {of} AND a.kind <> 'note' AND a.undone_at IS NULL "
                f"AND a.at >= d.created_at AND a.at < {self.end(self.month.last)})"
            )

        least = "min" if self.dialect.sqlite else "least"
        on_lead, on_client = first("a.deal_id = d.id"), first("a.client_id = d.client_id")
        either = (
            f"{least}({on_lead}, {on_client})"
            if not self.dialect.sqlite
            else f"coalesce({least}({on_lead}, {on_client}), {on_lead}, {on_client})"
        )
        touched = f"""SELECT {self.us("first")} - {self.us("created_at")} AS value FROM (
  SELECT d.created_at, {either} AS first FROM deals d JOIN pipelines p ON p.id = d.pipeline_id
  WHERE p.kind = 'reach' AND d.undone_at IS NULL AND {self.within("d.created_at", self.month)}) AS w"""
        yield f"SELECT count(*), count(value), sum(CASE WHEN value <= 900000000 THEN 1 ELSE 0 END) FROM ({touched}) AS t"
        yield self.at_ranks(f"SELECT value FROM ({touched}) AS t WHERE value IS NOT NULL")
        yield f"SELECT opened_at, first_response_at, resolved_at FROM complaints WHERE {self.within('opened_at', self.month)}"

    def channels(self) -> Iterator[str]:
        yield (
            "SELECT d.channel_id, count(*) FROM deals d JOIN pipelines p ON p.id = d.pipeline_id WHERE p.kind = 'reach' AND "
            f"d.undone_at IS NULL AND {self.within('d.created_at', self.month)} GROUP BY d.channel_id"
        )
        yield (
            "SELECT c.channel_id, sum(s.revenue - s.cost) FROM sales s JOIN clients c ON c.id = s.client_id "
            f"WHERE {self.within('s.at', self.month)} GROUP BY c.channel_id"
        )
        yield f"""SELECT d.channel_id, count(*){self.won} GROUP BY d.channel_id"""
