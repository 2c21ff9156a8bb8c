"""Reports over clients as JSON objects. Source: BUNDLE.md, Shapes."""

from collections.abc import Mapping
from typing import Any

from core.money import money_text
from core.reports.forgotten import Forgotten

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
