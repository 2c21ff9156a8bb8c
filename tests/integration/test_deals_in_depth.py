"""Qualification, people, competitors, risks, products, documents, reasons, checklists; each within its scope."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from core.access import Role, administrator
from core.activities.giving import give_task
from core.audit import AuditRow
from core.deals.around import (
    close_risk,
    name_person,
    note_competitor,
    note_risk,
    products_amount,
    products_of,
    put_product,
    take_product_off,
)
from core.deals.checks import checklist_of, tick
from core.deals.documents import add_document, documents_of, remove_document
from core.deals.editing import edit_deal, give_deal
from core.deals.qualification import Method
from core.deals.qualifying import answer_method, answers_of, remove_tco, set_tco, tco_of
from core.deals.reasons import add_reason, archive_reason, reasons_of, rename_reason
from core.deals.stage_keeping import StagePlan, add_pipeline, edit_stage
from core.desk.colleagues import documents_for_task
from core.desk.moving import open_with_events
from core.errors import Changed, Invalid, NotFound
from core.money import Money
from core.people.employees import Employee
from core.sales.products import Product
from tests.integration.house import a_house


@pytest.fixture
async def house(database):
    return await a_house(database)


@pytest.fixture
async def deal(house):
    async with house.database.work(await house.actor(house.manager)) as work:
        return (await open_with_events(work, house.client, house.stages["new"], title="Втулки")).id


@pytest.fixture
async def manager(house):
    return await house.actor(house.manager)


@pytest.fixture
async def other(house):
    return await house.actor(house.other)


async def test_answers_are_set_changed_and_forgotten_each_with_its_audit(house, manager, deal):
    for value in (3, 4, 4, None):
        async with house.database.work(manager) as work:
            await answer_method(work, deal, Method.BANT, "budget", value, evidence="письмо директора")
    async with house.database.work(manager) as work:
        await answer_method(work, deal, Method.MEDDPICC, "champion", 2)
    async with house.database.read(manager) as read:
        found = await answers_of(read, deal)
        assert found[Method.BANT] == {}
        assert found[Method.MEDDPICC]["champion"].value == 2
        acts = await read.all(
            select(AuditRow.act).where(AuditRow.thing == "qualifications").order_by(AuditRow.id)
        )
    assert acts == ["deal.answered", "deal.answered", "deal.unanswered", "deal.answered"]


@pytest.mark.parametrize(("key", "value"), [("budget", 5), ("budget", -1), ("champion", 1)])
async def test_what_the_method_does_not_know_is_refused(house, manager, deal, key, value):
    with pytest.raises(Invalid):
        async with house.database.work(manager) as work:
            await answer_method(work, deal, Method.BANT, key, value)


async def test_tco_is_one_line_for_a_component(house, manager, deal):
    for theirs in (500, 700):
        async with house.database.work(manager) as work:
            await set_tco(work, deal, "  свой   склад ", ours=Money(100), theirs=Money(theirs), importance=3)
    async with house.database.read(manager) as read:
        assert [(row.component, row.theirs) for row in await tco_of(read, deal)] == [("свой склад", 700)]
    async with house.database.work(manager) as work:
        await remove_tco(work, deal, "свой склад")
        await remove_tco(work, deal, "свой склад")
        assert await tco_of(work, deal) == []


async def test_a_deal_is_edited_by_version_and_every_column_checked(house, manager, deal):
    async with house.database.work(manager) as work:
        edited = await edit_deal(
            work, deal, 0, {"amount": 125_000_00, "probability": Decimal("12.5"), "seller_role": "kits"}
        )
        assert (edited.probability, edited.seller_role, edited.version) == (Decimal("12.5"), "kits", 1)
    with pytest.raises(Changed):
        async with house.database.work(manager) as work:
            await edit_deal(work, deal, 0, {"title": "Другое"})
    for wrong in ({"amount": -1}, {"probability": 101}, {"title": " "}, {"kind": "old"}, {"owner_id": 1}):
        with pytest.raises(Invalid):
            async with house.database.work(manager) as work:
                await edit_deal(work, deal, 1, wrong)
    async with house.database.work(manager) as work:
        assert (await edit_deal(work, deal, 1, {"probability": None})).probability is None


async def test_products_make_an_amount_line_by_line(house, manager, deal):
    async with house.database.work(administrator()) as work:
        product = await work.add(Product(name="Втулка", price=Money(10_001)))
    async with house.database.work(manager) as work:
        line = await put_product(
            work, deal, product.id, Decimal("2.5"), Money(10_001), discount=Decimal(10), cost=Money(5_000)
        )
        # 2.5 x 100.01 x 90 % = 225.0225
        assert products_amount(await products_of(work, deal)) == 22_502
        await put_product(work, deal, product.id, Decimal(1), Money(10_001), line_id=line.id)
        assert products_amount(await products_of(work, deal)) == 10_001
        await take_product_off(work, deal, line.id)
        await take_product_off(work, deal, line.id)
        assert await products_of(work, deal) == []
    with pytest.raises(Invalid):
        async with house.database.work(manager) as work:
            await put_product(work, deal, product.id, Decimal(0), Money(1))


async def test_risks_and_competitors_are_kept_and_closed(house, manager, deal):
    async with house.database.work(manager) as work:
        risk = await note_risk(work, deal, "Срок поставки", measure="склад")
        first = await close_risk(work, deal, risk.id)
        assert (await close_risk(work, deal, risk.id)).closed_at == first.closed_at
        rival = await note_competitor(work, deal, "Лидер", price=Money(900))
        again = await note_competitor(work, deal, "Лидер", won=True, competitor_id=rival.id)
        assert (again.id, again.won, again.price) == (rival.id, True, None)


async def test_what_is_anothers_does_not_exist(house, other, deal):
    acts = (
        lambda work: answer_method(work, deal, Method.BANT, "need", 1),
        lambda work: set_tco(work, deal, "x", ours=None, theirs=None),
        lambda work: edit_deal(work, deal, 0, {"title": "Моё"}),
        lambda work: note_risk(work, deal, "x"),
        lambda work: note_competitor(work, deal, "x"),
        lambda work: name_person(work, deal, 1, "buys"),
        lambda work: tick(work, deal, house.stages["new"], "x", done=True),
        lambda work: add_document(work, "x", "file", deal_id=deal),
        lambda work: checklist_of(work, deal),
        lambda work: documents_for_task(work, deal),
        lambda work: give_deal(work, deal, house.other),
    )
    for act in acts:
        with pytest.raises(NotFound):
            async with house.database.work(other) as work:
                await act(work)
    async with house.database.read(other) as read:
        assert await tco_of(read, deal) == []
        assert await products_of(read, deal) == []
        assert await documents_of(read, deal_id=deal) == []


async def test_a_document_is_added_once_and_seen_by_a_colleague_with_a_task(house, manager, deal):
    async with house.database.work(manager) as work:
        document = await add_document(work, "Договор.pdf", "file-1", deal_id=deal, size=10)
        assert (await add_document(work, "Договор.pdf", "file-1", deal_id=deal)).id == document.id
    async with house.database.work(administrator()) as work:
        colleague = await work.add(Employee(name="Юрист", role=Role.COLLEAGUE))
    async with house.database.work(await house.actor(house.head)) as work:
        await give_task(work, colleague.id, "task", "Проверить договор", None, deal_id=deal)
    lawyer = await house.actor(colleague.id)
    async with house.database.read(lawyer) as read:
        assert [found.name for found in await documents_for_task(read, deal)] == ["Договор.pdf"]
        assert await documents_of(read, deal_id=deal) == []
    async with house.database.work(manager) as work:
        await remove_document(work, document.id)
    async with house.database.read(lawyer) as read:
        assert await documents_for_task(read, deal) == []


async def test_the_head_keeps_the_reasons_and_the_usual_ones_stay(house, manager):
    head = await house.actor(house.head)
    async with house.database.read(manager) as read:
        usual = await reasons_of(read)
    async with house.database.work(head) as work:
        own = await add_reason(work, "Ушли в тендер")
        assert (await add_reason(work, "ушли в  ТЕНДЕР")).id == own.id
        await rename_reason(work, own.id, "Тендер")
    async with house.database.read(manager) as read:
        found = await reasons_of(read)
    assert [reason.code for reason in found] == [*(reason.code for reason in usual), "Ушли в тендер"]
    assert found[-1].name == "Тендер"
    async with house.database.work(head) as work:
        await archive_reason(work, own.id)
        assert await reasons_of(work) == usual
    with pytest.raises(NotFound):
        async with house.database.work(manager) as work:
            await add_reason(work, "Моя причина")


async def test_a_checklist_is_ticked_on_the_deal(house, manager, deal):
    director = await house.actor(house.director)
    async with house.database.work(director) as work:
        await edit_stage(
            work, house.stages["new"], StagePlan("Новая", checklist=("Узнать бюджет", "Узнать ЛПР"))
        )
    for _ in range(2):
        async with house.database.work(manager) as work:
            await tick(work, deal, house.stages["new"], "Узнать ЛПР", done=True)
    async with house.database.read(manager) as read:
        assert [(check.item, check.done) for check in await checklist_of(read, deal)] == [
            ("Узнать бюджет", False),
            ("Узнать ЛПР", True),
        ]
    async with house.database.work(manager) as work:
        await tick(work, deal, house.stages["new"], "Узнать ЛПР", done=False)
        with pytest.raises(NotFound):
            await tick(work, deal, house.stages["new"], "Чего нет", done=True)


async def test_a_pipeline_wants_an_end_of_each_kind(house):
    director = await house.actor(house.director)
    with pytest.raises(Invalid):
        async with house.database.work(director) as work:
            await add_pipeline(work, "leads", "Лиды", "reach", [StagePlan("Новый")])
