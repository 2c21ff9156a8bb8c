"""`python -m core capture`: lines in, drafts out as JSON (CAPTURE.md, "On the command line")."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from core.capture.context import ClientIndex, Context, KnownClient, KnownPipeline, KnownStage
from core.capture.draft import Draft, Slot, When
from core.capture.reading import read_date, read_line
from core.deals.kinds import PipelineKind, StageKind

Load = Callable[[], Context]
"""The context of the database: its clients, contacts and pipelines; its `now` carries the company's zone."""

Json = dict[str, Any]
_SPANS = (
    "type",
    "outcome",
    "client",
    "contact",
    "amount",
    "amount_low",
    "stage",
    "lost_reason",
    "next_step",
    "at",
)


class _Refused(Exception):
    """A wrong option, in one line."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Refused(message)


def run(argv: Sequence[str], *, load: Load | None = None) -> int:
    """Read lines and print one JSON object a line. 2 and a line on stderr for a wrong option.

    `load` gives what the database knows; it is asked only where --clients or --pipelines is missing.
    """
    try:
        options = _parser().parse_args(list(argv))
        context = _context(options, load)
        lines = _lines(options)
    except _Refused as refused:
        sys.stderr.write(f"capture: {refused}\n")
        return 2
    for line in lines:
        answer = _date_answer(line, context) if options.dates_only else _line_answer(line, context)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="capture", description="Read a line of speech into a draft.", allow_abbrev=False)
    parser.add_argument("--now", metavar="ISO-LOCAL", help="the person's local time; the clock's without it")
    parser.add_argument("--tz", metavar="ZONE", help="a zone of the IANA data base, Europe/Moscow")
    parser.add_argument("--lang", choices=("ru", "en"), default="ru")
    parser.add_argument("--clients", metavar="FILE", help="a JSON list of names instead of the database's")
    parser.add_argument("--pipelines", metavar="FILE", help="pipelines in the form of company.json")
    parser.add_argument("--dates-only", action="store_true", help="every line is only a date")
    parser.add_argument(
        "--json", action="store_true", help="accepted for likeness: the answer is JSON anyway"
    )
    parser.add_argument("line", nargs="*", metavar="LINE", help="the line, or - for lines of stdin")
    return parser


def _lines(options: argparse.Namespace) -> Iterable[str]:
    if not options.line:
        raise _Refused("a line is wanted, or - for lines of stdin")
    if options.line == ["-"]:
        return (line.rstrip("\r\n") for line in sys.stdin)
    return (" ".join(options.line),)


def _context(options: argparse.Namespace, load: Load | None) -> Context:
    needed = not options.dates_only and (options.clients is None or options.pipelines is None)
    known = load() if load is not None and needed else None
    now = _now(options, known)
    return Context(
        now=now,
        language=options.lang,
        clients=_clients(options.clients) if options.clients else known.clients if known else ClientIndex(),
        pipelines=_pipelines(options.pipelines) if options.pipelines else known.pipelines if known else (),
        contacts=known.contacts if known and not options.clients else Context(now=now).contacts,
        country=known.country if known else None,
        learned=known.learned if known and not options.pipelines else (),
        day_parts=known.day_parts if known else Context(now=now).day_parts,
    )


def _now(options: argparse.Namespace, known: Context | None) -> datetime:
    try:
        zone = (
            ZoneInfo(options.tz) if options.tz else known.now.tzinfo if known else ZoneInfo("Europe/Moscow")
        )
    except (ValueError, OSError, KeyError) as error:
        raise _Refused(f"--tz: no such zone: {options.tz}") from error
    if options.now is None:
        return datetime.now(zone)
    try:
        moment = datetime.fromisoformat(options.now)
    except ValueError as error:
        raise _Refused(f"--now: not a local time: {options.now}") from error
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def _read(option: str, path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _Refused(f"{option}: cannot read {path}") from error


def _clients(path: str) -> ClientIndex:
    names = _read("--clients", path)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _Refused("--clients: a JSON list of names is wanted")
    return ClientIndex.of(KnownClient(number, name) for number, name in enumerate(names, 1))


def _pipelines(path: str) -> tuple[KnownPipeline, ...]:
    data = _read("--pipelines", path)
    data = data.get("pipelines", ()) if isinstance(data, dict) else data
    ids = count(1)
    try:
        return tuple(_pipeline(number, one, ids) for number, one in enumerate(data, 1))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise _Refused("--pipelines: the pipelines of company.json are wanted") from error


def _pipeline(number: int, data: Json, ids: "count[int]") -> KnownPipeline:
    stages = tuple(
        KnownStage(
            next(ids), one["name"], StageKind(one.get("kind", "open")), bool(one.get("offer")), position
        )
        for position, one in enumerate(data["stages"])
    )
    return KnownPipeline(number, data["name"], PipelineKind(data.get("kind", "react")), stages)


def _when(value: When | None) -> str | None:
    if value is None:
        return None
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value.isoformat()


def _date_answer(line: str, context: Context) -> Json:
    return {"text": line, "due": _when(read_date(line, context))}


def _line_answer(line: str, context: Context) -> Json:
    draft = read_line(line, context)
    step = draft.next_step.value
    return {
        "text": draft.text,
        "type": draft.type.value,
        "outcome": draft.outcome.value,
        "client": _client_name(draft, context),
        "candidates": [{"name": one.label, "score": one.score} for one in draft.client.candidates],
        "contact": _contact_name(draft, context),
        "at": _when(draft.at.value),
        "amount": draft.amount.value,
        "amount_low": draft.amount_low.value,
        "stage": _stage_name(draft, context),
        "lost_reason": draft.lost_reason.value,
        "next_step": None if step is None else {"kind": step.kind.value, "due": _when(step.due)},
        "facts": [{"field": fact.field, "value": fact.value} for fact in draft.facts],
        "spans": _spans(draft),
    }


def _client_name(draft: Draft, context: Context) -> str | None:
    return None if draft.client.value is None else context.clients.by_id[draft.client.value].name


def _contact_name(draft: Draft, context: Context) -> str | None:
    if draft.contact.value is not None and draft.client.value is not None:
        people = context.contacts.of_client(draft.client.value)
        return next(person.name for person in people if person.id == draft.contact.value)
    return draft.new_contact.value


def _stage_name(draft: Draft, context: Context) -> str | None:
    stages = (stage for pipeline in context.pipelines for stage in pipeline.stages)
    return next((stage.name for stage in stages if stage.id == draft.stage.value), None)


def _spans(draft: Draft) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for name in _SPANS:
        slot: Slot[Any] = getattr(draft, name)
        if slot.span is not None and slot.value is not None:
            found[name] = [slot.span.start, slot.span.end]
    if draft.new_contact.span is not None and "contact" not in found:
        found["contact"] = [draft.new_contact.span.start, draft.new_contact.span.end]
    step = draft.next_step.value
    if step is not None and step.due_span is not None:
        found["due"] = [step.due_span.start, step.due_span.end]
    return found
