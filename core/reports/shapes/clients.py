"""Reports over clients as JSON objects. Source: BUNDLE.md, Shapes."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.money import money_text
from core.reports.audit import Audit
from core.reports.forgotten import Forgotten
from core.reports.potential import Unsold
from core.reports.repeat import Returning
from core.reports.rounding import ratio6
from core.reports.segments import Segments

Json = dict[str, Any]


def forgotten(found: Forgotten, owners: Mapping[Any, str]) -> Json:
    """`owners`: external ids of employees by their numbers."""
    return {
        "clients": [
            {
                "client": client.external_id,
                "owner": owners.get(client.owner_id),
                "days_silent": client.days_silent,
                "last_contact": client.last_contact.isoformat() if client.last_contact else None,
                "profit_12m": money_text(client.profit_12m),
            }
            for client in found.clients
        ],
        "executive_gap": [
            {"client": client.external_id, "days_silent": client.days_silent}
            for client in found.executive_gap
        ],
    }


def segments(found: Segments) -> Json:
    return {
        "by_segment": {segment.value: count for segment, count in found.by_segment.items()},
        "clients": {client.external_id: client.segment.value for client in found.clients},
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


def potential(found: Iterable[Unsold]) -> Json:
    return {
        "clients": [
            {
                "client": client.external_id,
                "need": money_text(client.need),
                "bought": money_text(client.bought),
                "wallet_share": ratio6(client.wallet_share),
                "gap": money_text(client.gap),
            }
            for client in found
        ]
    }
