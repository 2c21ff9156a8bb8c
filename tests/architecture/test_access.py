"""Every use case and every report declares what it wants."""

import importlib
import inspect
import pkgutil

import core
from core.access import ROLE_PERMISSIONS, Permission, Role
from core.work import Reading, Work

# Read by the room itself to find out who acts, or plain data of the company that every screen needs.
PIECES = (
    "core.exchange.storing", "core.reports.facts", "core.reports.journeys", "core.reports.plans",
    "core.reports.commitments", "core.reports.listed", "core.reports.norms", "core.reports.sold",
    "core.reports.wins", "core.reports.quantiles",
)  # fmt: skip
# Steps of use cases and reports that declare for them.
PLUMBING = {
    "actor_of", "actor_for", "actors_for", "company_of", "hold_company", "absences_of", "absences_by", "kept_by", "schemes_of",
    "kpis_of", "passed_of", "own_kpis_of", "day_lists", "silent_of", "mornings_of",
    "team_days_of",
}  # fmt: skip


def _acts():
    for module in pkgutil.walk_packages(core.__path__, "core."):
        if module.name.endswith("__main__") or ".migrations" in module.name:
            continue
        for name, act in inspect.getmembers(
            importlib.import_module(module.name), inspect.iscoroutinefunction
        ):
            if (
                act.__module__ in PIECES
                or name.startswith("_")
                or not act.__module__.startswith("core.")
                or name in PLUMBING
            ):
                continue
            first = next(iter(inspect.signature(act).parameters.values()), None)
            if first is not None and first.annotation in {Work, Reading, "Work", "Reading"}:
                yield f"{act.__module__}.{name}", act


def test_every_use_case_declares_its_permission():
    acts = dict(_acts())
    assert len(acts) > 30
    assert sorted(name for name, act in acts.items() if not hasattr(act, "__permission__")) == []


def test_every_permission_belongs_to_somebody():
    given = frozenset().union(*(ROLE_PERMISSIONS[role] for role in (Role.MANAGER, Role.HEAD, Role.DIRECTOR)))
    assert given == frozenset(Permission)
