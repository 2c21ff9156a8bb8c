"""`report NAME ...`: a question of the command line, answered in the JSON form of BUNDLE.md."""

from collections.abc import AsyncIterator, Mapping

from core.access import Permission, needs
from core.reports.answers import clients, deals, people, sales
from core.reports.answers.asked import Answer, Json, asked_of
from core.reports.long_lists import held, json_pieces
from core.reports.options import Question, WrongOption
from core.reports.tables import table
from core.work import Reading

ANSWERS: Mapping[str, Answer] = {**deals.ANSWERS, **sales.ANSWERS, **clients.ANSWERS, **people.ANSWERS}
_SAY_AS_OF = frozenset({"funnel", "five", "kpi"})
"""Reports over a period that tell as of when, too."""


@needs(Permission.SEE_OWN)
async def answer(read: Reading, question: Question) -> AsyncIterator[str]:
    """The report as pieces of text: a table, or one JSON object. Raises WrongOption for an unknown id.

    Long lists come out as they are read: `read` must hold one state of the database (`whole`).
    """
    if question.report not in ANSWERS:
        raise WrongOption(f"{question.report} is not there yet")
    asked = await asked_of(read, question)
    result = await ANSWERS[question.report](read, asked)
    found = {"report": question.report, "period": _period(question), "result": result}
    return json_pieces(found) if question.as_json else _table(found)


async def _table(found: Json) -> AsyncIterator[str]:
    yield table(await held(found))


def _period(question: Question) -> Json:
    period = question.period
    if period is None:
        assert question.as_of is not None
        return {"as_of": question.as_of.isoformat()}
    days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    if question.report in _SAY_AS_OF:
        days["as_of"] = (question.as_of or period.last).isoformat()
    return days
