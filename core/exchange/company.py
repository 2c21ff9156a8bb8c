"""company.json: the company itself, its pipelines and their stages. Source: BUNDLE.md."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.deals.kinds import PipelineKind, StageKind
from core.exchange.document import Walk, read_document
from core.exchange.problems import BadBundle
from core.exchange.schemes import SchemeFile, read_schemes
from core.exchange.source import Source

FILE = "company.json"
REQUIRABLE = frozenset({"amount", "expected_close", "contact", "probability"})
CATEGORIES = ("A", "B", "C", "none")
DEFAULT_DAYS = {"A": 30, "B": 90, "C": 180, "none": 90}
_KNOWN = {"name", "timezone", "country", "currency", "forgotten_days", "pipelines", "kpi"}


@dataclass(frozen=True, slots=True)
class StageFile:
    id: str
    name: str
    kind: StageKind
    probability: Decimal | None
    sla_days: int | None
    worked: bool
    offer: bool
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PipelineFile:
    id: str
    name: str
    kind: PipelineKind
    stages: tuple[StageFile, ...]


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """What company.json says. `schemes`: None where it says nothing of them; `no_place`: unknown keys."""

    name: str
    timezone: str
    country: str | None
    currency: str
    forgotten_days: dict[str, int]
    pipelines: tuple[PipelineFile, ...]
    schemes: tuple[SchemeFile, ...] | None
    no_place: tuple[str, ...]


def read_company(source: Source) -> CompanyFile:
    """Raises BadBundle with every reason: this file is used as a whole or not at all."""
    walk = Walk(FILE)
    company = _company(walk, read_document(source, FILE))
    if walk.problems:
        raise BadBundle(walk.problems)
    return company


def _company(walk: Walk, data: Any) -> CompanyFile:
    data = walk.mapping("", data)
    pipelines = walk.listing("pipelines", data.get("pipelines", []))
    found = tuple(_pipeline(walk, f"pipelines[{n}]", item) for n, item in enumerate(pipelines))
    walk.once("pipelines", [pipeline.id for pipeline in found])
    walk.once("stages", [stage.id for pipeline in found for stage in pipeline.stages])
    return CompanyFile(
        name=walk.text("name", data.get("name")),
        timezone=walk.zone("timezone", data.get("timezone")),
        country=walk.code("country", data.get("country"), "[A-Z]{2}") or None,
        currency=walk.code("currency", data.get("currency") or "RUB", "[A-Z]{3}"),
        forgotten_days=_forgotten(walk, data.get("forgotten_days")),
        pipelines=found,
        schemes=None if data.get("kpi") is None else read_schemes(walk, data["kpi"]),
        no_place=tuple(sorted(key for key, value in data.items() if key not in _KNOWN and value)),
    )


def _pipeline(walk: Walk, path: str, data: Any) -> PipelineFile:
    data = walk.mapping(path, data)
    stages = walk.listing(f"{path}.stages", data.get("stages", []))
    return PipelineFile(
        id=walk.name(f"{path}.id", data.get("id")),
        name=walk.text(f"{path}.name", data.get("name")),
        kind=walk.kind(f"{path}.kind", data.get("kind"), PipelineKind, PipelineKind.REACT),
        stages=tuple(_stage(walk, f"{path}.stages[{n}]", item) for n, item in enumerate(stages)),
    )


def _stage(walk: Walk, path: str, data: Any) -> StageFile:
    data = walk.mapping(path, data)
    required = walk.listing(f"{path}.required", data.get("required") or [])
    for name in required:
        if not isinstance(name, str) or name not in REQUIRABLE:
            walk.wrong(f"{path}.required", f"{name!r} is none of {', '.join(sorted(REQUIRABLE))}")
    return StageFile(
        id=walk.name(f"{path}.id", data.get("id")),
        name=walk.text(f"{path}.name", data.get("name")),
        kind=walk.kind(f"{path}.kind", data.get("kind"), StageKind, StageKind.OPEN),
        probability=walk.number(f"{path}.probability", data.get("probability"), 0, 100),
        sla_days=walk.whole(f"{path}.sla_days", data.get("sla_days"), 0),
        worked=walk.flag(f"{path}.worked", data.get("worked")),
        offer=walk.flag(f"{path}.offer", data.get("offer")),
        required=tuple(str(name) for name in required),
    )


def _forgotten(walk: Walk, data: Any) -> dict[str, int]:
    data = walk.mapping("forgotten_days", data if data is not None else {})
    found = dict(DEFAULT_DAYS)
    for key, value in data.items():
        path = f"forgotten_days.{key}"
        if key not in CATEGORIES:
            walk.wrong(path, f"none of {', '.join(CATEGORIES)}")
        else:
            found[key] = walk.whole(path, value, 1) or found[key]
    return found
