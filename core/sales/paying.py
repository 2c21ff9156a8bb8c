"""Setting the schemes by which months are paid. Source: METRICS.md, KPI and pay."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select

from core.access import Permission, needs, within
from core.errors import Changed, Invalid, NotFound
from core.ids import EmployeeId, SchemeId
from core.money import Money
from core.people.company import hold_company
from core.people.employees import Employee, Function
from core.people.typed import a_sum
from core.sales.kpi_schemes import KpiIndicator, KpiScheme, KpiSchemeEmployee, SchemeLine, check_scheme
from core.work import Reading, Work


@needs(Permission.SET_GOALS)
async def set_kpi_scheme(
    work: Work,
    lines: Sequence[SchemeLine],
    *,
    bonus: Money,
    fine: Money,
    function: Function | None = None,
    employees: Collection[EmployeeId] = (),
    version: int | None = None,
) -> KpiScheme:
    """How a function (a director says) or these people of one's scope are paid, in place of what was.

    A person has one scheme: who gets this one leaves another, and one that nobody has any more goes. The same
    again changes nothing. `version`: of the scheme that is replaced. Raises NotFound, Invalid, Changed,
    WrongScheme.
    """
    check_scheme(lines)
    sums = {"bonus": a_sum("bonus", bonus), "fine": a_sum("fine", fine)}
    if (function is None) == (not employees):
        raise Invalid(field="scope", value="")
    await hold_company(work)
    people = await _people(work, function, set(employees))
    scheme = await _standing(work, function, people)
    if version is not None and version != (None if scheme is None else scheme.version):
        raise Changed
    if scheme is None:
        last = await work.one(select(func.coalesce(func.max(KpiScheme.position), -1)))
        scheme = await work.add(KpiScheme(position=last + 1, function=function, **sums))
        work.record("scheme.set", scheme, {"indicators": [None, _words(lines)]})
        await _leave_others(work, people)
        for person in sorted(people):
            work.session.add(KpiSchemeEmployee(scheme_id=scheme.id, employee_id=person))
        _put_lines(work, scheme, lines)
        return scheme
    await _replace(work, scheme, lines, sums)
    return scheme


@needs(Permission.SEE_OWN)
async def scheme_lines(read: Reading, scheme_id: SchemeId) -> tuple[SchemeLine, ...]:
    """The indicators of a scheme in their order."""
    rows = await read.all(
        select(KpiIndicator).where(KpiIndicator.scheme_id == scheme_id).order_by(KpiIndicator.position)
    )
    return tuple(SchemeLine(row.metric, row.weight, row.target, row.floor, row.cap) for row in rows)


@needs(Permission.SEE_TEAM)
async def schemes_in(read: Reading) -> list[tuple[KpiScheme, frozenset[EmployeeId]]]:
    """The functions' schemes and those that name people of one's scope, with these people."""
    named: dict[SchemeId, set[EmployeeId]] = {}
    mine = select(KpiSchemeEmployee).where(within(read.actor, KpiSchemeEmployee.employee_id))
    for row in await read.all(mine):
        named.setdefault(row.scheme_id, set()).add(row.employee_id)
    schemes = await read.all(
        select(KpiScheme)
        .where(KpiScheme.function.is_not(None) | KpiScheme.id.in_(named))
        .order_by(KpiScheme.position, KpiScheme.id)
    )
    return [(scheme, frozenset(named.get(scheme.id, set()))) for scheme in schemes]


async def _people(work: Work, function: Function | None, asked: set[EmployeeId]) -> set[EmployeeId]:
    if function is not None:
        if work.actor.sees is not None:
            raise NotFound
        return set()
    found = set(
        await work.all(select(Employee.id).where(Employee.id.in_(asked), within(work.actor, Employee.id)))
    )
    if found != asked:
        raise NotFound
    return found


async def _standing(work: Work, function: Function | None, people: set[EmployeeId]) -> KpiScheme | None:
    """The scheme of this function, or of just these people."""
    if function is not None:
        question = select(KpiScheme).where(KpiScheme.function == function).order_by(KpiScheme.position)
        return await work.maybe(question.limit(1))
    for scheme_id in set(await _schemes_naming(work, people)):
        named = select(KpiSchemeEmployee.employee_id).where(KpiSchemeEmployee.scheme_id == scheme_id)
        if set(await work.all(named)) == people:
            return await work.take(KpiScheme, KpiScheme.id == scheme_id)
    return None


async def _schemes_naming(work: Work, people: set[EmployeeId]) -> list[SchemeId]:
    naming = select(KpiSchemeEmployee.scheme_id).where(KpiSchemeEmployee.employee_id.in_(people))
    return await work.all(naming.distinct().order_by(KpiSchemeEmployee.scheme_id))


async def _leave_others(work: Work, people: set[EmployeeId]) -> None:
    """Out of the schemes that they had; one without anybody goes."""
    for scheme_id in await _schemes_naming(work, people):
        scheme = await work.take(KpiScheme, KpiScheme.id == scheme_id)
        rows = await work.all(select(KpiSchemeEmployee).where(KpiSchemeEmployee.scheme_id == scheme_id))
        gone = [row for row in rows if row.employee_id in people]
        for row in gone:
            await work.session.delete(row)
        work.record("scheme.left", scheme, {"employees": [sorted(row.employee_id for row in gone), None]})
        await work.session.flush()
        if len(gone) == len(rows) and scheme.function is None:
            await work.session.execute(delete(KpiIndicator).where(KpiIndicator.scheme_id == scheme_id))
            await work.session.delete(scheme)
            await work.session.flush()


async def _replace(
    work: Work, scheme: KpiScheme, lines: Sequence[SchemeLine], sums: dict[str, Money]
) -> None:
    before = await scheme_lines(work, scheme.id)
    work.change("scheme.set", scheme, **sums)
    if before == tuple(lines):
        return
    scheme.version += 1
    work.record("scheme.set", scheme, {"indicators": [_words(before), _words(lines)]})
    await work.session.execute(delete(KpiIndicator).where(KpiIndicator.scheme_id == scheme.id))
    _put_lines(work, scheme, lines)


def _put_lines(work: Work, scheme: KpiScheme, lines: Sequence[SchemeLine]) -> None:
    for position, line in enumerate(lines):
        work.session.add(
            KpiIndicator(
                scheme_id=scheme.id,
                position=position,
                metric=line.metric,
                weight=line.weight,
                target=line.target,
                floor=line.floor,
                cap=line.cap,
            )
        )


def _words(lines: Sequence[SchemeLine]) -> str:
    """The indicators in one line of the audit."""
    return "; ".join(f"{one.metric} {one.weight} {one.target} {one.floor}-{one.cap}" for one in lines)
