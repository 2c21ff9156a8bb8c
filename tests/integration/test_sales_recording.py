"""Price list, shipments, payments, what channels cost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from core.access import administrator
from core.clients.editing import create_client
from core.clients.models import Channel
from core.deals.moves import open_deal
from core.errors import Changed, Invalid, NotFound
from core.ids import ProductId
from core.money import Money
from core.sales.lines import SaleLine
from core.sales.models import ChannelCost
from core.sales.pricing import CodeTaken, add_product, archive_product, edit_product, price_list
from core.sales.products import SaleProduct
from core.sales.recording import record_payment, record_sale, set_channel_cost, takings_from
from tests.integration.audited import acts_on, last_change
from tests.integration.house import a_house


async def test_the_price_list_is_kept_by_the_director(database):
    house = await a_house(database)
    director = await house.actor(house.director)
    for price in (100, 100, 120):
        async with database.work(director) as work:
            bush = await add_product(work, " Втулка ", code="B-1", price=Money(price), cost=Money(30))
    async with database.work(director) as work:
        other = await add_product(work, "Кольцо")
    for act in (
        lambda work: add_product(work, "Другая", code="B-1"),
        lambda work: edit_product(work, other.id, code="B-1"),
    ):
        with pytest.raises(CodeTaken):
            async with database.work(director) as work:
                await act(work)
    with pytest.raises(Changed):
        async with database.work(director) as work:
            await edit_product(work, bush.id, version=0, price=None)
    for _ in range(2):
        async with database.work(director) as work:
            await archive_product(work, other.id)
    async with database.read(await house.actor(house.manager)) as read:
        assert [(one.name, one.price) for one in await price_list(read)] == [("Втулка", 120)]
    assert await acts_on(database, "products", bush.id) == ["product.added", "product.edited"]
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.head)) as work:
            await add_product(work, "Своё")


async def test_a_shipment_of_lines_is_their_sum_and_a_second_tap_ships_nothing(database):
    house = await a_house(database)
    async with database.work(await house.actor(house.director)) as work:
        bush = await add_product(work, "Втулка", price=Money(100), cost=Money(30))
    actor = await house.actor(house.manager)
    lines = [
        SaleLine(bush.id, Decimal("2.5")),
        SaleLine(bush.id, Decimal(1), revenue=Money(90), cost=Money(40)),
    ]
    async with database.work(actor) as work:
        deal = await open_deal(work, house.client, house.stages["new"], title="Сделка")
        sale = await record_sale(work, house.client, lines=lines, deal_id=deal.id, expected=0)
    assert (sale.revenue, sale.cost, sale.employee_id) == (340, 115, house.manager)
    with pytest.raises(Changed):
        async with database.work(actor) as work:
            await record_sale(work, house.client, lines=lines, expected=0)
    async with database.read(actor) as read:
        kept = await read.all(select(SaleProduct).order_by(SaleProduct.id))
        assert [(one.quantity, one.revenue, one.cost) for one in kept] == [
            (Decimal("2.5"), 250, 75),
            (1, 90, 40),
        ]
        assert [one.id for one in (await takings_from(read, house.client)).sales] == [sale.id]
    assert await acts_on(database, "sales", sale.id) == ["sale.recorded"]


async def test_a_shipment_says_either_lines_or_both_sums_and_has_happened(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.read(actor) as read:
        later = read.now + timedelta(days=2)
    for wrong in (
        {},
        {"revenue": Money(5)},
        {"cost": Money(5)},
        {"revenue": Money(-5), "cost": Money(0)},
        {"revenue": Money(5), "cost": Money(1), "at": later},
        {"revenue": Money(5), "cost": Money(1), "lines": [SaleLine(ProductId(1), Decimal(1))]},
    ):
        with pytest.raises(Invalid):
            async with database.work(actor) as work:
                await record_sale(work, house.client, **wrong)


async def test_clients_deals_and_sellers_are_of_the_scope(database):
    house = await a_house(database)
    sums = {"revenue": Money(5), "cost": Money(1)}
    head = await house.actor(house.head)
    async with database.work(await house.actor(house.manager)) as work:
        second = await create_client(work, "Вектор")
        deal = await open_deal(work, second.id, house.stages["new"], title="Чужая сделка")
    for act in (
        lambda work: record_sale(work, house.foreign, **sums),
        lambda work: record_sale(work, house.client, deal_id=deal.id, **sums),
        lambda work: record_sale(work, house.client, seller=house.other, **sums),
        lambda work: record_payment(work, house.foreign, Money(5)),
        lambda work: record_payment(work, house.client, Money(5), deal_id=deal.id),
        lambda work: record_payment(work, house.client, Money(5), sale_id=77),
    ):
        with pytest.raises(NotFound):
            async with database.work(head) as work:
                await act(work)
    async with database.work(head) as work:
        assert (
            await record_sale(work, house.client, seller=house.manager, **sums)
        ).employee_id == house.manager


async def test_a_payment_for_a_sale_is_for_its_deal(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        deal = await open_deal(work, house.client, house.stages["new"], title="Сделка")
        sale = await record_sale(work, house.client, revenue=Money(500), cost=Money(100), deal_id=deal.id)
        payment = await record_payment(work, house.client, Money(200), sale_id=sale.id, expected=0)
    assert (payment.deal_id, payment.sale_id, payment.amount) == (deal.id, sale.id, 200)
    with pytest.raises(Changed):
        async with database.work(actor) as work:
            await record_payment(work, house.client, Money(200), sale_id=sale.id, expected=0)
    for amount in (0, -5):
        with pytest.raises(Invalid):
            async with database.work(actor) as work:
                await record_payment(work, house.client, Money(amount))
    assert await acts_on(database, "payments", payment.id) == ["payment.recorded"]


async def test_what_a_channel_cost_is_set_changed_and_forgotten(database):
    house = await a_house(database)
    async with database.work(administrator()) as work:
        channel = await work.add(Channel(name="Сайт"))
    director = await house.actor(house.director)
    for amount in (500, 500, 700):
        async with database.work(director) as work:
            await set_channel_cost(work, channel.id, "2026-10", Money(amount))
    async with database.read(director) as read:
        assert await read.all(select(ChannelCost.amount)) == [700]
    assert await last_change(database, "channel.cost_set") == {"2026-10": [500, 700]}
    for month, amount in (("2026-13", 5), ("2026-10", -5)):
        with pytest.raises(Invalid):
            async with database.work(director) as work:
                await set_channel_cost(work, channel.id, month, Money(amount))
    async with database.work(director) as work:
        await set_channel_cost(work, channel.id, "2026-10", None)
        assert await work.all(select(ChannelCost.id)) == []
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.head)) as work:
            await set_channel_cost(work, channel.id, "2026-10", Money(5))
    assert len(await acts_on(database, "channels", channel.id)) == 3
