"""Clients nobody spoke to for too long, and no next step planned. Source: METRICS.md, Forgotten clients."""

from dataclasses import dataclass
from datetime import date

from core.access import Permission, needs
from core.ids import ClientId, EmployeeId
from core.money import Money
from core.reports.slices import WHOLE, Slice
from core.work import Reading


@dataclass(frozen=True, slots=True)
class ForgottenClient:
    """`last_contact`: local date of the last personal contact; None for none ever: silent since creation."""

    client_id: ClientId
    external_id: str
    name: str
    owner_id: EmployeeId | None
    category: str | None
    days_silent: int
    last_contact: date | None
    profit_12m: Money


@dataclass(frozen=True, slots=True)
class ExecutiveGap:
    """A category A client to whom no head or director spoke for 180 days or more."""

    client_id: ClientId
    external_id: str
    name: str
    owner_id: EmployeeId | None
    days_silent: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """`clients` by profit_12m, then days_silent, both descending; `executive_gap` by days descending."""

    as_of: date
    clients: tuple[ForgottenClient, ...]
    executive_gap: tuple[ExecutiveGap, ...]


@needs(Permission.SEE_OWN)
async def forgotten(read: Reading, as_of: date, *, slice: Slice = WHOLE) -> Forgotten:  # noqa: A002 - the word of METRICS.md
    """The forgotten clients of one's scope as of a local day, today's thresholds of the company."""
    raise NotImplementedError
