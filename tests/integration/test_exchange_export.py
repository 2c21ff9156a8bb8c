"""A bundle goes out: the same bytes every time, whatever the names, and nothing that was undone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from core.access import Role, administrator
from core.activities.kinds import ActivityKind
from core.activities.models import Activity, Task
from core.clients.models import Client, Contact
from core.deals.models import Deal, Move, Stage
from core.errors import NotFound
from core.exchange.exporting import export_bundle
from core.exchange.importing import import_bundle
from core.exchange.naming import external_id as exported_id
from core.people.calendars import Absence
from core.people.employees import Employee, Team
from core.reports.external import external_id as reported_id
from core.sales.models import Plan, PlanScope, Sale
from tests.integration.bundles import files, round_trip
from tests.integration.databases import database_at
from tests.integration.test_reports_gold import GOLD

AT = datetime(2026, 10, 1, 9, 30, 15, 123456, tzinfo=UTC)
HOSTILE = (
    'ООО "Кавычка", и запятая', "=cmd|'/c calc'!A1", "строка\nвторая", "воз\rврат", "\r\n", " с краёв ", "'; DROP--",
    "v1", "😀 ёжик", "a|b;c\td", "\ufeffс меткой", '"', "@SUM(1+1)",
)  # fmt: skip


@pytest.mark.parametrize("company", ["tiny", "small"])
async def test_out_in_and_out_again_is_the_same(database, servers, tmp_path, company):
    await import_bundle(database, GOLD / company / "bundle")
    first, second = await round_trip(database, servers, tmp_path)
    assert first == second
    assert len(first) == {"tiny": 15, "small": 16}[company]
    assert len(first["clients.csv"].splitlines()) == len(
        (GOLD / company / "bundle/clients.csv").read_text().splitlines()
    )


async def test_both_databases_export_the_same_and_the_way_back_changes_nothing(database, tmp_path):
    await import_bundle(database, GOLD / "small" / "bundle")
    await export_bundle(database, tmp_path / "out")
    back = await import_bundle(database, tmp_path / "out")
    assert not any(tally.added or tally.changed for tally in back.done.values())


async def house(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")


async def born_here(database):
    """Rows of everything, made in the bot: none has an external id."""
    async with database.work(administrator()) as work:
        need = await work.one(select(Stage).where(Stage.external_id == "need"))
        offer = await work.one(select(Stage).where(Stage.external_id == "offer"))
        team = await work.add(Team(name="Новая, команда"))
        person = await work.add(
            Employee(name="Ева", role=Role.MANAGER, team_id=team.id, telegram_id=77, regions=["Тула", "Орёл"])
        )
        client = await work.add(
            Client(
                name="Свой", search_key="свой", created_at=AT, owner_id=person.id, custom={"Цвет": "синий"}
            )
        )
        contact = await work.add(
            Contact(client_id=client.id, name="Я", search_key="я", phone="8 900 1", phone_digits="89001")
        )
        deal = await work.add(
            Deal(
                title="Дело", client_id=client.id, contact_id=contact.id, pipeline_id=need.pipeline_id,
                first_stage_id=need.id, stage_id=offer.id, stage_since=AT, created_at=AT, owner_id=person.id,
            )
        )  # fmt: skip
        for stage in (offer, need, offer):
            await work.add(Move(deal_id=deal.id, stage_id=stage.id, at=AT.replace(day=2), by_id=person.id))
        await work.add(
            Activity(kind=ActivityKind.NOTE, client_id=client.id, at=AT, text="a\r\nb", employee_id=person.id)
        )
        await work.add(
            Task(
                kind="call", title="Звонок", assignee_id=person.id, author_id=None, deal_id=deal.id,
                client_id=client.id, created_at=AT, due_at=AT, first_due_at=AT.replace(day=3),
            )
        )  # fmt: skip
        await work.add(Sale(client_id=client.id, deal_id=deal.id, at=AT, revenue=-1, cost=5))
        await work.add(Absence(employee_id=person.id, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 2)))
        await work.add(
            Plan(
                scope=PlanScope.TEAM, team_id=team.id, metric="calls", month="2026-10", value=Decimal("2.50")
            )
        )
    return client.id, deal.id, person.id


async def test_rows_born_here_get_ids_that_they_keep(database, servers, tmp_path):
    await house(database)
    client, deal, person = await born_here(database)
    first, second = await round_trip(database, servers, tmp_path)
    assert first == second
    text = first["clients.csv"].decode()
    assert f"v{client},Свой" in text
    assert text.splitlines()[0].endswith(",Цвет")
    assert f"v{deal}" in first["moves.csv"].decode()
    assert f'v{person},Ева,manager,"Новая, команда",,Тула|Орёл,,,,77' in first["employees.csv"].decode()
    await export_bundle(database, tmp_path / "again")
    assert files(tmp_path / "again") == first


async def test_naming_a_row_changes_no_version(database, tmp_path):
    await house(database)
    client, *_ = await born_here(database)
    await export_bundle(database, tmp_path / "out")
    async with database.read(administrator()) as read:
        named = await read.one(select(Client).where(Client.id == client))
    assert (named.external_id, named.version) == (f"v{client}", 0)


async def test_a_made_id_that_is_taken_gives_way(database, servers, tmp_path):
    await house(database)
    client, *_ = await born_here(database)
    async with database.work(administrator()) as work:
        await work.session.execute(
            update(Client).where(Client.external_id == "c01").values(external_id=f"v{client}")
        )
    first, second = await round_trip(database, servers, tmp_path)
    assert first == second
    assert f"v{client}_,Свой" in first["clients.csv"].decode()


def test_reports_and_bundles_name_a_row_alike():
    assert [exported_id(7, given) for given in (None, "", "x")] == [
        reported_id(7, given) for given in (None, "", "x")
    ]


async def test_hostile_names_come_back_as_they_were(database, servers, tmp_path):
    await house(database)
    async with database.work(administrator()) as work:
        for name in HOSTILE:
            client = await work.add(
                Client(name=f"{name}!", search_key="", created_at=AT, inn=name, custom={name * 2: name})
            )
            await work.add(Contact(client_id=client.id, name=name, search_key="", email=name))
            await work.add(Activity(kind=ActivityKind.NOTE, client_id=client.id, at=AT, text=name))
            await work.add(Task(kind="task", title=name, assignee_id=None, author_id=None, created_at=AT))
    await export_bundle(database, tmp_path / "one")
    other = database_at(await servers.fresh())
    await import_bundle(other, tmp_path / "one")
    async with other.read(administrator()) as read:
        names = {client.name for client in await read.all(select(Client))}
        texts = {activity.text for activity in await read.all(select(Activity))}
    await export_bundle(other, tmp_path / "two")
    await other.engine.dispose()
    assert {f"{name}!" for name in HOSTILE} <= names
    assert set(HOSTILE) <= texts


async def test_hostile_names_make_the_same_bytes_again(database, servers, tmp_path):
    await house(database)
    async with database.work(administrator()) as work:
        for name in HOSTILE:
            client = await work.add(Client(name=f"{name}!", search_key="", created_at=AT, inn=name))
            await work.add(Activity(kind=ActivityKind.NOTE, client_id=client.id, at=AT, text=name))
            await work.add(Team(name=f"без людей {name}"))
    first, second = await round_trip(database, servers, tmp_path)
    assert first == second


async def test_what_was_undone_stays_home(database, servers, tmp_path):
    await house(database)
    async with database.work(administrator()) as work:
        gone = await work.one(select(Deal.id).where(Deal.external_id == "d05"))
        await work.session.execute(update(Deal).where(Deal.id == gone).values(undone_at=AT))
        for model, external in ((Activity, "a02"), (Task, "t03")):
            await work.session.execute(
                update(model).where(model.external_id == external).values(undone_at=AT)
            )
        first = await work.one(select(Move.id).order_by(Move.id).limit(1))
        await work.session.execute(update(Move).where(Move.id == first).values(undone_at=AT))
    first, second = await round_trip(database, servers, tmp_path)
    assert first == second
    assert b"d05" not in b"".join(first.values())
    assert b"a02," not in first["activities.csv"]
    assert b"t03," not in first["tasks.csv"]
    assert b"d01,offer" not in first["moves.csv"]
    assert b"a19,note,,c05,,," in first["activities.csv"]


async def test_a_reimport_leaves_the_undone_undone(database, tmp_path):
    await house(database)
    await export_bundle(database, tmp_path / "before")
    async with database.work(administrator()) as work:
        for model in (Deal, Move, Activity, Task):
            await work.session.execute(update(model).values(undone_at=AT))
    await import_bundle(database, tmp_path / "before")
    async with database.read(administrator()) as read:
        for model in (Deal, Move, Activity, Task):
            assert await read.all(select(model.id).where(model.undone_at.is_(None))) == []


async def test_without_a_company_there_is_nothing_to_export(database, tmp_path):
    with pytest.raises(NotFound):
        await export_bundle(database, tmp_path / "out")
    assert not (tmp_path / "out").exists()
