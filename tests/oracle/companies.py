"""Small random companies, nasty on purpose, each from its seed: the same seed, the same bundle, byte for byte."""

import csv
import json
from functools import lru_cache
from pathlib import Path

from tests.oracle.making import COUNTRIES, Draft
from tests.oracle.making_house import (
    make_channels,
    make_norms,
    make_people,
    make_pipelines,
    make_plans,
    make_schemes,
)
from tests.oracle.making_talks import make_activities, make_complaints, make_tasks
from tests.oracle.making_trade import make_clients, make_deals, make_sales


@lru_cache(maxsize=64)
def drafted(seed: int, *, complete: bool = False) -> Draft:
    """The company of a seed. A `complete` one has an owner, a team, a region and so on everywhere."""
    draft = Draft(seed, complete)
    draft.head = {
        "name": f"ООО «Случай {seed}»",
        "timezone": str(draft.zone),
        "country": draft.dice.choice(COUNTRIES),
        "currency": "RUB",
        "forgotten_days": draft.dice.choice(
            [{"A": 30, "B": 90, "C": 180, "none": 90}, {"A": 7, "B": 14, "C": 1, "none": 365}]
        ),
        "pipelines": make_pipelines(draft),
    }
    make_people(draft)
    make_channels(draft)
    make_norms(draft)
    make_plans(draft)
    draft.head["kpi"] = make_schemes(draft)
    make_clients(draft)
    make_deals(draft)
    make_sales(draft)
    make_activities(draft)
    make_tasks(draft)
    make_complaints(draft)
    return draft


def write_company(folder: Path, seed: int, *, complete: bool = False) -> Path:
    """The bundle of a seed's company, in the folder."""
    draft = drafted(seed, complete=complete)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "company.json").write_text(
        json.dumps(draft.head, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    for name, rows in draft.files.items():
        columns = sorted(
            {column for row in rows for column in row}, key=lambda column: (column != "id", column)
        )
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder
