"""Recording by taps: what → with whom → what came of it → what next; saved with the last tap, four at
most.
"""

from typing import Any

from aiogram.types import CallbackQuery, ContentType, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Group, Select
from aiogram_dialog.widgets.text import Format

from bot.days import next_due
from bot.dialogs.closing import close, office_of, record_instead
from bot.lines import read_it, tells_something
from bot.offered import offered
from bot.office import Office
from bot.states import Log
from bot.telegram.showing import spot
from bot.views.card import short
from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome, TaskKind
from core.capture.draft import Draft, NextStep, Slot
from core.clients.search import client_of, search_clients
from core.desk.notices import DraftSaved
from core.desk.reading import keep_draft
from core.desk.recent import recent_clients
from core.desk.recording import record_draft
from core.errors import NotFound
from core.ids import ClientId

KINDS = tuple(ActivityKind)
OUTCOMES = (Outcome.REACHED, Outcome.NO_ANSWER)
DIGITS = 19
"""A number of so many digits may be more than a database can hold."""
WHENS = ("tomorrow", "days3", "week", "none")


async def kinds(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts = office_of(dialog_manager).texts
    return {
        "question": texts("log-kind"),
        "cancel": texts.plain("button-cancel"),
        "items": [(kind.value, texts.plain(f"kind-{kind.value}")) for kind in KINDS],
    }


async def clients(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Found by what was typed, else the likeliest ones."""
    office = office_of(dialog_manager)
    typed = str(dialog_manager.dialog_data.get("typed", ""))
    async with office.read() as read:
        found = list((await search_clients(read, typed)).clients) if typed else await recent_clients(read)
    texts = office.texts
    question = texts("log-client") if found or not typed else texts("log-client-none")
    return {
        "question": question,
        "cancel": texts.plain("button-cancel"),
        "items": [(str(client.id), short(client.name, 36)) for client in found],
    }


async def outcomes(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts = office_of(dialog_manager).texts
    return {
        "question": texts("log-outcome"),
        "cancel": texts.plain("button-cancel"),
        "items": [(outcome.value, texts.plain(f"log-outcome-{outcome.value}")) for outcome in OUTCOMES],
    }


async def next_steps(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts = office_of(dialog_manager).texts
    return {
        "question": texts("log-next"),
        "cancel": texts.plain("button-cancel"),
        "items": [(when, texts.plain(f"log-next-{when}")) for when in WHENS],
    }


async def choose_kind(_: CallbackQuery, __: Any, manager: DialogManager, item: str) -> None:
    manager.dialog_data["kind"] = offered(ActivityKind, item).value
    await manager.switch_to(Log.client)


async def choose_client(_: CallbackQuery, __: Any, manager: DialogManager, item: str) -> None:
    """A client of one's scope; a forged number finds nobody."""
    if not (item.isascii() and item.isdigit() and len(item) < DIGITS):
        raise NotFound
    async with office_of(manager).read() as read:
        client = await client_of(read, ClientId(int(item)))
    manager.dialog_data["client"] = client.id
    live = ActivityKind(manager.dialog_data["kind"]) in LIVE_KINDS
    await manager.switch_to(Log.outcome if live else Log.next_step)


async def choose_outcome(_: CallbackQuery, __: Any, manager: DialogManager, item: str) -> None:
    manager.dialog_data["outcome"] = offered(Outcome, item).value
    await manager.switch_to(Log.next_step)


async def type_client(message: Message, widget: Any, manager: DialogManager) -> None:
    """Part of a name; a line that names nobody but tells something is recorded instead."""
    office, text = office_of(manager), message.text or ""
    async with office.read() as read:
        found = (await search_clients(read, text)).clients
    if not found and tells_something(await read_it(office, text)):
        await record_instead(message, widget, manager)
        return
    manager.dialog_data["typed"] = text[:100]
    manager.show_mode = ShowMode.SEND


async def choose_next(query: CallbackQuery, _: Any, manager: DialogManager, item: str) -> None:
    """The last tap records everything and closes the dialog, in one transaction."""
    office = office_of(manager)
    data = manager.dialog_data
    draft = _draft(office, data, item)
    async with office.work(dialog=manager) as work:
        stored = await keep_draft(work, draft, client_id=ClientId(data["client"]))
        await record_draft(work, stored.id)
        await work.owe(DraftSaved(draft_id=stored.id), to=work.actor, edits=spot(query))
        await close(manager)


def _draft(office: Office, data: dict[str, Any], when: str) -> Draft:
    texts = office.texts
    kind = ActivityKind(data["kind"])
    outcome = Outcome(data["outcome"]) if data.get("outcome") else None
    due = next_due(when, office.today, office.actor.zone)
    again = {ActivityKind.MEETING: TaskKind.MEETING, ActivityKind.VISIT: TaskKind.VISIT}.get(
        kind, TaskKind.CALL
    )
    return Draft(
        text=texts.plain(f"kind-word-{kind.value}"),
        type=Slot(value=kind, confidence=1.0),
        at=Slot(value=office.now, confidence=1.0),
        outcome=Slot(value=outcome, confidence=1.0) if outcome else Slot(),
        next_step=Slot(value=NextStep(kind=again, due=due), confidence=1.0) if due else Slot(),
    )


async def cancel(query: CallbackQuery, _: Any, manager: DialogManager) -> None:
    """Nothing was written, nothing is."""
    texts = office_of(manager).texts
    await close(manager)
    if isinstance(query.message, Message):
        await query.message.edit_text(texts("cancelled"))


def _select(name: str, act: Any) -> Select[Any]:
    return Select(
        Format("{item[1]}"), id=name, item_id_getter=lambda item: item[0], items="items", on_click=act
    )


_CANCEL = Button(Format("{cancel}"), id="cancel", on_click=cancel)

log_dialog = Dialog(
    Window(
        Format("{question}"),
        Group(_select("kind", choose_kind), width=2),
        _CANCEL,
        state=Log.kind,
        getter=kinds,
    ),
    Window(
        Format("{question}"),
        Column(_select("client", choose_client)),
        _CANCEL,
        MessageInput(type_client, content_types=ContentType.TEXT),
        state=Log.client,
        getter=clients,
    ),
    Window(
        Format("{question}"),
        Column(_select("outcome", choose_outcome)),
        _CANCEL,
        state=Log.outcome,
        getter=outcomes,
    ),
    Window(
        Format("{question}"),
        Group(_select("next", choose_next), width=2),
        _CANCEL,
        state=Log.next_step,
        getter=next_steps,
    ),
)
