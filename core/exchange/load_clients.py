"""Clients and contact persons: what they are found by; clients that went into others."""

from collections.abc import Sequence

from core.clients.keys import client_name_columns, phone_digits, search_key
from core.exchange.bulk import Values
from core.exchange.reading import Row, Table
from core.exchange.state import Loading
from core.exchange.storing import Tally


async def clients(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """A client that went into another one is left alone: it is not to come back by an old bundle."""
    await loading.ids("clients")
    living = [row for row in rows if row.values["external_id"] not in loading.merged]
    loading.add(table.file.name, Tally(same=len(rows) - len(living)))
    return [
        row.values | client_name_columns(row.values["name"]) for row in await loading.resolve(table, living)
    ]


async def merged_clients(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """One that still lives here is left alone: only its owners can merge it."""
    living = (await loading.ids("clients")).keys() - loading.merged.keys()
    good: list[Values] = []
    for row in await loading.resolve(table, rows):
        if row.values["merged_external_id"] in living:
            name = row.values["merged_external_id"]
            loading.leave_out(f"{table.file.csv}: {name} is a client of its own here")
        else:
            good.append(row.values)
    return good


async def contacts(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    return [_found_by(row.values) for row in await loading.resolve(table, rows)]


def _found_by(contact: Values) -> Values:
    keys: Values = {"search_key": search_key(contact["name"])} if "name" in contact else {}
    if "phone" in contact:
        keys["phone_digits"] = phone_digits(contact["phone"])
    return contact | keys


async def contact_phones(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    return [
        row.values | {"phone_digits": phone_digits(row.values["phone"])}
        for row in await loading.resolve(table, rows)
    ]
