"""Employees and their teams, absences."""

from collections.abc import Sequence

from sqlalchemy import select

from core.exchange.bulk import Values, insert_rows
from core.exchange.reading import Row, Table
from core.exchange.state import Loading
from core.people.employees import Employee, Team
from core.work import Work


async def employees(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """Teams are born with their members; a bot-born row of the same telegram_id becomes this employee."""
    teams = {row.values["team_id"] for row in rows if row.values.get("team_id")}
    known = await loading.ids("teams")
    new: list[Values] = [{"name": name} for name in sorted(teams - known.keys())]
    await insert_rows(loading.work.session, Team, new, {})
    loading.forget("teams")
    return await _linked(loading, table, await loading.resolve(table, rows))


async def _linked(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """Hold telegram_ids unique: one account is one person."""
    known = await loading.work.all(select(Employee).where(Employee.telegram_id.is_not(None)))
    holders: dict[int, str | None] = {
        person.telegram_id: person.external_id for person in known if person.telegram_id is not None
    }
    moving = {row.values["external_id"] for row in rows if row.values.get("telegram_id") is not None}
    people = {person.telegram_id: person for person in known}
    taken: dict[int, str] = {}
    good: list[Values] = []
    for row in rows:
        account, external = row.values.get("telegram_id"), row.values["external_id"]
        if account is not None:
            holder = holders.get(account, external)
            if account in taken or (holder not in {None, external} and holder not in moving):
                loading.problems.add(table.problem(row, "telegram_id", "belongs to another employee"))
                continue
            taken[account] = external
            await _free(loading.work, people.get(account), external)
        good.append(row.values)
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


async def absences(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    good: list[Values] = []
    for row in await loading.resolve(table, rows):
        if row.values["ends_on"] < row.values["starts_on"]:
            loading.problems.add(table.problem(row, "to", "before it began"))
        else:
            good.append(row.values)
    return good
