"""Figures of sales and clients by hand."""

from collections.abc import Iterator
from datetime import date, timedelta

from core.reports.period import Period, last_days, month_with, months_before
from tests.bench.hand_deals import OfDeals
from tests.bench.hand_sql import LIVE


class OfClients(OfDeals):
    __slots__ = ()

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
WITH {self.placed()}
SELECT sum(CASE WHEN client_id IN (SELECT id FROM r WHERE 100 * before < 80 * whole) THEN talks ELSE 0 END), sum(talks) FROM (
  SELECT client_id, count(*) AS talks FROM activities WHERE {self.within("at", self.quarter)} AND undone_at IS NULL
  AND outcome = 'reached' AND ((kind = 'call' AND duration_min >= 3) OR kind IN ('meeting', 'visit')) GROUP BY client_id
) AS t"""

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
