"""METRICS.md, "Bottleneck"."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import comb
from typing import Any

from tests.oracle.company import Company
from tests.oracle.figures import money, months_before, ratio, rounded, wilson
from tests.oracle.question import Question
from tests.oracle.rows import Stage
from tests.oracle.standing import Standing, created_in, standings

LEVEL = Fraction(5, 100)


@dataclass
class Seen:
    """What is seen at one stage, in the slice and in the base."""

    stage: Stage
    settled: int
    forward: int
    amounts: Fraction
    base_settled: int
    base_forward: int
    slow_share: Fraction | None
    significant: bool = False
    stake: Fraction | None = None

    @property
    def conversion(self) -> Fraction | None:
        return ratio(self.forward, self.settled)

    @property
    def base_conversion(self) -> Fraction | None:
        return ratio(self.base_forward, self.base_settled)

    @property
    def p(self) -> Fraction | None:
        if not self.settled or not self.base_settled:
            return None
        return fisher(
            self.forward,
            self.settled - self.forward,
            self.base_forward,
            self.base_settled - self.base_forward,
        )


def bottleneck(company: Company, asked: Question) -> dict[str, Any]:
    stages = next(one for one in company.pipelines if one.id == asked.pipeline).open_stages
    mine = [one for one in standings(company, asked.last, asked.wanted) if one.pipeline.id == asked.pipeline]
    mine = created_in(company, mine, asked.first, asked.last)
    everyone = [one for one in standings(company, asked.last) if one.pipeline.id == asked.pipeline]
    month = asked.first.replace(day=1)
    base = created_in(company, everyone, months_before(month, 6), month - timedelta(days=1))
    found = [_seen(stage, mine, base) for stage in stages]
    _mark_significant(found)
    for place, one in enumerate(found):
        one.stake = _stake(one, found[place + 1 :])
    name, why = _verdict(found)
    return {"bottleneck": name, "why": why, "stages": [_shown(one) for one in found]}


def _seen(stage: Stage, mine: list[Standing], base: list[Standing]) -> Seen:
    settled = [one for one in mine if one.settled(stage)]
    stays = [days for one in mine for days in one.stays(stage)]
    slow = None
    if stage.sla_days is not None:
        slow = ratio(sum(days > stage.sla_days for days in stays), len(stays))
    return Seen(
        stage,
        len(settled),
        sum(one.forward(stage) for one in mine),
        sum((one.amount for one in settled), Fraction(0)),
        sum(one.settled(stage) for one in base),
        sum(one.forward(stage) for one in base),
        slow,
    )


def fisher(a: int, b: int, c: int, d: int) -> Fraction:
    """Two-sided: all tables of the same margins no likelier than the one seen, within 1e-7 relative."""
    first, second, forward = a + b, c + d, a + c
    likelihood = {
        k: comb(first, k) * comb(second, forward - k)
        for k in range(max(0, forward - second), min(first, forward) + 1)
    }
    limit = likelihood[a] * (1 + Fraction(1, 10_000_000))
    return Fraction(sum(one for one in likelihood.values() if one <= limit), comb(first + second, forward))


def _mark_significant(found: list[Seen]) -> None:
    """Holm: the smallest p times the number of tests, the next times one less, none below the one before."""
    tested = sorted(((one.p, place) for place, one in enumerate(found) if one.p is not None))
    adjusted = Fraction(0)
    for rank, (p, place) in enumerate(tested):
        adjusted = max(adjusted, min(Fraction(1), p * (len(tested) - rank)))
        found[place].significant = adjusted < LEVEL


def _stake(one: Seen, later: list[Seen]) -> Fraction | None:
    if one.conversion is None or one.base_conversion is None:
        return None
    stake = max(Fraction(0), one.base_conversion - one.conversion) * one.amounts
    for following in later:
        if following.base_conversion is None:
            return None
        stake *= following.base_conversion
    return stake


def _verdict(found: list[Seen]) -> tuple[str | None, str]:
    costly = [(one.stake, one) for one in found if one.significant and one.stake]
    if costly:
        most = max(stake for stake, _ in costly)
        return next(one.stage.id for stake, one in costly if stake == most), "conversion"
    slow = [
        (one.slow_share, one)
        for one in found
        if one.slow_share is not None and one.slow_share > Fraction(1, 2)
    ]
    if slow:
        most = max(share for share, _ in slow)
        return next(one.stage.id for share, one in slow if share == most), "time"
    return None, "none" if any(one.settled >= 10 for one in found) else "too_few"


def _shown(one: Seen) -> dict[str, Any]:
    low, high = wilson(one.forward, one.settled)
    return {
        "stage": one.stage.id,
        "settled": one.settled,
        "forward": one.forward,
        "conversion": rounded(one.conversion),
        "low": rounded(low),
        "high": rounded(high),
        "base_conversion": rounded(one.base_conversion),
        "base_settled": one.base_settled,
        "p": rounded(one.p),
        "significant": one.significant,
        "slow_share": rounded(one.slow_share),
        "revenue_at_stake": money(one.stake),
    }
