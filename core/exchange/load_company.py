"""The company's row, its pipelines and stages."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, exists, select

from core.db.base import Base
from core.deals.models import Deal, Pipeline, Stage
from core.exchange.bulk import Values
from core.exchange.company import FILE, CompanyFile, PipelineFile, StageFile
from core.exchange.problems import BadBundle, Problem, unusable_file
from core.exchange.state import Loading
from core.exchange.storing import Shelf, put
from core.people.company import Company
from core.work import Work

BORN_WITH_THE_HOUSE = "sales"
"""The pipeline of an empty database: a bundle takes its place while no deal stands in it."""


async def load_company(loading: Loading, company: CompanyFile, language: str) -> None:
    """`language`: of a company that has no row yet. Raises BadBundle where a stage belongs elsewhere."""
    await _put_company(loading.work, company, language)
    await _clear_house(loading.work, company)
    pipelines = [_pipeline(line, position) for position, line in enumerate(company.pipelines)]
    optional = {"assign_by": None, "assign_function": None}
    await _put(loading, "pipelines", Pipeline, pipelines, optional)
    lines = await loading.ids("pipelines")
    stages = [
        _stage(stage, lines[line.id], position)
        for line in company.pipelines
        for position, stage in enumerate(line.stages)
    ]
    await _refuse_strangers(loading.work, stages)
    await _put(loading, "stages", Stage, stages, {"script": "", "checklist": []})
    await _link(loading, company, "hands_to", lines)


async def load_last_assigned(loading: Loading, company: CompanyFile) -> None:
    """Who got the last deal of a pipeline: employees come after the company."""
    await _link(loading, company, "last_assigned", await loading.ids("employees"))


async def _link(loading: Loading, company: CompanyFile, key: str, ids: Mapping[str, int]) -> None:
    """Point pipelines at something. Raises BadBundle where it is unknown."""
    named = {line.id: given for line in company.pipelines if (given := getattr(line, key)) is not None}
    unknown = [
        Problem(FILE, 0, f"pipelines[{n}].{key}", f"there is no {named[line.id]!r}")
        for n, line in enumerate(company.pipelines)
        if named.get(line.id) and named[line.id] not in ids
    ]
    if unknown:
        raise BadBundle(unknown)
    rows: list[Values] = [
        {"external_id": name, f"{key}_id": ids[given] if given else None} for name, given in named.items()
    ]
    if rows:
        tally = await put(loading.work, Shelf(Pipeline), rows)
        loading.add("pipelines", type(tally)(changed=tally.changed))


async def _put(
    loading: Loading, name: str, model: type[Base], rows: Sequence[Values], optional: Mapping[str, Any]
) -> None:
    """Rows that lack an optional attribute keep what stands there."""
    table = model.__table__.c
    question = select(table.external_id, *(table[attribute] for attribute in optional))
    stored = {
        given: dict(zip(optional, more, strict=True))
        for given, *more in (await loading.work.session.execute(question))
    }
    whole = [{**optional, **stored.get(row["external_id"], {}), **row} for row in rows]
    loading.add(name, await put(loading.work, Shelf(model), whole))
    loading.forget(name)


async def _put_company(work: Work, company: CompanyFile, language: str) -> None:
    values: Values = {
        "name": company.name, "timezone": company.timezone, "country": company.country,
        "currency": company.currency,
    }  # fmt: skip
    values |= {f"forgotten_{key.lower()}": days for key, days in company.forgotten_days.items()}
    stored = await work.maybe(select(Company).where(Company.id == 1))
    if company.language or stored is None:
        values["language"] = company.language or language
    if stored is None:
        await work.add(Company(**values))
    else:
        work.change("company.imported", stored, **values)


async def _clear_house(work: Work, company: CompanyFile) -> None:
    """Take away the pipeline that an empty database was given, if nothing ever stood in it."""
    if any(line.id == BORN_WITH_THE_HOUSE for line in company.pipelines) or not company.pipelines:
        return
    unused = ~exists().where(Deal.pipeline_id == Pipeline.id)
    found = await work.maybe(select(Pipeline.id).where(Pipeline.external_id == BORN_WITH_THE_HOUSE, unused))
    if found is not None:
        await work.session.execute(delete(Stage).where(Stage.pipeline_id == found))
        await work.session.execute(delete(Pipeline).where(Pipeline.id == found))


async def _refuse_strangers(work: Work, stages: Sequence[Values]) -> None:
    wanted = {stage["external_id"]: stage["pipeline_id"] for stage in stages}
    rows = await work.session.execute(select(Stage.external_id, Stage.pipeline_id))
    for external, pipeline in rows:
        if wanted.get(external, pipeline) != pipeline:
            raise unusable_file(FILE, f"stage {external!r} stands in another pipeline of this database")


def _pipeline(line: PipelineFile, position: int) -> Values:
    values = {"external_id": line.id, "name": line.name, "kind": line.kind, "position": position}
    return values | dict(line.more)


def _stage(stage: StageFile, pipeline_id: int, position: int) -> Values:
    return {
        "external_id": stage.id, "pipeline_id": pipeline_id, "name": stage.name, "kind": stage.kind,
        "position": position, "probability": stage.probability, "sla_days": stage.sla_days,
        "worked": stage.worked, "offer": stage.offer, "required": list(stage.required),
    } | dict(stage.more)  # fmt: skip
