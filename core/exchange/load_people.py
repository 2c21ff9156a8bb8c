"""Employees and their teams, absences."""

from collections.abc import Sequence
from datetime import time

from sqlalchemy import select

from core.exchange.rows import Row, Table
from core.exchange.state import Loading
from core.exchange.storing import Tally, Values, add_rows, pairs
from core.people.calendars import Absence
from core.people.employees import Employee, Team
from core.work import Work

FRESH_EMPLOYEE: Values = {"regions": [], "morning": time(8, 30), "evening": time(18, 30), "version": 0}


async def load_employees(loading: Loading, table: Table) -> None:
    """Teams are born with their members; a bot-born row of the same telegram_id becomes this employee."""
    teams = {row.values["team_id"] for row in table.rows if row.values.get("team_id")}
    known = await pairs(loading.work, select(Team.name, Team.id))
    await add_rows(loading.work, Team, [{"name": name} for name in sorted(teams - set(known))])
    loading.ids["teams"] = await pairs(loading.work, select(Team.name, Team.id))
    resolved = loading.resolve(table)
    values = await _linked(loading, table, resolved)
    await loading.load(table, Employee, FRESH_EMPLOYEE, values)


async def _linked(loading: Loading, table: Table, resolved: Sequence[tuple[Row, Values]]) -> list[Values]:
    """Hold telegram_ids unique: one account is one person."""
    known = await loading.work.all(select(Employee).where(Employee.telegram_id.is_not(None)))
    holders: dict[int, str | None] = {
        person.telegram_id: person.external_id for person in known if person.telegram_id is not None
    }
    moving = {values["external_id"] for _, values in resolved if values.get("telegram_id") is not None}
    people = {person.telegram_id: person for person in known}
    taken: dict[int, str] = {}
    good: list[Values] = []
    for row, values in resolved:
        account, external = values.get("telegram_id"), values["external_id"]
        if account is not None:
            holder = holders.get(account, external)
            if account in taken or (holder not in {None, external} and holder not in moving):
                loading.problems.append(table.problem(row, "telegram_id", "belongs to another employee"))
                continue
            taken[account] = external
            await _free(loading.work, people.get(account), external)
        good.append(values)
    return good


async def _free(work: Work, person: Employee | None, external: str) -> None:
    """Give a bot-born person their external id; take the account from who is about to get another one."""
    if person is None or person.external_id == external:
        return
    if person.external_id is None and not await work.maybe(
        select(Employee.id).where(Employee.external_id == external)
    ):
        person.external_id = external
    else:
        person.telegram_id = None
    await work.session.flush()


async def load_absences(loading: Loading, table: Table) -> None:
    """Known by employee and days: one that stands is left alone."""
    wanted: list[Values] = []
    for row, values in loading.resolve(table):
        if values["ends_on"] < values["starts_on"]:
            loading.problems.append(table.problem(row, "to", "before it began"))
        else:
            wanted.append(values)
    columns = (Absence.employee_id, Absence.starts_on, Absence.ends_on)
    known = {tuple(found) for found in await loading.work.session.execute(select(*columns))}
    fresh = [v for v in wanted if (v["employee_id"], v["starts_on"], v["ends_on"]) not in known]
    await add_rows(loading.work, Absence, fresh)
    loading.done[table.file.name] = Tally(added=len(fresh), same=len(wanted) - len(fresh))
