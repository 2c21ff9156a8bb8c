"""`report NAME ...`: a question of the command line, answered in the JSON form of BUNDLE.md."""

import json
from typing import Any

from sqlalchemy import select

from core.access import Permission, needs
from core.clients.models import Channel
from core.deals.kinds import DealKind
from core.deals.models import Pipeline
from core.people.employees import Employee, Team
from core.reports import shapes
from core.reports.activity import activity
from core.reports.external import external_id
from core.reports.forgotten import forgotten
from core.reports.funnel import funnel, funnel_flow
from core.reports.options import Question, WrongOption
from core.reports.period import Period
from core.reports.slices import Slice
from core.reports.tables import table
from core.work import Reading

Json = dict[str, Any]
_Ids = dict[str, Any]


@needs(Permission.SEE_OWN)
async def answer(read: Reading, question: Question) -> str:
    """The report as text: a table, or one JSON object. Raises WrongOption for an unknown id."""
    found = await _answers(read, question)
    return json.dumps(found, ensure_ascii=False) if question.as_json else table(found)


async def _answers(read: Reading, question: Question) -> Json:
    cut = await _slice(read, question)
    if question.report == "forgotten":
        assert question.as_of is not None
        owners = {number: name for name, number in (await _employees(read)).items()}
        listed = await forgotten(read, question.as_of, slice=cut)
        return _object(question, {"as_of": question.as_of.isoformat()}, shapes.forgotten(listed, owners))
    assert question.period is not None
    if question.report == "activity":
        chosen = [_known("--employee", await _employees(read), name) for name in question.employees]
        rows = await activity(read, question.period, employees=chosen, teams=cut.teams)
        return _object(question, _days(question.period), shapes.activity(rows))
    return await _funnel(read, question, question.period, cut)


async def _funnel(read: Reading, question: Question, period: Period, cut: Slice) -> Json:
    lines = {line.external_id: line.id for line in await read.all(select(Pipeline))}
    pipeline = _known("--pipeline", lines, question.pipeline)
    if question.flow:
        flow = await funnel_flow(read, pipeline, period, slice=cut)
        # The period of a flow has its own end as "as of", like the cohort's default.
        return _object(question, _days(period) | {"as_of": period.last.isoformat()}, shapes.flow(flow))
    cohort = await funnel(read, pipeline, period, as_of=question.as_of, slice=cut)
    return _object(question, _days(period) | {"as_of": cohort.as_of.isoformat()}, shapes.cohort(cohort))


async def _slice(read: Reading, question: Question) -> Slice:
    """Ids in place of what was typed; region, industry and category stand for themselves."""
    given = question.slices
    owners = await _employees(read) if "owner" in given else {}
    channels = await read.all(select(Channel)) if "channel" in given else []
    teams = await read.all(select(Team)) if "team" in given else []
    by_channel = {external_id(channel.id, channel.external_id): channel.id for channel in channels}
    by_team = {team.name: team.id for team in teams}
    return Slice(
        owners=frozenset(_known("--owner", owners, name) for name in given.get("owner", ())),
        teams=frozenset(_known("--team", by_team, name) for name in given.get("team", ())),
        regions=frozenset(given.get("region", ())),
        industries=frozenset(given.get("industry", ())),
        categories=frozenset(given.get("category", ())),
        channels=frozenset(_known("--channel", by_channel, name) for name in given.get("channel", ())),
        kinds=frozenset(DealKind(kind) for kind in given.get("kind", ())),
    )


async def _employees(read: Reading) -> _Ids:
    people = await read.session.execute(select(Employee.id, Employee.external_id))
    return {external_id(number, given): number for number, given in people}


def _known(option: str, ids: _Ids, name: str) -> Any:
    if name not in ids:
        raise WrongOption(f"{option}: there is no {name!r}")
    return ids[name]


def _days(period: Period) -> Json:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _object(question: Question, period: Json, result: Json) -> Json:
    return {"report": question.report, "period": period, "result": result}
