"""Every report that is built against the oracle, over random companies that are nasty on purpose."""

import pytest

from tests.integration.random_companies import a_random_company, is_built, told_apart
from tests.oracle.questions import questions

SEEDS = range(1, 13)
SHOWN = 12


@pytest.mark.parametrize("seed", SEEDS)
async def test_the_reports_answer_as_the_oracle(seed, servers, kind, tmp_path):
    async with a_random_company(servers, kind, tmp_path, seed) as (database, bundle):
        found = [
            line
            for argv in questions(seed)
            if is_built(argv)
            for line in await told_apart(database, bundle, argv)
        ]
    assert not found, "\n".join([f"{len(found)} differences", *found[:SHOWN]])
