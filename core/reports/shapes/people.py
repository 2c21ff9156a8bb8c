"""Reports over people as JSON objects. Source: BUNDLE.md, Shapes."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from core.reports.activity import EmployeeActivity

Json = dict[str, Any]


def activity(found: Iterable[EmployeeActivity]) -> Json:
    """Without norms: their bounds and the level stay empty."""
    bounds = {"min": None, "max": None, "level": None}
    return {
        "employees": {
            person.external_id: {
                metric: {"count": count} | bounds for metric, count in asdict(person.counts).items()
            }
            for person in found
        }
    }
