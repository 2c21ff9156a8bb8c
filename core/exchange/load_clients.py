"""Channels, clients, contact persons."""

from typing import Any

from core.clients.keys import phone_digits, search_key
from core.clients.models import Channel, Client, Contact
from core.exchange.rows import Table
from core.exchange.state import Loading
from core.exchange.storing import Values

FRESH_CLIENT: Values = {"custom": {}, "version": 0}
FRESH_CONTACT: Values = FRESH_CLIENT | {"name": "", "search_key": ""}


async def load_channels(loading: Loading, table: Table) -> None:
    rows = (values for _, values in loading.resolve(table))
    await loading.load(table, Channel, {"name": ""}, rows)


async def load_clients(loading: Loading, table: Table) -> None:
    rows = (values | {"search_key": search_key(values["name"])} for _, values in loading.resolve(table))
    await loading.load(table, Client, FRESH_CLIENT, rows)


async def load_contacts(loading: Loading, table: Table) -> None:
    rows = (_found_by(values) for _, values in loading.resolve(table))
    await loading.load(table, Contact, FRESH_CONTACT, rows)


def _found_by(contact: Values) -> Values:
    keys: dict[str, Any] = {}
    if "name" in contact:
        keys["search_key"] = search_key(contact["name"])
    if "phone" in contact:
        keys["phone_digits"] = phone_digits(contact["phone"])
    return contact | keys
