"""Reports over clients as JSON objects. Source: BUNDLE.md, Shapes."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from core.money import money_text
from core.reports.audit import Audit
from core.reports.forgotten import ExecutiveGap, ForgottenClient
from core.reports.long_lists import LongList, LongObject
from core.reports.potential import Unsold
from core.reports.repeat import Returning
from core.reports.rounding import ratio6
from core.reports.segments import Placed, Segment

Json = dict[str, Any]


def forgotten(
    clients: AsyncIterator[ForgottenClient], gaps: AsyncIterator[ExecutiveGap], owners: Mapping[Any, str]
) -> Json:
    """`owners`: external ids of employees by their numbers."""
    return {
        "clients": LongList(_forgotten(client, owners) async for client in clients),
        "executive_gap": LongList(
            {"client": gap.external_id, "days_silent": gap.days_silent} async for gap in gaps
        ),
    }


def _forgotten(client: ForgottenClient, owners: Mapping[Any, str]) -> Json:
    return {
        "client": client.external_id,
        "owner": owners.get(client.owner_id),
        "days_silent": client.days_silent,
        "last_contact": client.last_contact.isoformat() if client.last_contact else None,
        "profit_12m": money_text(client.profit_12m),
    }


def segments(counts: Mapping[Segment, int], clients: AsyncIterator[Placed]) -> Json:
    return {
        "by_segment": {segment.value: count for segment, count in counts.items()},
        "clients": LongObject((client.external_id, client.segment) async for client in clients),
    }


def repeat(found: Mapping[str, Returning]) -> Json:
    return {"groups": {name: _returning(group) for name, group in found.items()}}


def _returning(group: Returning) -> Json:
    low, high = group.interval
    return {
        "clients": group.clients,
        "repeated": group.repeated,
        "coefficient": ratio6(group.coefficient),
        "low": ratio6(low),
        "high": ratio6(high),
        "below_norm": group.below_norm,
        "sure": group.sure,
    }


def audit(found: Audit) -> Json:
    return {
        "total": found.total,
        "new": found.new,
        "by_segment": {segment.value: count for segment, count in found.by_segment.items()},
        "by_category": dict(found.by_category),
        "moved": {
            f"{before.value}->{now.value}": count for (before, now), count in sorted(found.moved.items())
        },
        "without_owner": found.without_owner,
        "without_contact_person": found.without_contact_person,
        "without_next_step": found.without_next_step,
        "forgotten": found.forgotten,
        "duplicates": found.duplicates,
    }


def potential(clients: AsyncIterator[Unsold]) -> Json:
    return {"clients": LongList(_unsold(client) async for client in clients)}


def _unsold(client: Unsold) -> Json:
    return {
        "client": client.external_id,
        "need": money_text(client.need),
        "bought": money_text(client.bought),
        "wallet_share": ratio6(client.wallet_share),
        "gap": money_text(client.gap),
    }
