"""company.json: the company, its pipelines in its own language, its KPI schemes."""

import json
from typing import Any

from demo.company.house import House
from demo.company.plans import MONEY
from demo.company.shape import Kpi, Stage


def company_json(house: House) -> str:
    """The file's text."""
    words, shape = house.words, house.shape
    company = {
        "name": words.company.name,
        "timezone": words.company.timezone,
        "country": words.company.country,
        "currency": words.company.currency,
        "forgotten_days": shape.forgotten_days,
        "kpi": [_scheme(name, scheme, words.company.scale) for name, scheme in shape.kpi.items()],
        "pipelines": [
            {
                "id": line.id,
                "name": words.pipelines[line.id],
                "kind": line.kind,
                "stages": [_stage(stage, words.stages[stage.id]) for stage in line.stages],
            }
            for line in shape.pipelines
        ],
    }
    return json.dumps(company, ensure_ascii=False, indent=1) + "\n"


def _scheme(function: str, scheme: Kpi, scale: float) -> dict[str, Any]:
    indicators = [one.model_dump() for one in scheme.indicators]
    for one in indicators:
        if one["metric"] in MONEY:
            one["target"] *= scale
    return {
        "function": function,
        "bonus": round(scheme.bonus * scale),
        "fine": round(scheme.fine * scale),
        "indicators": indicators,
    }


def _stage(stage: Stage, name: str) -> dict[str, Any]:
    facts = stage.model_dump(
        include={"id", "kind", "probability", "sla_days", "worked", "offer", "required"}, exclude_none=True
    )
    return facts | {"name": name}
