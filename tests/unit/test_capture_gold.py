"""The gold phrases and lines of CAPTURE.md, every slot of them."""

import json
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.capture.context import ClientIndex, Context, KnownClient, KnownPipeline, KnownStage
from core.capture.draft import When
from core.capture.reading import read_date, read_line
from core.deals.kinds import PipelineKind, StageKind

GOLD = Path(__file__).parents[1] / "gold" / "capture"


def gold(name: str) -> list:
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


@cache
def names() -> list[str]:
    return gold("clients")


@cache
def gold_clients() -> ClientIndex:
    return ClientIndex.of(KnownClient(number, name) for number, name in enumerate(names(), 1))


@cache
def gold_pipelines() -> tuple[KnownPipeline, ...]:
    ids = count(1)
    return tuple(
        KnownPipeline(
            number,
            one["name"],
            PipelineKind(one["kind"]),
            tuple(
                KnownStage(
                    next(ids), stage["name"], StageKind(stage["kind"]), stage.get("offer", False), place
                )
                for place, stage in enumerate(one["stages"])
            ),
        )
        for number, one in enumerate(gold("pipelines"), 1)
    )


def context_at(now: str, zone: str, *, language: str = "ru", **known) -> Context:
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    return Context(now=moment, language=language, clients=known.pop("clients", gold_clients()), **known)


def clock(due: When | None) -> str | None:
    if due is None:
        return None
    return due.strftime("%Y-%m-%dT%H:%M") if isinstance(due, datetime) else due.isoformat()


@pytest.mark.parametrize("phrase", gold("dates"), ids=lambda phrase: phrase["text"])
def test_a_gold_phrase_is_its_date(phrase: dict) -> None:
    context = context_at(phrase["now"], phrase["tz"], language=phrase["lang"])

    assert clock(read_date(phrase["text"], context)) == phrase["expect"]


@pytest.mark.parametrize("line", gold("lines"), ids=lambda line: line["text"])
def test_a_gold_line_has_every_slot_right(line: dict) -> None:
    context = context_at(line["now"], line["tz"], pipelines=gold_pipelines())
    stages = {stage.id: stage.name for pipeline in context.pipelines for stage in pipeline.stages}

    draft = read_line(line["text"], context)

    step = draft.next_step.value
    assert {
        "type": draft.type.value,
        "outcome": draft.outcome.value,
        "client": names()[draft.client.value - 1] if draft.client.value else None,
        "amount": draft.amount.value,
        "stage": stages.get(draft.stage.value),
        "lost_reason": draft.lost_reason.value,
        "next_step": step and {"kind": step.kind, "due": clock(step.due)},
    } == line["expect"]
