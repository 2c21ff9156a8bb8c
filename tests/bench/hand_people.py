"""Figures of people by hand."""

from collections.abc import Iterator

from core.reports.period import last_days
from tests.bench.hand_clients import OfClients
from tests.bench.hand_sql import LIVE


class OfPeople(OfClients):
    __slots__ = ()

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
