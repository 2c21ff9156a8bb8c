"""Bonus schemes: those of company.json as a whole take the place of those before."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from core.access import Permission, needs
from core.exchange.bulk import insert_rows
from core.exchange.company import FILE
from core.exchange.problems import Problem
from core.exchange.schemes import IndicatorFile, SchemeFile
from core.exchange.state import Loading
from core.exchange.storing import Tally, remove_all
from core.sales.kpi_schemes import KpiIndicator, KpiScheme, KpiSchemeEmployee
from core.work import Reading, Work

SECTION = "kpi"


async def load_schemes(loading: Loading, schemes: Sequence[SchemeFile] | None) -> None:
    """None leaves alone what is there. A scheme that names somebody unknown is refused as a whole."""
    if schemes is None:
        return
    people = await loading.ids("employees")
    good = [one for place, one in enumerate(schemes) if _all_known(loading, place, one, people)]
    stored = await schemes_of(loading.work, {number: name for name, number in people.items()})
    if stored == good:
        loading.add(SECTION, Tally(same=len(good)))
        return
    await remove_all(loading.work, KpiSchemeEmployee, KpiIndicator, KpiScheme)
    for place, scheme in enumerate(good):
        await _add(loading.work, place, scheme, people)
    same = sum(one in stored for one in good)
    loading.add(SECTION, Tally(len(good) - same, int(same == len(good)), same))


def _all_known(loading: Loading, place: int, scheme: SchemeFile, people: Mapping[str, int]) -> bool:
    strangers = sorted(scheme.employees - people.keys())
    for name in strangers if "employees" not in loading.broken else ():
        loading.problems.add(Problem(FILE, 0, f"{SECTION}[{place}].employees", f"there is no {name!r}"))
    return not strangers


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
    await insert_rows(work.session, KpiIndicator, indicators, {})
    await insert_rows(work.session, KpiSchemeEmployee, named, {})


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
