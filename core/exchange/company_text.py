"""company.json as an export writes it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from core.access import Permission, needs
from core.deals.models import Pipeline, Stage
from core.exchange.document import json_number
from core.exchange.load_schemes import schemes_of
from core.exchange.schemes import scheme_json
from core.people.company import Company, company_of
from core.work import Reading


@needs(Permission.KEEP_HOUSE)
async def company_text(read: Reading, people: Mapping[int, str]) -> str:
    """`people`: external ids of employees. Raises NotFound where there is no company yet."""
    company = await company_of(read)
    stages = await read.all(select(Stage).order_by(Stage.position, Stage.id))
    pipelines = await read.all(select(Pipeline).order_by(Pipeline.position, Pipeline.id))
    lines: dict[int, str] = {line.id: line.external_id for line in pipelines}
    data: dict[str, Any] = {
        "name": company.name,
        "timezone": company.timezone,
        "country": company.country,
        "currency": company.currency,
        "language": company.language,
        "forgotten_days": _forgotten(company),
        "pipelines": [
            _pipeline(line, lines, people, (stage for stage in stages if stage.pipeline_id == line.id))
            for line in pipelines
        ],
    }
    schemes = await schemes_of(read, people)
    if schemes:
        data["kpi"] = [scheme_json(scheme) for scheme in schemes]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _forgotten(company: Company) -> dict[str, int]:
    return {
        "A": company.forgotten_a,
        "B": company.forgotten_b,
        "C": company.forgotten_c,
        "none": company.forgotten_none,
    }


def _pipeline(
    line: Pipeline, lines: Mapping[int, str], people: Mapping[int, str], stages: Iterable[Stage]
) -> dict[str, Any]:
    further = {
        "hands_to": lines.get(line.hands_to_id or 0),
        "assign_by": line.assign_by and line.assign_by.value,
        "assign_function": line.assign_function and line.assign_function.value,
        "last_assigned": people.get(line.last_assigned_id or 0),
    }
    return {
        "id": line.external_id,
        "name": line.name,
        "kind": line.kind.value,
        **_set(further),
        "stages": [_stage(stage) for stage in stages],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "id": stage.external_id,
        "name": stage.name,
        "kind": stage.kind.value,
        "probability": None if stage.probability is None else json_number(stage.probability),
        "sla_days": stage.sla_days,
        "worked": stage.worked,
        "offer": stage.offer,
        "required": list(stage.required),
        **_set({"script": stage.script, "checklist": list(stage.checklist)}),
    }


def _set(further: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in further.items() if value}
