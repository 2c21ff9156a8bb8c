"""company.json: the company itself, its pipelines and their stages. Source: BUNDLE.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import AssignBy
from core.exchange.document import Walk, read_document
from core.exchange.problems import BadBundle
from core.exchange.schemes import SchemeFile, read_schemes
from core.exchange.source import Source
from core.people.employees import Function

FILE = "company.json"
REQUIRABLE = frozenset({"amount", "expected_close", "contact", "probability"})
CATEGORIES = ("A", "B", "C", "none")
DEFAULT_DAYS = {"A": 30, "B": 90, "C": 180, "none": 90}
LANGUAGES = ("ru", "en")
_KNOWN = {"name", "timezone", "country", "currency", "language", "forgotten_days", "pipelines", "kpi"}


@dataclass(frozen=True, slots=True)
class StageFile:
    """`more`: attributes that a bundle need not speak of; what is not there is left alone."""

    id: str
    name: str
    kind: StageKind
    probability: Decimal | None
    sla_days: int | None
    worked: bool
    offer: bool
    required: tuple[str, ...]
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PipelineFile:
    """`hands_to`, `last_assigned`: ids, None where the bundle does not speak of it, empty for nobody."""

    id: str
    name: str
    kind: PipelineKind
    stages: tuple[StageFile, ...]
    hands_to: str | None
    last_assigned: str | None
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """What company.json says. `schemes`, `language`: None where it says nothing of them; `no_place`: unknown
    keys.
    """

    name: str
    timezone: str
    country: str | None
    currency: str
    language: str | None
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
        language=_language(walk, data.get("language")),
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
        hands_to=_id(walk, path, data, "hands_to"),
        last_assigned=_id(walk, path, data, "last_assigned"),
        more=_assigning(walk, path, data),
    )


def _id(walk: Walk, path: str, data: dict[str, Any], key: str) -> str | None:
    """None where the key is missing, empty for null."""
    if key not in data:
        return None
    return "" if data[key] is None else walk.name(f"{path}.{key}", data[key])


def _assigning(walk: Walk, path: str, data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    by, function = data.get("assign_by"), data.get("assign_function")
    if "assign_by" in data:
        kind = by and walk.kind(f"{path}.assign_by", by, AssignBy, AssignBy.LOAD)
        found["assign_by"] = kind or None
    if "assign_function" in data:
        place = function and walk.kind(f"{path}.assign_function", function, Function, Function.CLOSER)
        found["assign_function"] = place or None
    return found


def _playbook(walk: Walk, path: str, data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "script" in data:
        found["script"] = walk.text(f"{path}.script", data["script"]) if data["script"] else ""
    if "checklist" in data:
        items = walk.listing(f"{path}.checklist", data["checklist"] or [])
        found["checklist"] = [walk.text(f"{path}.checklist[{n}]", item) for n, item in enumerate(items)]
    return found


def _language(walk: Walk, value: Any) -> str | None:
    if value is not None and value not in LANGUAGES:
        walk.wrong("language", f"none of {', '.join(LANGUAGES)}")
        return None
    return value if isinstance(value, str) else None


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
        more=_playbook(walk, path, data),
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
