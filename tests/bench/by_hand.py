"""The best SQL that one would write by hand for each figure of a whole company, over the same columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.people.calendars import day_end, day_start
from core.reports.period import Period, last_days, month_with, months_before
from tests.bench.large import Dialect

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
class ByHand:
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

    # --- deals

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

    @property
    def won(self) -> str:
        """From where: deals of the month whose last move is to a won stage."""
        return f"""
FROM moves m JOIN deals d ON d.id = m.deal_id JOIN stages s ON s.id = m.stage_id JOIN pipelines p ON p.id = d.pipeline_id
WHERE m.undone_at IS NULL AND {self.within("m.at", self.month)} AND s.kind = 'won' AND p.kind <> 'reach' AND d.undone_at IS NULL
AND NOT EXISTS (SELECT 1 FROM moves e WHERE e.deal_id = d.id AND e.undone_at IS NULL AND e.at < {self.end(self.month.last)}
  AND (e.at > m.at OR (e.at = m.at AND e.id > m.id)))"""

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

    # --- sales and clients

    def profit(self) -> Iterator[str]:
        before = Period(
            self.quarter.first - timedelta(days=self.quarter.days), self.quarter.first - timedelta(days=1)
        )
        for period in (self.quarter, before):
            yield (
                "SELECT count(*) FROM deals d JOIN pipelines p ON p.id = d.pipeline_id WHERE p.kind = 'reach' AND d.undone_at IS NULL "
                f"AND {self.within('d.created_at', period)}"
            )
            yield (
                "SELECT count(*), sum(revenue), sum(revenue - cost), count(DISTINCT client_id) FROM sales "
                f"WHERE {self.within('at', period)}"
            )

    def repeat(self) -> Iterator[str]:
        year, two = months_before(self.today, 12), months_before(self.today, 24)
        then, before, until = self.end(year), self.end(two), self.end(self.today)
        since = " ".join(
            f"WHEN first < {self.end(months_before(year, 12 * years))} THEN '{years}'"
            for years in (10, 5, 2, 1)
        )
        yield f"""
SELECT CASE WHEN by_then = 1 THEN 'first' {since} ELSE '0' END, count(*), sum(again) FROM (
  SELECT client_id, sum(CASE WHEN at < {then} THEN 1 ELSE 0 END) AS by_then, min(at) AS first,
    max(CASE WHEN at >= {then} THEN 1 ELSE 0 END) AS again
  FROM sales WHERE at < {until} GROUP BY client_id
  HAVING sum(CASE WHEN at >= {before} AND at < {then} THEN 1 ELSE 0 END) > 0
) AS w GROUP BY 1"""

    def segments(self) -> Iterator[str]:
        yield self.segments_at(self.today)

    def segments_list(self) -> Iterator[str]:
        yield self.segments_at(self.today, "id, external, segment", "")

    def segments_at(self, day: date, rows: str = "segment, count(*)", group: str = "GROUP BY segment") -> str:
        until = self.end(day)
        first = months_before(day.replace(day=1), 11)
        month = " ".join(
            f"WHEN at >= {self.start(month_with(months_before(day.replace(day=1), n)).first)} THEN {n}"
            for n in range(12)
        )
        lately, year = self.start(last_days(day, 90).first), self.start(last_days(day, 365).first)
        last = (
            f"CASE WHEN c.last_sale_at < {until} THEN c.last_sale_at WHEN c.first_sale_at < {until} THEN "
            f"(SELECT max(at) FROM sales s WHERE s.client_id = c.id AND s.at < {until}) END"
        )
        stage = (
            f"CASE WHEN d.stage_since < {until} THEN d.stage_id ELSE coalesce((SELECT m.stage_id FROM moves m WHERE m.deal_id = d.id "
            f"AND m.undone_at IS NULL AND m.at < {until} ORDER BY m.at DESC, m.id DESC LIMIT 1), d.first_stage_id) END"
        )
        return f"""
SELECT {rows} FROM (
  SELECT id, external, category, created_at, CASE WHEN last >= {lately} AND months >= 3 THEN 'loyal' WHEN last >= {year} THEN 'buyer'
    WHEN last IS NOT NULL THEN 'lost_buyer' WHEN EXISTS (SELECT 1 FROM deals d JOIN stages s ON s.id = {stage}
      WHERE d.client_id = w.id AND d.undone_at IS NULL AND d.created_at < {until} AND s.kind = 'open') THEN 'lead' ELSE 'potential' END AS segment
  FROM (
    SELECT c.id, {self.external("c")} AS external, c.category, c.created_at, {last} AS last, b.months FROM clients c LEFT JOIN (
      SELECT client_id, count(DISTINCT CASE {month} END) AS months FROM sales
      WHERE at >= {self.start(first)} AND at < {until} GROUP BY client_id) AS b ON b.client_id = c.id
    WHERE c.created_at < {until} AND (c.archived_at IS NULL OR c.archived_at >= {until})
  ) AS w
) AS p {group}"""

    def pareto(self) -> Iterator[str]:
        yield (
            f"WITH {self.placed()} SELECT sum(CASE WHEN place <= (buyers + 4) / 5 THEN profit ELSE 0 END), sum(profit) FROM r"
        )
        yield f"""
WITH {self.placed()}, best AS MATERIALIZED (SELECT id FROM r WHERE 100 * before < 80 * whole)
SELECT sum(CASE WHEN best.id IS NULL THEN 0 ELSE talks END), sum(talks) FROM (
  SELECT client_id, count(*) AS talks FROM activities WHERE {self.within("at", self.quarter)} AND undone_at IS NULL
  AND outcome = 'reached' AND ((kind = 'call' AND duration_min >= 3) OR kind IN ('meeting', 'visit')) GROUP BY client_id
) AS t LEFT JOIN best ON best.id = t.client_id"""

    def buyers(self) -> Iterator[str]:
        yield (
            f"WITH {self.placed()} SELECT id, external, profit, CASE WHEN 100 * before < 80 * whole THEN 'A' "
            "WHEN 100 * before < 95 * whole THEN 'B' ELSE 'C' END FROM r ORDER BY place"
        )

    def placed(self) -> str:
        order = f"(ORDER BY profit DESC, {self.sorted('external')}"
        gain = "CASE WHEN profit > 0 THEN profit ELSE 0 END"
        return f"""n AS MATERIALIZED (
  SELECT c.id, {self.external("c")} AS external, profit FROM (
    SELECT client_id, sum(revenue - cost) AS profit FROM sales WHERE {self.within("at", self.quarter)} GROUP BY client_id
  ) AS s JOIN clients c ON c.id = s.client_id), r AS MATERIALIZED (
  SELECT id, external, profit, row_number() OVER {order}) AS place, count(*) OVER () AS buyers, sum({gain}) OVER () AS whole,
    coalesce(sum({gain}) OVER {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM n)"""

    def rfm(self) -> Iterator[str]:
        year = last_days(self.today, 365)
        score = "5 - 5 * (rank() OVER (ORDER BY {} DESC) - 1) / count(*) OVER ()"
        yield f"""
WITH b AS MATERIALIZED (
  SELECT c.id, {self.external("c")} AS external, {self.local_day("last")} AS day, sales, money FROM (
    SELECT client_id, max(at) AS last, count(*) AS sales, sum(revenue) AS money FROM sales
    WHERE {self.within("at", year)} GROUP BY client_id) AS s JOIN clients c ON c.id = s.client_id)
SELECT id, external, day, sales, money, {", ".join(map(score.format, ("day", "sales", "money")))} FROM b"""

    def potential(self) -> Iterator[str]:
        year, until = last_days(self.today, 365), self.end(self.today)
        yield f"""
WITH k AS MATERIALIZED (
  SELECT c.id, {self.external("c")} AS external, c.need_per_year AS need, coalesce(b.revenue, 0) AS bought FROM clients c LEFT JOIN (
    SELECT client_id, sum(revenue) AS revenue FROM sales WHERE {self.within("at", year)} GROUP BY client_id) AS b ON b.client_id = c.id
  WHERE c.need_per_year IS NOT NULL AND c.created_at < {until} AND (c.archived_at IS NULL OR c.archived_at >= {until}))
SELECT * FROM k ORDER BY CASE WHEN need > bought THEN need - bought ELSE 0 END DESC, {self.sorted("external")}"""

    def forgotten(self) -> Iterator[str]:
        yield f"""{self.silent(self.today)}
SELECT (SELECT count(*) FROM f), (SELECT sum(profit) FROM f), f.* FROM f ORDER BY {self.most_at_stake()} LIMIT 5"""

    def forgotten_list(self) -> Iterator[str]:
        yield f"{self.silent(self.today)} SELECT * FROM f ORDER BY {self.most_at_stake()}"
        until = self.end(self.today)
        spoken = f"SELECT max(a.at) FROM activities a JOIN employees e ON e.id = a.employee_id WHERE {self.reached_in('c', until)}"
        last = (
            f"coalesce(CASE WHEN c.last_executive_at < {until} THEN c.last_executive_at WHEN c.last_executive_at IS NOT NULL THEN "
            f"({spoken} AND e.role IN ('head', 'director')) END, c.created_at)"
        )
        yield f"""
WITH g AS MATERIALIZED (SELECT c.id, {self.external("c")} AS external, {last} AS last FROM clients c WHERE c.category = 'A'
  AND {last} < {self.start(self.today - timedelta(days=179))} AND {self.there(until)})
SELECT id, external, {self.local_day("last")} AS day FROM g ORDER BY day, {self.sorted("external")}"""

    def most_at_stake(self) -> str:
        return f"profit DESC, {self.local_day('last')}, {self.sorted('external')}"

    def silent(self, day: date) -> str:
        """WITH f: the forgotten clients."""
        year, until = last_days(day, 365), self.end(day)
        profit = (
            f"CASE WHEN c.last_sale_at >= {self.start(year.first)} THEN coalesce((SELECT sum(s.revenue - s.cost) FROM sales s "
            f"WHERE s.client_id = c.id AND {self.within('s.at', year)}), 0) ELSE 0 END"
        )
        return f"""
WITH n AS MATERIALIZED ({self.next_steps(day)}), f AS MATERIALIZED (
  SELECT c.id, {self.external("c")} AS external, c.name, c.owner_id, c.category, {self.last_spoken(until)} AS last, {profit} AS profit
  FROM {self.silent_clients(day)})"""

    def silent_count(self, day: date, by: str = "") -> str:
        keys, group = (f"{by}, ", f" GROUP BY {by}") if by else ("", "")
        return f"WITH n AS MATERIALIZED ({self.next_steps(day)}) SELECT {keys}count(*) FROM {self.silent_clients(day)}{group}"

    def reached_in(self, client: str, until: str) -> str:
        return f"a.client_id = {client}.id AND a.undone_at IS NULL AND a.kind IN {LIVE} AND a.outcome = 'reached' AND a.at < {until}"

    def last_spoken(self, until: str) -> str:
        spoken = f"SELECT max(a.at) FROM activities a WHERE {self.reached_in('c', until)}"
        return (
            f"coalesce(CASE WHEN c.last_contact_at < {until} THEN c.last_contact_at WHEN c.last_contact_at IS NOT NULL "
            f"THEN ({spoken}) END, c.created_at)"
        )

    def waits(self, until: str) -> str:
        return (
            f"t.undone_at IS NULL AND t.created_at < {until} AND (t.done_at IS NULL OR t.done_at >= {until}) "
            f"AND (t.cancelled_at IS NULL OR t.cancelled_at >= {until})"
        )

    def next_steps(self, day: date) -> str:
        waits = f"{self.waits(self.end(day))} AND t.due_at >= {self.start(day)}"
        return f"""
SELECT client_id, min(due_at) AS due FROM (
  SELECT t.client_id, t.due_at FROM tasks t WHERE t.client_id IS NOT NULL AND {waits} UNION ALL
  SELECT d.client_id, t.due_at FROM tasks t JOIN deals d ON d.id = t.deal_id WHERE d.undone_at IS NULL AND {waits}
) AS s GROUP BY client_id"""

    def silent_clients(self, day: date) -> str:
        until = self.end(day)

        def by_category(moment) -> str:
            whens = " ".join(
                f"WHEN '{name}' THEN {moment(days)}" for name, days in {"A": 30, "B": 90, "C": 180}.items()
            )
            return f"CASE c.category {whens} ELSE {moment(90)} END"

        since = by_category(lambda days: self.start(day - timedelta(days=days - 1)))
        horizon = by_category(lambda days: self.end(day + timedelta(days=days)))
        return f"""clients c LEFT JOIN n ON n.client_id = c.id
  WHERE {self.last_spoken(until)} < {since} AND (n.due IS NULL OR n.due >= {horizon}) AND {self.there(until)}"""

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

    def audit(self) -> Iterator[str]:
        last, before = self.month.last, self.month.first - timedelta(days=1)
        until = self.end(last)
        now = self.segments_at(last, "id, category, created_at, segment", "")
        then = self.segments_at(before, "id, segment", "")
        yield f"""SELECT n.category, n.segment, t.segment, count(*), sum(CASE WHEN n.created_at >= {self.start(self.month.first)} THEN 1 ELSE 0 END)
FROM ({now}) AS n LEFT JOIN ({then}) AS t ON t.id = n.id GROUP BY 1, 2, 3"""
        waits = self.waits(until)
        phones = f"""
  SELECT k.client_id, k.phone_digits FROM contacts k JOIN clients c ON c.id = k.client_id WHERE {self.there(until)}
  UNION ALL SELECT k.client_id, p.phone_digits FROM contact_phones p JOIN contacts k ON k.id = p.contact_id
    JOIN clients c ON c.id = k.client_id WHERE {self.there(until)}"""
        alike = " OR ".join(
            f"{mark} IN (SELECT {mark} FROM clients c WHERE {self.there(until)} AND {mark} <> '' GROUP BY {mark} HAVING count(*) > 1)"
            for mark in ("c.name_key", "trim(c.inn)")
        )
        yield f"""
WITH phones AS MATERIALIZED ({phones})
SELECT sum(CASE WHEN c.owner_id IS NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN NOT EXISTS (SELECT 1 FROM contacts k WHERE k.client_id = c.id) THEN 1 ELSE 0 END),
  sum(CASE WHEN c.id IN (SELECT t.client_id FROM tasks t WHERE t.client_id IS NOT NULL AND {waits} UNION SELECT d.client_id FROM deals d
    JOIN tasks t ON t.deal_id = d.id WHERE d.undone_at IS NULL AND d.created_at < {until} AND {waits}) THEN 0 ELSE 1 END),
  sum(CASE WHEN {alike} OR c.id IN (SELECT client_id FROM phones WHERE phone_digits IN (
    SELECT phone_digits FROM phones GROUP BY phone_digits HAVING count(DISTINCT client_id) > 1)) THEN 1 ELSE 0 END)
FROM clients c WHERE {self.there(until)}"""
        yield self.silent_count(last)

    # --- people

    def activity(self) -> Iterator[str]:
        yield f"""SELECT employee_id, sum(CASE WHEN kind = 'call' THEN 1 ELSE 0 END),
  sum(CASE WHEN kind = 'call' AND outcome = 'reached' THEN 1 ELSE 0 END),
  sum(CASE WHEN kind <> 'call' AND outcome = 'reached' THEN 1 ELSE 0 END),
  sum(CASE WHEN outcome = 'reached' AND (kind <> 'call' OR duration_min >= 3) THEN 1 ELSE 0 END)
FROM activities WHERE undone_at IS NULL AND kind IN {LIVE} AND {self.within("at", self.month)} AND employee_id IS NOT NULL GROUP BY employee_id"""
        yield f"""SELECT m.by_id, count(*) FROM moves m JOIN stages s ON s.id = m.stage_id JOIN deals d ON d.id = m.deal_id
WHERE s.offer AND m.undone_at IS NULL AND d.undone_at IS NULL AND {self.within("m.at", self.month)} GROUP BY m.by_id"""
        yield f"SELECT owner_id, count(*) FROM clients WHERE {self.within('created_at', self.month)} GROUP BY owner_id"
        yield "SELECT id, external_id, name, function, team_id FROM employees"

    def control(self) -> Iterator[str]:
        yield from self.activity()
        until = self.end(self.month.last)
        yield f"""SELECT assignee_id, author_id, first_due_at, done_at FROM tasks WHERE undone_at IS NULL AND created_at < {until}
AND {self.within("first_due_at", self.month)} AND (cancelled_at IS NULL OR cancelled_at >= {until}) AND assignee_id IS NOT NULL"""
        yield f"""SELECT d.owner_id, count(*){self.won} GROUP BY d.owner_id"""
        yield self.silent_count(self.month.last, "c.owner_id")
        yield self.stood(self.within("d.created_at", self.month), until, self.react, "d.owner_id")

    def hygiene(self) -> Iterator[str]:
        until = self.end(self.today)
        recent = self.start(last_days(self.today, 14).first)
        waits = (
            f"t.deal_id = d.id AND t.undone_at IS NULL AND t.created_at < {until} AND (t.done_at IS NULL OR t.done_at >= {until}) "
            f"AND (t.cancelled_at IS NULL OR t.cancelled_at >= {until})"
        )
        yield f"""SELECT d.owner_id, count(*), sum(CASE WHEN EXISTS (SELECT 1 FROM tasks t WHERE {waits}) THEN 1 ELSE 0 END),
  sum(CASE WHEN EXISTS (SELECT 1 FROM tasks t WHERE {waits} AND t.due_at < {until}) THEN 0 ELSE 1 END),
  sum(CASE WHEN d.amount IS NOT NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN d.expected_close >= {self.day(self.today)} THEN 1 ELSE 0 END),
  sum(CASE WHEN EXISTS (SELECT 1 FROM activities a WHERE a.deal_id = d.id AND a.undone_at IS NULL AND a.at >= {recent} AND a.at < {until}) THEN 1 ELSE 0 END)
FROM deals d JOIN stages s ON s.id = d.stage_id WHERE d.undone_at IS NULL AND d.created_at < {until} AND s.kind = 'open' AND d.owner_id IS NOT NULL GROUP BY d.owner_id"""
        yield f"""SELECT c.owner_id, count(*),
  sum(CASE WHEN EXISTS (SELECT 1 FROM contacts k WHERE k.client_id = c.id AND (k.phone <> '' OR k.email <> '')) THEN 1 ELSE 0 END),
  sum(CASE WHEN c.industry <> '' AND c.region <> '' AND c.category <> '' THEN 1 ELSE 0 END)
FROM clients c WHERE c.created_at < {until} AND (c.archived_at IS NULL OR c.archived_at >= {until}) AND c.owner_id IS NOT NULL GROUP BY c.owner_id"""
        yield "SELECT id, external_id, name, function, team_id FROM employees"
