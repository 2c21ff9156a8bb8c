"""The oracle is right where it was checked by hand: every gold case, to the last digit."""

import json
from pathlib import Path

import pytest

from tests.oracle import answer

GOLD = Path(__file__).parents[1] / "gold"
CASES = sorted(GOLD.glob("*/expected/*.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_the_oracle_answers_as_the_gold(case):
    gold = json.loads(case.read_text(encoding="utf-8"))
    assert answer(case.parents[1] / "bundle", gold["args"]) == gold["expect"]
