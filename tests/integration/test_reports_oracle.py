"""Every report against the oracle, over random companies that are nasty on purpose."""

import pytest

from tests.integration.random_companies import a_random_company, told_apart
from tests.oracle.questions import questions

SEEDS = {"sqlite": range(1, 7), "postgresql": range(7, 13)}
"""Other companies on each database: what the two count alike, the gold shows."""
SHOWN = 12


@pytest.mark.parametrize("number", range(6))
async def test_the_reports_answer_as_the_oracle(number, servers, kind, tmp_path):
    seed = SEEDS[kind][number]
    async with a_random_company(servers, kind, tmp_path, seed) as (database, bundle):
        found = [line for argv in questions(seed) for line in await told_apart(database, bundle, argv)]
    assert not found, "\n".join([f"{len(found)} differences", *found[:SHOWN]])
