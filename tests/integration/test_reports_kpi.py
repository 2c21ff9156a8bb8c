"""An employee's month against their plan: gold facts, and figures derived by hand."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import delete, select

from core.access import Actor, Role, administrator
from core.errors import Invalid, NotFound
from core.exchange.importing import import_bundle
from core.money import money_text
from core.people.employees import Employee
from core.reports.own_kpi import ALWAYS_SHOWN, own_kpi
from core.reports.rounding import ratio6, whole_minor
from core.sales.kpi_schemes import KpiIndicator, KpiScheme, KpiSchemeEmployee
from core.sales.models import Plan, PlanScope
from tests.integration.test_reports_gold import GOLD, cases, opened


async def employee(database, external):
    async with database.read(administrator()) as read:
        return await read.one(select(Employee.id).where(Employee.external_id == external))


async def kpi(database, external, month, as_of, actor=None):
    number = await employee(database, external)
    async with database.read(actor or administrator()) as read:
        return await own_kpi(read, number, month, as_of)


async def without_schemes(database):
    """Plans speak where no scheme does."""
    async with database.work(administrator()) as work:
        for table in (KpiSchemeEmployee, KpiIndicator, KpiScheme):
            await work.session.execute(delete(table))


async def planned(database, external, month, plans):
    number = await employee(database, external)
    async with database.work(administrator()) as work:
        for metric, value in plans.items():
            await work.add(
                Plan(
                    scope=PlanScope.EMPLOYEE,
                    employee_id=number,
                    metric=metric,
                    month=month,
                    value=Decimal(value),
                )
            )


def option(args, name):
    return args[args.index(name) + 1] if name in args else None


def shown(indicator):
    def figure(value):
        if value is None:
            return None
        return money_text(whole_minor(value)) if indicator.metric.is_money else ratio6(value)

    return {
        "metric": indicator.metric.value,
        "target": figure(indicator.plan),
        "fact": figure(indicator.fact),
        "attainment": ratio6(indicator.attainment),
        "expected_today": figure(indicator.expected_today),
        "pace": ratio6(indicator.pace),
    }


@pytest.mark.parametrize("case", cases("kpi"))
async def test_what_an_employee_sees_is_the_report_to_the_kopeck(case, servers, kind):
    gold = json.loads(case.read_text(encoding="utf-8"))
    expect, args = gold["expect"]["result"], gold["args"]
    async with opened(servers, kind, case.parts[-3]) as database:
        as_of = date.fromisoformat(gold["expect"]["period"]["as_of"])
        found = await kpi(database, option(args, "--employee"), option(args, "--month"), as_of)
    seen = [shown(one) for one in found.indicators]
    assert seen == [{key: line[key] for key in seen[0]} for line in expect["indicators"]]
    assert money_text(whole_minor(found.pay.so_far)) == expect["pay_so_far"]
    assert found.pay.overdue == expect["overdue"]


async def test_the_month_of_a_head_by_hand(database):
    """CHECKED.md, 21: one call reached, one meeting, d01 and d16 won; sales s04, s05 and s21's owner is another."""
    await import_bundle(database, GOLD / "tiny" / "bundle")
    await without_schemes(database)
    await planned(database, "e1", "2026-10", {"meetings": "2", "won_amount": "230000", "profit": "0"})
    found = await kpi(database, "e1", "2026-10", date(2026, 10, 15))
    facts = {i.metric.value: i for i in found.indicators}
    assert (found.elapsed, found.workdays) == (11, 22)
    assert (facts["meetings"].fact, facts["meetings"].attainment) == (1, Fraction(1, 2))
    assert (facts["meetings"].expected_today, facts["meetings"].pace) == (1, 1)
    assert (facts["won_amount"].fact, facts["won_amount"].plan) == (100_000_00, 230_000_00)
    assert facts["won_amount"].attainment == Fraction(10, 23)
    assert (facts["profit"].fact, facts["profit"].attainment, facts["profit"].pace) == (30_000_00, None, None)


async def test_without_a_plan_the_facts_stand_alone(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")
    await without_schemes(database)
    found = await kpi(database, "e1", "2026-10", date(2026, 10, 31))
    assert tuple(i.metric for i in found.indicators) == ALWAYS_SHOWN
    assert all(i.plan is i.attainment is i.expected_today is i.pace is None for i in found.indicators)
    facts = {i.metric.value: i.fact for i in found.indicators}
    assert facts == {"calls": 1, "meetings": 1, "offers": 3, "won_amount": 115_000_00, "revenue": 115_000_00}


async def test_a_day_outside_the_month_is_refused(servers, kind):
    async with opened(servers, kind, "tiny") as database:
        with pytest.raises(Invalid):
            await kpi(database, "e1", "2026-10", date(2026, 11, 1))


async def test_outside_the_scope_there_is_no_such_employee(servers, kind):
    async with opened(servers, kind, "tiny") as database:
        own = await employee(database, "e2")
        manager = Actor(role=Role.MANAGER, id=own, sees=frozenset({own}))
        assert (await kpi(database, "e2", "2026-10", date(2026, 10, 31), manager)).employee_id == own
        with pytest.raises(NotFound):
            await kpi(database, "e1", "2026-10", date(2026, 10, 31), manager)
