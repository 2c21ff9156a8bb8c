"""The rows of a large company, as SQL of both databases."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.deals.models import Stage

A_MANAGER, A_TEAM = 100, 10
YEARS = 3
SPAN = YEARS * 365 * 86_400


@dataclass(frozen=True, slots=True)
class Size:
    clients: int

    @property
    def managers(self) -> int:
        return self.clients // A_MANAGER

    @property
    def teams(self) -> int:
        return self.managers // A_TEAM


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the two databases write a row of numbers, a moment, and a chosen word."""

    sqlite: bool
    end: int

    def numbers(self, most: int, name: str = "x") -> str:
        """Rows of the numbers from 1 up to `most`, in a column of that name."""
        if self.sqlite:
            count = f"n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < {most})"
            return f"(WITH RECURSIVE {count} SELECT v AS {name} FROM n) AS of_{name}"
        return f"(SELECT v::bigint AS {name} FROM generate_series(1, {most}) AS g(v)) AS of_{name}"

    def moment(self, seconds_ago: str) -> str:
        since = f"{self.end} - ({seconds_ago})"
        if self.sqlite:
            return f"strftime('%Y-%m-%d %H:%M:%S.000000', {since}, 'unixepoch')"
        return f"to_timestamp({since})"

    def day(self, days_on: str) -> str:
        if self.sqlite:
            return f"date({self.end} + 86400 * ({days_on}), 'unixepoch')"
        return f"(to_timestamp({self.end} + 86400 * ({days_on})) AT TIME ZONE 'UTC')::date"

    def json(self, value: str) -> str:
        return f"'{value}'" if self.sqlite else f"'{value}'::jsonb"

    @property
    def no(self) -> str:
        return "0" if self.sqlite else "false"


def dice(seed: int, sides: str, of: str = "x") -> str:
    """A number from 0 up to `sides` that hangs on `of` alone."""
    return f"((({of}) * 2654435761 + {seed * 40503}) % 1000003) % ({sides})"


def some_time(seed: int, seconds: int, of: str = "x") -> str:
    """Seconds from 0 up to `seconds`, evenly."""
    return f"({dice(seed, '1000003', of)}) * 97 % {seconds}"


def in_order(seconds: int, rows: int) -> str:
    """Seconds ago of row x of so many: rows come as time goes, the last one now, within an hour or so."""
    return f"({seconds} - {seconds} * x / {rows} + {dice(9, '3600')})"


def chosen(seed: int, words: tuple[str, ...], of: str = "x") -> str:
    whens = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE {dice(seed, str(len(words)), of)} {whens} END"


def statements(size: Size, dialect: Dialect, lines: dict[str, list[Stage]]) -> Iterator[tuple[str, str]]:
    """What fills each table, in order."""
    d, n = dialect, size.clients
    owner = f"(({{0}} - 1) % {size.managers}) + 1"
    yield (
        "clients",
        f"""
INSERT INTO clients (id, name, search_key, name_key, industry, region, category, owner_id, channel_id, need_per_year,
  created_at, custom, keyed_as, version)
SELECT x, 'ООО «Клиент ' || x || '»', 'ооо «клиент ' || x || '»', 'клиент' || x, {chosen(1, ("стройка", "пищевая", "металл", "медицина"))},
  {chosen(2, ("Север", "Юг", "Урал", "Волга", "Центр"))}, {chosen(3, ("A", "B", "B", "C", "C", "C"))},
  {owner.format("x")}, 1 + {dice(4, "4")}, CASE {dice(5, "2")} WHEN 0 THEN (1 + {dice(6, "500")}) * 100000 END,
  {d.moment(in_order(SPAN, n))}, {d.json("{}")}, 'ооо «клиент ' || x || '»', 0
FROM {d.numbers(n)}""",
    )
    yield (
        "contacts",
        f"""
INSERT INTO contacts (id, client_id, name, search_key, phone, phone_digits, custom, version)
SELECT x, x, 'Иванов ' || x, 'иванов ' || x, '+7' || (9000000000 + x), '7' || (9000000000 + x), {d.json("{}")}, 0
FROM {d.numbers(n)}""",
    )
    kinds = (
        "CASE WHEN "
        + dice(10, "10")
        + " < 2 THEN 'reach' WHEN "
        + dice(10, "10")
        + " < 9 THEN 'react' ELSE 'refresh' END"
    )
    pipeline = (
        "CASE kind " + " ".join(f"WHEN '{k}' THEN {s[0].pipeline_id}" for k, s in lines.items()) + " END"
    )
    first = "CASE kind " + " ".join(f"WHEN '{k}' THEN {s[0].id}" for k, s in lines.items()) + " END"
    born = in_order(SPAN, n)
    yield (
        "deals",
        f"""
INSERT INTO deals (id, title, client_id, pipeline_id, first_stage_id, stage_id, stage_since, owner_id, channel_id, kind,
  amount, expected_close, created_at, lost_reason, probability_follows, custom, version)
SELECT x, 'Поставка ' || x, x, {pipeline}, {first}, {first}, {d.moment(born)}, {owner.format("x")}, 1 + {dice(4, "4")},
  {chosen(12, ("new", "new", "repeat", "upsell"))}, (1 + {dice(13, "4000")}) * 50000, {d.day(f"{dice(14, '180')} - 30")},
  {d.moment(born)}, CASE {dice(15, "10")} WHEN 0 THEN 'price' WHEN 1 THEN 'competitor' WHEN 2 THEN 'no_need' END,
  {d.no}, {d.json("{}")}, 0
FROM (SELECT x, {kinds} AS kind FROM {d.numbers(n)}) AS n""",
    )
    steps = dice(16, "9")
    # None after the end: what stands now would have to be looked up in the history.
    moved = f"CASE WHEN born - born * j / 10 > 3600 THEN born - born * j / 10 - {dice(17, '3600')} ELSE 1 END"
    stage = " ".join(_stage_case(kind, stages) for kind, stages in lines.items())
    yield (
        "moves",
        f"""
INSERT INTO moves (id, deal_id, stage_id, at, by_id)
SELECT (x - 1) * 9 + j, x, CASE kind {stage} END, {d.moment(moved)}, {owner.format("x")}
FROM (SELECT x, j, {steps} + 1 AS steps, {kinds} AS kind, {born} AS born, {dice(18, "10")} AS fate
  FROM {d.numbers(n)}, {d.numbers(9, "j")}) AS n
WHERE j <= steps""",
    )
    client = f"(1 + (x * 7919) % {n})"
    kind = (
        f"CASE WHEN {dice(20, '20')} < 11 THEN 'call' WHEN {dice(20, '20')} < 14 THEN 'meeting' "
        f"WHEN {dice(20, '20')} < 15 THEN 'visit' WHEN {dice(20, '20')} < 18 THEN 'email' ELSE 'note' END"
    )
    yield (
        "activities",
        f"""
INSERT INTO activities (id, kind, outcome, client_id, deal_id, employee_id, at, duration_min, text, version)
SELECT x, kind, CASE WHEN kind IN ('email', 'note') THEN NULL WHEN {dice(21, "3")} < 2 THEN 'reached' ELSE 'no_answer' END,
  client, CASE {dice(22, "3")} WHEN 0 THEN client END, {owner.format("client")}, {d.moment(in_order(SPAN, 10 * n))},
  CASE kind WHEN 'call' THEN 1 + {dice(24, "9")} END, 'звонил, обсудили поставку и сроки ' || x, 0
FROM (SELECT x, {client} AS client, {kind} AS kind FROM {d.numbers(10 * n)}) AS n""",
    )
    due = f"{in_order(SPAN, 2 * n)} - 10 * 86400"
    yield (
        "tasks",
        f"""
INSERT INTO tasks (id, kind, title, assignee_id, author_id, client_id, deal_id, created_at, due_at, first_due_at, all_day,
  done_at, version)
SELECT x, {chosen(30, ("call", "meeting", "send", "follow_up"))}, 'Перезвонить', {owner.format("client")}, {owner.format("client")},
  client, CASE {dice(33, "2")} WHEN 0 THEN client END, {d.moment("due + 604800")}, {d.moment("due")}, {d.moment("due")}, {d.no},
  CASE WHEN due > 0 AND {dice(32, "50")} > 0 THEN {d.moment("due - 3600 + " + dice(34, "7200"))} END, 0
FROM (SELECT x, (1 + (x * 5003) % {n}) AS client, {due} AS due FROM {d.numbers(2 * n)}) AS n""",
    )
    yield (
        "sales",
        f"""
INSERT INTO sales (id, client_id, at, revenue, cost, employee_id)
SELECT x, client, {d.moment(in_order(SPAN, 3 * n))}, (10 + {dice(41, "900")}) * 10000,
  (5 + {dice(41, "900")}) * 7000, CASE WHEN {dice(42, "4")} > 0 THEN {owner.format("client")} END
FROM (SELECT x, (1 + (x * 3001) % {max(1, n * 2 // 3)}) AS client FROM {d.numbers(3 * n)}) AS n""",
    )
    yield (
        "complaints",
        f"""
INSERT INTO complaints (id, client_id, kind, opened_at, first_response_at, resolved_at, text, version)
SELECT x, 1 + (x * 61) % {n}, 'complaint', {d.moment("opened")}, {d.moment("opened - " + dice(51, "90000"))},
  CASE {dice(52, "5")} WHEN 0 THEN NULL ELSE {d.moment("opened - 90000 - " + dice(53, "900000"))} END, 'недовоз', 0
FROM (SELECT x, 1000000 + {some_time(50, SPAN - 1_000_000)} AS opened FROM {d.numbers(max(1, n // 20))}) AS n""",
    )


def _stage_case(kind: str, stages: list[Stage]) -> str:
    """Up the open stages, now and then one back; seven of ten end won or lost."""
    open_ones = [stage for stage in stages if stage.kind == "open"]
    won = next(stage for stage in stages if stage.kind == "won")
    lost = next(stage for stage in stages if stage.kind == "lost")
    whens = " ".join(f"WHEN {place} THEN {stage.id}" for place, stage in enumerate(open_ones))
    place = "(CASE WHEN j % 4 = 3 THEN j - 2 ELSE j END)"
    last = len(open_ones) - 1
    return (
        f"WHEN '{kind}' THEN CASE WHEN j = steps AND fate < 3 THEN {won.id} WHEN j = steps AND fate < 7 THEN {lost.id} "
        f"ELSE CASE (CASE WHEN {place} > {last} THEN {last} ELSE {place} END) {whens} END END"
    )
