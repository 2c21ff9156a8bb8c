"""Plans, norms and KPI schemes as heads and directors set them."""

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import select

from core.errors import Changed, Invalid, NotFound
from core.money import Money
from core.people.employees import Function
from core.sales.kpi_schemes import KpiScheme, SchemeLine, WrongScheme
from core.sales.metrics import Metric
from core.sales.models import Plan, PlanScope
from core.sales.norms import Norm
from core.sales.paying import scheme_lines, schemes_in, set_kpi_scheme
from core.sales.planning import norms_in, set_norm, set_plan
from tests.integration.audited import acts_on, last_change
from tests.integration.house import a_house

TEN = Decimal(10)
LINES = tuple(SchemeLine(metric.value, Decimal(20), TEN) for metric in list(Metric)[:5])
PAY = {"bonus": Money(3_000_000), "fine": Money(30_000)}


async def test_a_head_plans_for_the_own_team_and_its_people(database):
    house = await a_house(database)
    head = await house.actor(house.head)
    south = (await house.actor(house.other)).team_id
    for wrong in ({}, {"team_id": south}, {"employee_id": house.other}):
        with pytest.raises(NotFound):
            async with database.work(head) as work:
                await set_plan(work, "calls", "2026-11", TEN, **wrong)
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.manager)) as work:
            await set_plan(work, "calls", "2026-11", TEN, employee_id=house.manager)
    async with database.work(head) as work:
        await set_plan(work, "calls", "2026-11", TEN, employee_id=house.manager)
        await set_plan(work, "stage:offer", "2026-11", TEN, team_id=head.team_id)
    async with database.work(await house.actor(house.director)) as work:
        await set_plan(work, "profit", "2026-11", Decimal("1500000.50"))
        await set_plan(work, "profit", "2026-11", TEN, team_id=south)
        scopes = await work.all(select(Plan.scope).order_by(Plan.id))
    assert scopes == [PlanScope.EMPLOYEE, PlanScope.TEAM, PlanScope.COMPANY, PlanScope.TEAM]


async def test_a_plan_is_one_for_a_scope_a_month_and_a_metric(database):
    house = await a_house(database)
    director = await house.actor(house.director)
    for value in (5, 5, 7):
        async with database.work(director) as work:
            plan = await set_plan(work, "calls", "2026-11", Decimal(value))
    assert plan
    assert await last_change(database, "plan.set") == {"value": ["5", "7"]}
    assert await acts_on(database, "plans", plan.id) == ["plan.set", "plan.set"]
    for metric, month, value in (("joy", "2026-11", 1), ("calls", "2026-1", 1), ("calls", "2026-11", -1)):
        with pytest.raises(Invalid):
            async with database.work(director) as work:
                await set_plan(work, metric, month, Decimal(value))
    for _ in range(2):
        async with database.work(director) as work:
            assert await set_plan(work, "calls", "2026-11", None) is None
            assert await work.all(select(Plan)) == []


async def test_two_who_plan_the_same_at_once_make_one_plan(database):
    house = await a_house(database)
    both = (await house.actor(house.head), await house.actor(house.director))

    async def plan(actor):
        async with database.work(actor) as work:
            await set_plan(work, "calls", "2026-11", TEN, employee_id=house.manager)

    await asyncio.gather(*(plan(actor) for actor in both))
    async with database.read(both[1]) as read:
        assert len(await read.all(select(Plan))) == 1


async def test_a_functions_norm_is_the_directors_and_a_persons_the_heads(database):
    house = await a_house(database)
    head, director = await house.actor(house.head), await house.actor(house.director)
    for wrong in ({"function": Function.CALLER}, {"employee_id": house.other}):
        with pytest.raises(NotFound):
            async with database.work(head) as work:
                await set_norm(work, Metric.CALLS, TEN, None, **wrong)
    for wrong in ({}, {"function": Function.CALLER, "employee_id": house.manager}):
        with pytest.raises(Invalid):
            async with database.work(director) as work:
                await set_norm(work, Metric.CALLS, TEN, None, **wrong)
    for least in (5, 5, 10):
        async with database.work(head) as work:
            norm = await set_norm(work, Metric.CALLS, Decimal(least), Decimal(15), employee_id=house.manager)
    async with database.work(director) as work:
        await set_norm(work, Metric.CALLS, TEN, None, function=Function.CALLER)
        await set_norm(work, Metric.CALLS, TEN, None, employee_id=house.other)
        assert len(await norms_in(work)) == 3
    async with database.read(head) as read:
        assert len(await norms_in(read)) == 2
    assert norm
    assert await acts_on(database, "norms", norm.id) == ["norm.set", "norm.set"]
    async with database.work(head) as work:
        assert await set_norm(work, Metric.CALLS, None, None, employee_id=house.manager) is None
        assert await work.all(select(Norm.id).where(Norm.employee_id == house.manager)) == []
    assert (await last_change(database, "norm.removed"))["minimum"] == ["10", None]


async def test_a_functions_scheme_is_replaced_and_the_same_again_changes_nothing(database):
    house = await a_house(database)
    director = await house.actor(house.director)
    for _ in range(2):
        async with database.work(director) as work:
            scheme = await set_kpi_scheme(work, LINES, function=Function.CALLER, **PAY)
    assert scheme.version == 0
    other = (*LINES[:4], SchemeLine("hygiene", Decimal(20), Decimal("0.6")))
    async with database.work(director) as work:
        changed = await set_kpi_scheme(
            work, other, function=Function.CALLER, bonus=Money(1), fine=Money(0), version=0
        )
    assert (changed.id, changed.bonus) == (scheme.id, 1)
    async with database.read(director) as read:
        assert await scheme_lines(read, scheme.id) == other
        assert len(await read.all(select(KpiScheme))) == 1
    with pytest.raises(Changed):
        async with database.work(director) as work:
            await set_kpi_scheme(work, LINES, function=Function.CALLER, version=0, **PAY)
    with pytest.raises(WrongScheme):
        async with database.work(director) as work:
            await set_kpi_scheme(work, LINES[:4], function=Function.CALLER, **PAY)
    assert set(await acts_on(database, "kpi_schemes", scheme.id)) == {"scheme.set"}


async def test_a_person_has_one_scheme_and_one_that_nobody_has_goes(database):
    house = await a_house(database)
    director, head = await house.actor(house.director), await house.actor(house.head)
    async with database.work(director) as work:
        both = await set_kpi_scheme(work, LINES, employees=[house.manager, house.other], **PAY)
    async with database.work(head) as work:
        own = await set_kpi_scheme(work, LINES, employees=[house.manager], **PAY)
    async with database.read(director) as read:
        assert [(one.id, people) for one, people in await schemes_in(read)] == [
            (both.id, frozenset({house.other})),
            (own.id, frozenset({house.manager})),
        ]
    async with database.read(head) as read:
        assert [one.id for one, _ in await schemes_in(read)] == [own.id]
    async with database.work(director) as work:
        await set_kpi_scheme(work, LINES, employees=[house.manager, house.other], **PAY)
        assert len(await work.all(select(KpiScheme))) == 1


async def test_a_head_sets_schemes_of_the_own_people_alone(database):
    house = await a_house(database)
    head = await house.actor(house.head)
    for wrong in (
        {"function": Function.CALLER},
        {"employees": [house.other]},
        {"employees": [house.manager, house.other]},
    ):
        with pytest.raises(NotFound):
            async with database.work(head) as work:
                await set_kpi_scheme(work, LINES, **wrong, **PAY)
    for wrong in ({}, {"function": Function.CALLER, "employees": [house.manager]}):
        with pytest.raises(Invalid):
            async with database.work(await house.actor(house.director)) as work:
                await set_kpi_scheme(work, LINES, **wrong, **PAY)
