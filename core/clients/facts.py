"""What can be written about a client, checked and put into columns."""

from collections.abc import Callable
from math import isfinite
from typing import Any, ClassVar, TypedDict

from core.clients.inn import inn_holds
from core.clients.keys import HOME, client_name_columns
from core.errors import CoreError, Invalid
from core.ids import ChannelId
from core.money import Money
from core.people.typed import a_sum, line, needed

CATEGORIES = ("A", "B", "C")
ADDRESS_MOST = 300
FOREIGN_MOST = 20


class WrongInn(CoreError):
    """The digits are no INN: ten or twelve of them, the last ones checked."""

    message_id: ClassVar[str] = "error-wrong-inn"


class ClientDetails(TypedDict, total=False):
    """All but the name; what is not given stays, None empties. `place`: latitude, longitude in degrees."""

    inn: str | None
    industry: str | None
    region: str | None
    category: str | None
    need_per_year: Money | None
    address: str | None
    place: tuple[float, float] | None
    channel_id: ChannelId | None


class ClientFacts(ClientDetails, total=False):
    """Everything that is edited by hand; the owner is given, see `give_client`."""

    name: str


def client_columns(facts: ClientFacts, country: str | None) -> dict[str, Any]:
    """The columns that these facts set. `country`: the company's; INNs are checked in Russia (or nowhere
    else said). Raises Invalid, WrongInn.
    """
    columns: dict[str, Any] = {}
    for field, value in facts.items():
        if field == "name":
            columns |= client_name_columns(needed("name", str(value)))
        elif field == "inn":
            columns["inn"] = clean_inn(facts["inn"], country)
        elif field == "place":
            columns["latitude"], columns["longitude"] = _place(facts["place"])
        else:
            columns[field] = _COLUMNS[field](value)
    return columns


def clean_inn(inn: str | None, country: str | None) -> str | None:
    """An INN without spaces; other countries' numbers are kept as they are. Raises WrongInn."""
    clean = "".join((inn or "").replace("\0", "").split())
    if not clean:
        return None
    if (country or HOME) == HOME and not inn_holds(clean):
        raise WrongInn
    return clean[:FOREIGN_MOST]


def _category(value: str | None) -> str | None:
    if value is not None and value not in CATEGORIES:
        raise Invalid(field="category", value=value)
    return value


def _need(value: Money | None) -> Money | None:
    return None if value is None else a_sum("need_per_year", value)


def _address(value: str | None) -> str | None:
    return line(value, ADDRESS_MOST)


def _place(place: tuple[float, float] | None) -> tuple[float | None, float | None]:
    if place is None:
        return None, None
    latitude, longitude = place
    if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise Invalid(field="place", value=f"{latitude}, {longitude}")
    return latitude, longitude


def _as_it_is(value: Any) -> Any:
    return value


_COLUMNS: dict[str, Callable[[Any], Any]] = {
    "industry": line,
    "region": line,
    "category": _category,
    "need_per_year": _need,
    "address": _address,
    "channel_id": _as_it_is,
}
