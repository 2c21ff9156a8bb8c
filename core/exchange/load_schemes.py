"""Bonus schemes: those of company.json as a whole take the place of those before."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select

from core.access import Permission, needs
from core.exchange.company import FILE
from core.exchange.problems import Problem
from core.exchange.schemes import IndicatorFile, SchemeFile
from core.exchange.state import Loading
from core.exchange.storing import Tally, add_rows
from core.sales.kpi_schemes import KpiIndicator, KpiScheme, KpiSchemeEmployee
from core.work import Reading, Work

SECTION = "kpi"


async def load_schemes(loading: Loading, schemes: Sequence[SchemeFile] | None) -> None:
    """None leaves alone what is there. A scheme that names somebody unknown is refused as a whole."""
    if schemes is None:
        return
    good: list[SchemeFile] = []
    for place, scheme in enumerate(schemes):
        strangers = sorted(scheme.employees - loading.ids["employees"].keys())
        path = f"{SECTION}[{place}].employees"
        loading.problems += [Problem(FILE, 0, path, f"there is no {name!r}") for name in strangers]
        if not strangers:
            good.append(scheme)
    stored = await schemes_of(loading.work, {n: name for name, n in loading.ids["employees"].items()})
    if stored == good:
        loading.done[SECTION] = Tally(same=len(good))
        return
    for model in (KpiSchemeEmployee, KpiIndicator, KpiScheme):
        await loading.work.session.execute(delete(model))
    for place, scheme in enumerate(good):
        await _add(loading.work, place, scheme, loading.ids["employees"])
    same = sum(one in stored for one in good)
    loading.done[SECTION] = Tally(added=len(good) - same, same=same, changed=int(same == len(good)))


async def _add(work: Work, place: int, scheme: SchemeFile, people: Mapping[str, int]) -> None:
    row = await work.add(
        KpiScheme(position=place, function=scheme.function, bonus=scheme.bonus, fine=scheme.fine)
    )
    indicators = [
        {
            "scheme_id": row.id, "position": n, "metric": one.metric, "weight": one.weight,
            "target": one.target, "floor": one.floor, "cap": one.cap,
        }
        for n, one in enumerate(scheme.indicators)
    ]  # fmt: skip
    named = [{"scheme_id": row.id, "employee_id": people[name]} for name in sorted(scheme.employees)]
    await add_rows(work, KpiIndicator, indicators)
    await add_rows(work, KpiSchemeEmployee, named)


@needs(Permission.KEEP_HOUSE)
async def schemes_of(read: Reading, people: Mapping[int, str]) -> list[SchemeFile]:
    """The schemes of the database in their order; `people`: external ids of employees."""
    indicators: dict[int, list[IndicatorFile]] = {}
    for one in await read.all(select(KpiIndicator).order_by(KpiIndicator.position)):
        file = IndicatorFile(one.metric, one.weight, one.target, one.floor, one.cap)
        indicators.setdefault(one.scheme_id, []).append(file)
    named: dict[int, set[str]] = {}
    for link in await read.all(select(KpiSchemeEmployee)):
        named.setdefault(link.scheme_id, set()).add(people[link.employee_id])
    return [
        SchemeFile(
            function=scheme.function,
            employees=frozenset(named.get(scheme.id, ())),
            bonus=scheme.bonus,
            fine=scheme.fine,
            indicators=tuple(indicators.get(scheme.id, ())),
        )
        for scheme in await read.all(select(KpiScheme).order_by(KpiScheme.position, KpiScheme.id))
    ]
