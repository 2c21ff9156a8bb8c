"""company.json: the company itself, its pipelines and their stages. Source: BUNDLE.md."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from core.deals.kinds import PipelineKind, StageKind
from core.exchange.cells import zone
from core.exchange.problems import BadBundle, Problem, Unusable, unusable_file
from core.exchange.source import Source

FILE = "company.json"
REQUIRABLE = frozenset({"amount", "expected_close", "contact", "probability"})
CATEGORIES = ("A", "B", "C", "none")
DEFAULT_DAYS = {"A": 30, "B": 90, "C": 180, "none": 90}
_KNOWN = {"name", "timezone", "country", "currency", "forgotten_days", "pipelines"}
_LONGEST_DAYS = 36_500

K = TypeVar("K", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class StageFile:
    id: str
    name: str
    kind: StageKind
    probability: int | None
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
    """What company.json says. `no_place`: its keys that this version has no table for."""

    name: str
    timezone: str
    country: str | None
    currency: str
    forgotten_days: dict[str, int]
    pipelines: tuple[PipelineFile, ...]
    no_place: tuple[str, ...]


def read_company(source: Source) -> CompanyFile:
    """Raises BadBundle with every reason: this file is used as a whole or not at all."""
    content = source.read(FILE)
    if content is None:
        raise unusable_file(FILE, "there is no such file")
    try:
        data = json.loads(content)
    except json.JSONDecodeError as wrong:
        raise unusable_file(FILE, f"broken JSON: {wrong.msg}", wrong.lineno) from None
    except (RecursionError, ValueError):
        raise unusable_file(FILE, "broken JSON") from None
    reader = _Reader()
    company = reader.company(data)
    if reader.problems:
        raise BadBundle(reader.problems)
    return company


class _Reader:
    """Walks the document and notes what is wrong, each with its path."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def company(self, data: Any) -> CompanyFile:
        data = self._mapping("", data)
        pipelines = self._list("pipelines", data.get("pipelines", []))
        found = tuple(self._pipeline(f"pipelines[{n}]", item) for n, item in enumerate(pipelines))
        self._once("pipelines", [pipeline.id for pipeline in found])
        self._once("stages", [stage.id for pipeline in found for stage in pipeline.stages])
        return CompanyFile(
            name=self._text("name", data.get("name")),
            timezone=self._zone(data.get("timezone")),
            country=self._code("country", data.get("country"), "[A-Z]{2}") or None,
            currency=self._code("currency", data.get("currency") or "RUB", "[A-Z]{3}"),
            forgotten_days=self._forgotten(data.get("forgotten_days")),
            pipelines=found,
            no_place=tuple(sorted(key for key, value in data.items() if key not in _KNOWN and value)),
        )

    def _pipeline(self, path: str, data: Any) -> PipelineFile:
        data = self._mapping(path, data)
        stages = self._list(f"{path}.stages", data.get("stages", []))
        return PipelineFile(
            id=self._text(f"{path}.id", data.get("id")).strip(),
            name=self._text(f"{path}.name", data.get("name")),
            kind=self._kind(f"{path}.kind", data.get("kind"), PipelineKind, PipelineKind.REACT),
            stages=tuple(self._stage(f"{path}.stages[{n}]", item) for n, item in enumerate(stages)),
        )

    def _stage(self, path: str, data: Any) -> StageFile:
        data = self._mapping(path, data)
        required = self._list(f"{path}.required", data.get("required") or [])
        for name in required:
            if not isinstance(name, str) or name not in REQUIRABLE:
                self._wrong(f"{path}.required", f"{name!r} is none of {', '.join(sorted(REQUIRABLE))}")
        return StageFile(
            id=self._text(f"{path}.id", data.get("id")).strip(),
            name=self._text(f"{path}.name", data.get("name")),
            kind=self._kind(f"{path}.kind", data.get("kind"), StageKind, StageKind.OPEN),
            probability=self._number(f"{path}.probability", data.get("probability"), 0, 100),
            sla_days=self._whole(f"{path}.sla_days", data.get("sla_days"), 0),
            worked=self._flag(f"{path}.worked", data.get("worked")),
            offer=self._flag(f"{path}.offer", data.get("offer")),
            required=tuple(str(name) for name in required),
        )

    def _forgotten(self, data: Any) -> dict[str, int]:
        data = self._mapping("forgotten_days", data if data is not None else {})
        found = dict(DEFAULT_DAYS)
        for key, value in data.items():
            path = f"forgotten_days.{key}"
            if key not in CATEGORIES:
                self._wrong(path, f"none of {', '.join(CATEGORIES)}")
            else:
                found[key] = self._whole(path, value, 1) or found[key]
        return found

    def _wrong(self, path: str, reason: str) -> None:
        self.problems.append(Problem(FILE, 0, path, reason))

    def _once(self, what: str, ids: list[str]) -> None:
        for twice in sorted({given for given in ids if given and ids.count(given) > 1}):
            self._wrong(what, f"the id {twice!r} stands twice")

    def _mapping(self, path: str, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._wrong(path, "not an object")
        return {}

    def _list(self, path: str, value: Any) -> list[Any]:
        if isinstance(value, list):
            return value
        self._wrong(path, "not a list")
        return []

    def _text(self, path: str, value: Any) -> str:
        if isinstance(value, str) and value.strip() and "\0" not in value:
            return value
        self._wrong(path, "wants a text")
        return ""

    def _zone(self, value: Any) -> str:
        try:
            return zone(value) if isinstance(value, str) else zone("")
        except Unusable as unusable:
            self._wrong("timezone", str(unusable))
            return "UTC"

    def _code(self, path: str, value: Any, pattern: str) -> str:
        if value is None or (isinstance(value, str) and re.fullmatch(pattern, value)):
            return value or ""
        self._wrong(path, "not a code")
        return ""

    def _kind(self, path: str, value: Any, kind: type[K], default: K) -> K:
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        self._wrong(path, f"none of {', '.join(kind)}")
        return default

    def _number(self, path: str, value: Any, least: int, most: int) -> int | None:
        if value is None:
            return None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value <= most:
            return round(value)
        self._wrong(path, f"not a number from {least} to {most}")
        return None

    def _whole(self, path: str, value: Any, least: int) -> int | None:
        found = self._number(path, value, least, _LONGEST_DAYS)
        if found is not None and found != value:
            self._wrong(path, "not a whole number")
        return found

    def _flag(self, path: str, value: Any) -> bool:
        if value is None or isinstance(value, bool):
            return bool(value)
        self._wrong(path, "neither true nor false")
        return False
