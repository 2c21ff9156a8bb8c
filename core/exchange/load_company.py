"""The company's row, its pipelines and stages."""

from sqlalchemy import delete, exists, select

from core.deals.models import Deal, Pipeline, Stage
from core.exchange.company import FILE, CompanyFile, StageFile
from core.exchange.problems import unusable_file
from core.exchange.state import Loading
from core.exchange.storing import Values, ids_of, put
from core.people.company import Company
from core.work import Work

BORN_WITH_THE_HOUSE = "sales"
"""The pipeline of an empty database: a bundle takes its place while no deal stands in it."""


async def load_company(loading: Loading, company: CompanyFile, language: str) -> None:
    """`language`: of a company that has no row yet. Raises BadBundle where a stage belongs elsewhere."""
    await _put_company(loading.work, company, language)
    await _clear_house(loading.work, company)
    pipelines: list[Values] = [
        {"external_id": line.id, "name": line.name, "kind": line.kind, "position": position}
        for position, line in enumerate(company.pipelines)
    ]
    loading.done["pipelines"] = await put(loading.work, Pipeline, pipelines, fresh={})
    loading.ids["pipelines"] = await ids_of(loading.work, Pipeline)
    stages = [
        _stage(stage, loading.ids["pipelines"][line.id], position)
        for line in company.pipelines
        for position, stage in enumerate(line.stages)
    ]
    await _refuse_strangers(loading.work, stages)
    loading.done["stages"] = await put(loading.work, Stage, stages, fresh={})
    loading.ids["stages"] = await ids_of(loading.work, Stage)


async def _put_company(work: Work, company: CompanyFile, language: str) -> None:
    values: Values = {
        "name": company.name, "timezone": company.timezone, "country": company.country,
        "currency": company.currency,
    }  # fmt: skip
    values |= {f"forgotten_{key.lower()}": days for key, days in company.forgotten_days.items()}
    stored = await work.maybe(select(Company).where(Company.id == 1))
    if stored is None:
        await work.add(Company(language=language, **values))
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


async def _refuse_strangers(work: Work, stages: list[Values]) -> None:
    wanted = {stage["external_id"]: stage["pipeline_id"] for stage in stages}
    rows = await work.session.execute(select(Stage.external_id, Stage.pipeline_id))
    for external, pipeline in rows:
        if wanted.get(external, pipeline) != pipeline:
            raise unusable_file(FILE, f"stage {external!r} stands in another pipeline of this database")


def _stage(stage: StageFile, pipeline_id: int, position: int) -> Values:
    return {
        "external_id": stage.id, "pipeline_id": pipeline_id, "name": stage.name, "kind": stage.kind,
        "position": position, "probability": stage.probability, "sla_days": stage.sla_days,
        "worked": stage.worked, "offer": stage.offer, "required": list(stage.required),
    }  # fmt: skip
