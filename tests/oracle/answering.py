"""One question, one object: `{"report", "period", "result"}`."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.oracle.activity import activity, control
from tests.oracle.bottleneck import bottleneck
from tests.oracle.bundle import read_company
from tests.oracle.buyers import pareto, repeat, rfm
from tests.oracle.clients import audit, forgotten, potential, segments
from tests.oracle.company import Company
from tests.oracle.deals import cycle, forecast, response
from tests.oracle.funnel import funnel
from tests.oracle.hygiene import hygiene
from tests.oracle.kpi import Refused, kpi
from tests.oracle.question import Question, understood
from tests.oracle.sales import channels, five, profit

__all__ = ["REPORTS", "Refused", "answer"]

REPORTS: dict[str, Callable[[Company, Question], dict[str, Any]]] = {
    "funnel": funnel,
    "bottleneck": bottleneck,
    "forecast": forecast,
    "five": five,
    "profit": profit,
    "channels": channels,
    "cycle": cycle,
    "response": response,
    "pareto": pareto,
    "rfm": rfm,
    "segments": segments,
    "repeat": repeat,
    "forgotten": forgotten,
    "audit": audit,
    "potential": potential,
    "activity": activity,
    "control": control,
    "kpi": kpi,
    "hygiene": hygiene,
}


@lru_cache(maxsize=64)
def _read(folder: Path) -> Company:
    return read_company(folder)


def answer(bundle: Path | Company, argv: list[str]) -> dict[str, Any]:
    """What `python -m core report ... --json` has to print; raises Refused where it has to refuse."""
    company = bundle if isinstance(bundle, Company) else _read(bundle)
    question = understood(argv)
    return {
        "report": question.report,
        "period": question.period,
        "result": REPORTS[question.report](company, question),
    }
