"""Silent clients, most money first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.callbacks import ClientOpen, ClientPlan, ClientTalked, ForgottenPage
from bot.texts import Html, Texts, Value
from bot.views.card import Card, Row, button, short
from bot.views.words import grouped, money
from core.clients.keys import phone_to_call
from core.ids import ClientId, EmployeeId
from core.reports.forgotten import Forgotten, ForgottenClient
from core.reports.own_day import Reachable

PAGE = 5
NAME_MOST = 60
PERSON_MOST = 30


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the figures: whom to call, and who leads the client where it is somebody else."""

    currency: str
    contacts: Mapping[ClientId, Reachable] = field(default_factory=dict)
    owners: Mapping[EmployeeId, str] = field(default_factory=dict)


def last_page(count: int) -> int:
    """The last page of so many clients; pages are counted from 0."""
    return max(0, (count - 1) // PAGE)


def forgotten_card(found: Forgotten, page: int, texts: Texts, around: Around) -> Card:
    """A page of silent clients: who, how long, how much is at stake, whom to call; three buttons each."""
    if not found.count:
        return Card(texts("forgotten-none"))
    shown = found.clients
    first = page * PAGE + 1
    total: dict[str, Value] = {"count": found.count, "shown": grouped(found.count)}
    if len(shown) == found.count:
        head = texts("forgotten-head-all", **total)
    else:
        head = texts("forgotten-head", **total, first=str(first), last=str(first + len(shown) - 1))
    lines = [head]
    buttons = []
    for number, row in enumerate(shown, first):
        lines += client_lines(row, number, texts, around)
        buttons.append(client_buttons(row, number, texts))
    buttons.append(_turning(page, found.count - page * PAGE - len(shown), texts))
    return Card("\n".join(lines), tuple(tuple(row) for row in buttons if row))


def client_lines(row: ForgottenClient, number: int, texts: Texts, around: Around) -> list[Html]:
    """Who is silent, how long, what is at stake; and whom to call, on a line of its own."""
    words = "forgotten-silence" if row.last_contact else "forgotten-silence-never"
    silence = texts(words, days=row.days_silent, shown=grouped(row.days_silent))
    name = short(row.name, NAME_MOST)
    if row.profit_12m > 0:
        profit = money(row.profit_12m, around.currency)
        first = texts("forgotten-row-profit", number=str(number), client=name, silence=silence, profit=profit)
    else:
        first = texts("forgotten-row", number=str(number), client=name, silence=silence)
    beside = [*_contact(row, texts, around), *_owner(row, texts, around)]
    return [first, Html(" · ".join(beside))] if beside else [first]


def client_buttons(row: ForgottenClient, number: int, texts: Texts) -> Row:
    """Open, call tomorrow, we spoke."""
    return [
        button(texts.plain("forgotten-open", number=str(number)), ClientOpen(client=row.client_id)),
        button(texts.plain("forgotten-plan"), ClientPlan(client=row.client_id, when="tomorrow")),
        button(texts.plain("forgotten-talked"), ClientTalked(client=row.client_id)),
    ]


def _contact(row: ForgottenClient, texts: Texts, around: Around) -> list[Html]:
    contact = around.contacts.get(row.client_id)
    phone = phone_to_call(contact.phone) if contact else None
    if contact is None or phone is None:
        return []
    return [texts("forgotten-contact", name=short(contact.name, PERSON_MOST), phone=phone)]


def _owner(row: ForgottenClient, texts: Texts, around: Around) -> list[Html]:
    owner = around.owners.get(row.owner_id) if row.owner_id is not None else None
    return [texts("forgotten-owner", owner=short(owner, PERSON_MOST))] if owner else []


def _turning(page: int, left: int, texts: Texts) -> Row:
    turns = []
    if page > 0:
        turns.append(button(texts.plain("forgotten-back"), ForgottenPage(page=page - 1)))
    if left > 0:
        turns.append(button(texts.plain("forgotten-more", shown=grouped(left)), ForgottenPage(page=page + 1)))
    return turns
