"""A bundle comes in: once and twice, unusual and bad, linked and refused."""

import csv
import json
import shutil
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, inspect, select

from core.access import Role, administrator
from core.activities.models import Activity, Task
from core.audit import AuditRow
from core.clients.models import Client, Contact
from core.db.base import Base
from core.deals.models import Deal, Move, Pipeline, Stage
from core.desk.opening import open_house
from core.exchange.importing import REJECTED, import_bundle
from core.exchange.problems import BadBundle
from core.people.company import Company
from core.people.employees import Employee
from core.sales.kpi_schemes import KpiIndicator, KpiScheme
from core.settings import Settings
from tests.integration.test_reports_gold import GOLD


@pytest.fixture
def bundle(tmp_path):
    folder = tmp_path / "bundle"
    shutil.copytree(GOLD / "tiny" / "bundle", folder)
    return folder


def append(folder, name, *rows):
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def replace(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def with_company(folder, **change):
    data = json.loads((folder / "company.json").read_text(encoding="utf-8"))
    (folder / "company.json").write_text(json.dumps(data | change), encoding="utf-8")


async def refused(database, folder, **options):
    with pytest.raises(BadBundle) as caught:
        await import_bundle(database, folder, **options)
    return [str(problem) for problem in caught.value.problems]


async def everything(database):
    async with database.engine.connect() as connection:
        return {
            table.name: sorted(map(str, (await connection.execute(select(table))).all()))
            for table in Base.metadata.sorted_tables
            if table.name != "drafts"
        }


async def count(database, model):
    async with database.read(administrator()) as read:
        return await read.one(select(func.count()).select_from(model))


async def thing(database, model, external):
    async with database.read(administrator()) as read:
        return await read.one(select(model).where(inspect(model).columns["external_id"] == external))


@pytest.mark.parametrize("company", ["tiny", "small"])
async def test_a_second_import_changes_nothing(database, company):
    first = await import_bundle(database, GOLD / company / "bundle")
    before = await everything(database)
    second = await import_bundle(database, GOLD / company / "bundle")
    assert await everything(database) == before
    assert all(tally.added for name, tally in first.done.items() if name != "absences")
    assert not any(tally.added or tally.changed for tally in second.done.values())


@pytest.mark.parametrize("company", ["tiny", "small"])
async def test_nothing_of_a_whole_bundle_is_left_out(database, company):
    report = await import_bundle(database, GOLD / company / "bundle")
    assert report.left_out == ()
    assert await count(database, KpiScheme) == {"tiny": 2, "small": 5}[company]


async def test_fractions_are_kept(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")
    async with database.read(administrator()) as read:
        scheme = await read.one(select(KpiScheme).where(KpiScheme.function.is_(None)))
        targets = await read.all(select(KpiIndicator.target).where(KpiIndicator.scheme_id == scheme.id))
    assert scheme.bonus == 45_000_50
    assert Decimal("100000.5") in targets
    await import_bundle(database, GOLD / "small" / "bundle")
    async with database.read(administrator()) as read:
        assert Decimal("12.5") in await read.all(select(Deal.probability))


async def test_deals_stand_where_their_last_move_left_them(database):
    await import_bundle(database, GOLD / "small" / "bundle")
    async with database.read(administrator()) as read:
        deals = await read.all(select(Deal))
        moves = await read.all(select(Move).order_by(Move.at, Move.id))
    last = {move.deal_id: (move.stage_id, move.at) for move in moves}
    for deal in deals:
        assert (deal.stage_id, deal.stage_since) == last.get(deal.id, (deal.first_stage_id, deal.created_at))


async def test_keys_and_clients_are_filled(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")
    assert (await thing(database, Client, "c01")).search_key == "ооо «елка и ко»"
    assert (await thing(database, Contact, "p02")).phone_digits == "74952003040"
    port = await thing(database, Client, "c04")
    assert (await thing(database, Task, "t01")).client_id == port.id
    lead = await thing(database, Deal, "l03")
    assert (await thing(database, Activity, "a04")).client_id == lead.client_id


async def test_a_call_of_almost_three_minutes_is_no_long_one(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")
    assert (await thing(database, Activity, "a13")).duration_min == Decimal("2.99")


async def test_a_changed_row_is_changed_alone(database, bundle):
    await import_bundle(database, bundle)
    version = (await thing(database, Client, "c02")).version
    replace(bundle, "clients.csv", "АО Молот", "АО Кувалда")
    report = await import_bundle(database, bundle)
    hammer = await thing(database, Client, "c02")
    assert (hammer.name, hammer.search_key, hammer.version) == ("АО Кувалда", "ао кувалда", version + 1)
    assert {name: tally.changed for name, tally in report.done.items() if tally.changed} == {"clients": 1}


async def test_an_import_is_in_the_audit_and_an_idle_one_is_not(database, bundle):
    await import_bundle(database, bundle)
    rows = await count(database, AuditRow)
    assert rows == 1
    await import_bundle(database, bundle)
    assert await count(database, AuditRow) == rows


async def test_the_unusual_is_not_bad(database, bundle):
    append(bundle, "employees.csv", ["e9", "Новый Директор", "director", "", "", "", "", "", ""])
    append(
        bundle,
        "deals.csv",
        [
            "x1",
            "",
            "c01",
            "",
            "react",
            "deal",
            "",
            "",
            "",
            "",
            "",
            "",
            "2026-10-01T00:00:00+05:30",
            "ретроградный",
        ],
        ["x2", "", "c01", "", "react", "won", "", "", "", "", "", "", "2026-10-01T00:00:00Z", ""],
        [
            "x3",
            "",
            "c01",
            "",
            "react",
            "lost",
            "",
            "",
            "",
            "",
            "",
            "",
            "2026-10-01T00:00:00.123456-08:00",
            "",
        ],
    )
    append(
        bundle,
        "moves.csv",
        ["x1", "won", "2026-10-20T00:00:00+03:00", ""],
        ["x1", "offer", "2026-10-10T00:00:00-03:00", "e9"],
        ["x1", "deal", "2026-09-01T00:00:00Z", ""],
        ["x1", "deal", "2026-09-01T00:00:00Z", ""],
    )
    append(bundle, "tasks.csv", ["x9", "сплясать", "", "", "", "", "", "2026-10-01T00:00:00Z", "", "", ""])
    append(bundle, "contacts.csv", ["x8", "c01", "", "", "", "+49 (0)30 1234567", "", ""])
    append(
        bundle, "activities.csv", ["x7", "note", "", "", "", "", "", "2026-10-01T00:00:00Z", "", "ни о ком"]
    )
    await import_bundle(database, bundle)
    won = await thing(database, Deal, "x1")
    assert won.stage_id == (await thing(database, Stage, "won")).id
    assert won.stage_since == datetime(2026, 10, 19, 21, tzinfo=UTC)
    assert won.lost_reason == "ретроградный"
    assert (await thing(database, Deal, "x3")).stage_id == (await thing(database, Stage, "lost")).id
    assert (await thing(database, Task, "x9")).kind == "сплясать"
    assert (await thing(database, Contact, "x8")).phone_digits == "490301234567"
    async with database.read(administrator()) as read:
        assert await read.one(select(func.count(Move.id)).where(Move.deal_id == won.id)) == 3


async def test_moves_of_one_time_stand_in_the_order_of_the_file(database, bundle):
    at = "2026-12-01T00:00:00Z"
    append(bundle, "moves.csv", *(["d07", stage, at, ""] for stage in ("won", "offer", "deal")))
    await import_bundle(database, bundle)
    assert (await thing(database, Deal, "d07")).stage_id == (await thing(database, Stage, "deal")).id


async def test_unknown_columns_become_custom_fields(database, bundle):
    replace(bundle, "clients.csv", "archived_at\n", "archived_at,Сайт\n")
    text = (bundle / "clients.csv").read_text(encoding="utf-8").splitlines()
    lines = [text[0], text[1] + ",elka.example", *(line + "," for line in text[2:])]
    (bundle / "clients.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    await import_bundle(database, bundle)
    assert (await thing(database, Client, "c01")).custom == {"Сайт": "elka.example"}
    assert (await thing(database, Client, "c02")).custom == {}


BAD = [
    ("clients.csv", ["z1", "", "", "", "", "", "", "", "", "2026-01-01T00:00:00Z", ""], "name: empty"),
    (
        "clients.csv",
        ["z1", "Имя", "", "", "", "", "", "", "", "2026-01-01T00:00:00", ""],
        "without an offset",
    ),
    ("clients.csv", ["z1", "Имя", "", "", "", "", "", "", "", "вчера", ""], "not a time"),
    (
        "clients.csv",
        ["z1", "Имя", "", "", "", "", "e77", "", "", "2026-01-01T00:00:00Z", ""],
        "there is no 'e77'",
    ),
    (
        "clients.csv",
        ["z1", "Имя", "", "", "", "", "", "", "1,5", "2026-01-01T00:00:00Z", ""],
        "not an amount",
    ),
    (
        "clients.csv",
        ["c01", "Имя", "", "", "", "", "", "", "", "2026-01-01T00:00:00Z", ""],
        "the same id as in line 2",
    ),
    ("clients.csv", ["z1", "Имя"], "2 cells under 11 columns"),
    (
        "clients.csv",
        ["z1", "И\0мя", "", "", "", "", "", "", "", "2026-01-01T00:00:00Z", ""],
        "cannot be kept",
    ),
    ("employees.csv", ["z1", "Имя", "king", "", "", "", "", "", ""], "none of manager, head, director"),
    ("employees.csv", ["z1", "Имя", "head", "", "", "", "Mars/Base", "", ""], "no such time zone"),
    ("employees.csv", ["z1", "Имя", "head", "", "", "", "", "2026-02-30", ""], "not a date"),
    ("moves.csv", ["d01", "l_talk", "2026-10-10T00:00:00Z", ""], "a stage of another pipeline"),
    ("moves.csv", ["d01", "nowhere", "2026-10-10T00:00:00Z", ""], "there is no 'nowhere'"),
    ("moves.csv", ["d01", "won", "9999-12-31T23:59:59-12:00", ""], "outside the years"),
    ("sales.csv", ["z1", "c01", "", "2026-10-10T00:00:00Z", "", "1.00"], "revenue: empty"),
    ("plans.csv", ["team:Никто", "calls", "2026-10", "5"], "there is no 'team:Никто'"),
    ("plans.csv", ["company", "calls", "2026-13", "5"], "not a month"),
    ("norms.csv", ["e77", "calls", "1", "2"], "there is no 'e77'"),
    ("norms.csv", ["caller", "calls", "много", "2"], "min: not a number"),
    ("channel_costs.csv", ["ch77", "2026-10", "5"], "there is no 'ch77'"),
    ("channel_costs.csv", ["ch1", "2026-10", "5"], "the same channel, month as in line 2"),
    (
        "complaints.csv",
        ["z1", "c01", "cry", "2026-10-10T00:00:00Z", "", "", ""],
        "none of complaint, request",
    ),
    (
        "activities.csv",
        ["z1", "call", "", "", "", "", "", "2026-10-10T00:00:00Z", "1234567.123456789", ""],
        "duration_min: more than 15 digits",
    ),
    ("activities.csv", ["z1", "dance", "", "", "", "", "", "2026-10-10T00:00:00Z", "", ""], "none of call"),
]


@pytest.mark.parametrize(("file", "row", "reason"), BAD)
async def test_a_bad_row_is_refused_with_its_place_and_nothing_is_loaded(database, bundle, file, row, reason):
    line = len((bundle / file).read_text(encoding="utf-8").splitlines()) + 1
    append(bundle, file, row)
    (problem,) = await refused(database, bundle)
    assert problem.startswith(f"{file}, line {line}")
    assert reason in problem
    assert await count(database, Client) == 0
    assert await count(database, Company) == 0


FURTHER = [
    ("qualifications.csv", "deal,method,key,value", "d01,bant,smile,2", "key: none of budget, authority"),
    (
        "qualifications.csv",
        "deal,method,key,value",
        "d01,schiffman,budget,2",
        "value: not a number from 0 to 1",
    ),
    ("qualifications.csv", "deal,method,key,value", "d77,bant,budget,2", "there is no 'd77'"),
    ("tco.csv", "deal,component,importance", "d01,price,4", "importance: not a number from 0 to 3"),
    ("addresses.csv", "client,latitude", "c01,91", "latitude: not degrees"),
    ("profile.csv", "id,client,topic", "p1,c01,weather", "topic: none of purchases"),
    ("task_steps.csv", "task,position,text", "t01,-1,Раз", "position: not a whole number"),
    ("custom_fields.csv", "of,name,kind", "client,Цвет,colour", "kind: none of text"),
    ("client_scores.csv", "client,component,value", "c01,loyalty,10.5", "value: not a number from 0 to 10"),
]


@pytest.mark.parametrize(("file", "header", "row", "reason"), FURTHER)
async def test_a_bad_row_of_a_further_file_too(database, bundle, file, header, row, reason):
    (bundle / file).write_text(f"{header}\n{row}\n", encoding="utf-8")
    (problem,) = await refused(database, bundle)
    assert problem.startswith(f"{file}, line 2")
    assert reason in problem
    assert await count(database, Client) == 0


async def test_skip_bad_loads_the_rest_and_writes_down_what_it_refused(database, bundle):
    at = "2026-10-10T00:00:00Z"
    append(bundle, "clients.csv", ["z1", "", "", "", "", "", "", "", "", at, ""])
    append(bundle, "contacts.csv", ["z2", "z1", 'Сирота, "Ъ"', "", "", "", "", ""])
    report = await import_bundle(database, bundle, skip_bad=True)
    assert (await count(database, Client), await count(database, Contact)) == (12, 8)
    with (bundle / REJECTED).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["file"], row["line"], row["column"]) for row in rows] == [
        ("clients.csv", "14", "name"),
        ("contacts.csv", "10", "client"),
    ]
    assert next(csv.reader([rows[1]["row"]]))[2] == 'Сирота, "Ъ"'
    assert len(report.problems) == 2
    again = await import_bundle(database, bundle, skip_bad=True)
    assert not any(tally.added or tally.changed for tally in again.done.values())
    assert not any(REJECTED in line for line in again.left_out)


@pytest.mark.parametrize("name", ["company.json", "employees.csv", "clients.csv"])
async def test_a_missing_file_that_is_needed_is_named(database, bundle, name):
    (bundle / name).unlink()
    assert await refused(database, bundle, skip_bad=True) == [f"{name}: there is no such file"]


async def test_all_other_files_may_be_missing(database, bundle):
    for path in bundle.glob("*.csv"):
        if path.name not in {"employees.csv", "clients.csv", "channels.csv"}:
            path.unlink()
    await import_bundle(database, bundle)
    assert await count(database, Client) == 12


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not even a header"),
        (b"id,name\n\xff\xfe,x\n", "line 2: not UTF-8"),
        (b'id,name\nch1,"open\n', "broken CSV"),
        (b'id,name\nch1,"a"b\n', "broken CSV"),
        (b"id,name\nch1," + b"x" * 200_000 + b"\n", "broken CSV: field larger"),
        (b"id,name,name\n", "stands twice"),
        (b"id,,name\n", "has no name"),
        (b"name\nx\n", "id: there is no such column"),
    ],
)
async def test_a_broken_file_is_refused_clearly(database, bundle, content, reason):
    (bundle / "channels.csv").write_bytes(content)
    (problem,) = await refused(database, bundle, skip_bad=True)
    assert problem.startswith("channels.csv")
    assert reason in problem


KPI = {
    "function": "closer",
    "bonus": 50000,
    "indicators": [
        {"metric": metric, "weight": 20, "target": 10}
        for metric in ("calls", "calls_reached", "meetings", "offers", "profit")
    ],
}


def indicator(**changes):
    return KPI | {"indicators": [KPI["indicators"][0] | changes, *KPI["indicators"][1:]]}


async def test_schemes_take_the_place_of_those_before(database, bundle):
    await import_bundle(database, bundle)
    with_company(bundle, kpi=[KPI])
    changed = await import_bundle(database, bundle)
    again = await import_bundle(database, bundle)
    async with database.read(administrator()) as read:
        assert await read.all(select(KpiScheme.bonus)) == [50_000_00]
        assert set(await read.all(select(KpiIndicator.floor))) == {Decimal("0.5")}
        assert set(await read.all(select(KpiIndicator.cap))) == {Decimal("1.2")}
    assert (changed.done["kpi"].added, again.done["kpi"].same) == (1, 1)
    data = json.loads((bundle / "company.json").read_text(encoding="utf-8"))
    del data["kpi"]
    (bundle / "company.json").write_text(json.dumps(data), encoding="utf-8")
    await import_bundle(database, bundle)
    assert await count(database, KpiScheme) == 1
    with_company(bundle, kpi=[])
    await import_bundle(database, bundle)
    assert await count(database, KpiScheme) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"timezone": "Moscow"}, "timezone: no such time zone"),
        ({"currency": "rub"}, "currency: not a code"),
        ({"forgotten_days": {"A": 0}}, "forgotten_days.A"),
        ({"pipelines": [{"id": "a", "name": "A", "kind": "x", "stages": []}]}, "pipelines[0].kind"),
        ({"pipelines": "none"}, "pipelines: not a list"),
        ({"name": None}, "name: wants a text"),
        ({"kpi": [KPI | {"indicators": KPI["indicators"][:4]}]}, "kpi[0].indicators: 4 of them, not 5 to 10"),
        ({"kpi": [KPI | {"indicators": KPI["indicators"] * 3}]}, "kpi[0].indicators: 15 of them"),
        ({"kpi": [indicator(weight=21)]}, "kpi[0].indicators: the weights do not sum to 100"),
        ({"kpi": [indicator(metric="smiles")]}, "kpi[0].indicators[0].metric: none of calls, calls_reached"),
        ({"kpi": [indicator(metric=["calls"])]}, "kpi[0].indicators[0].metric: none of calls, calls_reached"),
        ({"kpi": [indicator(target=-1)]}, "kpi[0].indicators[0].target: not a number from 0"),
        ({"kpi": [indicator(target=None)]}, "kpi[0].indicators[0].target: wants a number"),
        ({"kpi": [KPI | {"bonus": 1.005}]}, "kpi[0].bonus: more than two places"),
        ({"kpi": [KPI | {"fine": -5}]}, "kpi[0].fine: not a number"),
        ({"kpi": [KPI | {"employees": ["e1"]}]}, "kpi[0]: wants either employees or a function"),
        (
            {"kpi": [KPI | {"function": None, "employees": ["e1", "e77"]}]},
            "kpi[0].employees: there is no 'e77'",
        ),
        ({"kpi": [KPI | {"function": "singer"}]}, "kpi[0].function: none of caller"),
        ({"kpi": {}}, "kpi: not a list"),
        ({"kpi": [[]]}, "kpi[0]: not an object"),
    ],
)
async def test_a_wrong_company_is_refused_with_the_path(database, bundle, change, reason):
    with_company(bundle, **change)
    assert any(reason in problem for problem in await refused(database, bundle))


async def test_a_mark_of_byte_order_is_no_letter(database, bundle):
    for path in bundle.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    await import_bundle(database, bundle)
    assert await count(database, Client) == 12


async def test_a_zip_of_the_folder_will_do(database, bundle, tmp_path):
    archive = tmp_path / "bundle.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in bundle.iterdir():
            packed.write(path, f"our company/{path.name}")
    await import_bundle(database, archive)
    assert await count(database, Client) == 12


async def test_no_folder_no_import(database, tmp_path):
    assert await refused(database, tmp_path / "nowhere") == ["nowhere: there is no such folder"]


def with_accounts(folder, **accounts):
    lines = (folder / "employees.csv").read_text(encoding="utf-8").splitlines()
    numbered = [f"{line},{accounts.get(line.split(',')[0], '')}" for line in lines[1:]]
    (folder / "employees.csv").write_text(
        "\n".join([lines[0] + ",telegram_id", *numbered]) + "\n", encoding="utf-8"
    )


async def test_a_telegram_id_links_the_account_and_an_empty_one_unlinks_nobody(database, bundle, tmp_path):
    plain = tmp_path / "plain"
    shutil.copytree(bundle, plain)
    with_accounts(bundle, e1=1001, e2=1002)
    await import_bundle(database, bundle)
    await import_bundle(database, plain)
    assert (await thing(database, Employee, "e1")).telegram_id == 1001
    with_accounts(plain, e1="", e2=1002)
    await import_bundle(database, plain)
    assert (await thing(database, Employee, "e1")).telegram_id == 1001


async def test_a_person_who_came_by_themselves_becomes_the_employee_of_the_bundle(database, bundle):
    async with database.work(administrator()) as work:
        await work.add(Employee(name="Дима", role=Role.DIRECTOR, telegram_id=1005))
    with_accounts(bundle, e5=1005)
    await import_bundle(database, bundle)
    assert await count(database, Employee) == 5
    assert (await thing(database, Employee, "e5")).telegram_id == 1005


async def test_two_people_may_swap_accounts_but_not_share_one(database, bundle, tmp_path):
    shared, swapped = tmp_path / "shared", tmp_path / "swapped"
    shutil.copytree(bundle, shared)
    shutil.copytree(bundle, swapped)
    with_accounts(bundle, e1=1, e2=2)
    await import_bundle(database, bundle)
    with_accounts(swapped, e1=2, e2=1)
    await import_bundle(database, swapped)
    assert (await thing(database, Employee, "e1")).telegram_id == 2
    with_accounts(shared, e3=2)
    (problem,) = await refused(database, shared)
    assert "belongs to another employee" in problem


async def test_the_pipeline_of_an_empty_house_gives_way(database, bundle):
    async with database.work(administrator()) as work:
        await open_house(work, Settings(_env_file=None))
    await import_bundle(database, bundle)
    async with database.read(administrator()) as read:
        lines = await read.all(select(Pipeline.external_id).order_by(Pipeline.position))
        assert (await read.one(select(Company))).name == "ООО «Тихая Гавань»"
    assert lines == ["reach", "react", "reengage", "refresh"]


async def test_a_house_pipeline_with_deals_stays_and_its_stages_are_not_taken(database, bundle):
    async with database.work(administrator()) as work:
        await open_house(work, Settings(_env_file=None))
        stage = await work.one(select(Stage).where(Stage.external_id == "new"))
        client = await work.add(Client(name="Свой", search_key="свой", created_at=work.now))
        await work.add(
            Deal(
                title="Своя", client_id=client.id, pipeline_id=stage.pipeline_id, first_stage_id=stage.id,
                stage_id=stage.id, stage_since=work.now, created_at=work.now,
            )
        )  # fmt: skip
    (problem,) = await refused(database, bundle)
    assert "stands in another pipeline of this database" in problem
    assert await count(database, Deal) == 1
