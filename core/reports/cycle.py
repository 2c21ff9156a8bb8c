"""How long deals take to be won. Source: METRICS.md, Sales cycle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.access import Permission, needs
from core.ids import ChannelId, EmployeeId
from core.people.company import company_of
from core.reports.facts import Span
from core.reports.period import Period
from core.reports.rounding import MEDIAN, P90, days_of, quantile
from core.reports.slices import WHOLE, Slice
from core.reports.wins import Win, wins_in
from core.work import Reading


@dataclass(frozen=True, slots=True)
class Spread:
    """How many, and their days from creation to the winning move: exact."""

    count: int
    median: Fraction | None
    p90: Fraction | None


@dataclass(frozen=True, slots=True)
class Cycle:
    """Of all, and by channel and owner where there are deals; None: without one."""

    whole: Spread
    by_channel: Mapping[ChannelId | None, Spread]
    by_owner: Mapping[EmployeeId | None, Spread]


@needs(Permission.SEE_FUNNEL)
async def cycle(read: Reading, period: Period, *, slice: Slice = WHOLE) -> Cycle:  # noqa: A002 - the word of METRICS.md
    """Deals (no leads) of one's scope won in the period."""
    zone = (await company_of(read)).timezone
    won = await wins_in(read, Span(period.starts(zone), period.ends(zone)), slice)
    channels = {win.channel_id for win in won}
    owners = {win.owner_id for win in won}
    return Cycle(
        _spread(won),
        {channel: _spread(win for win in won if win.channel_id == channel) for channel in channels},
        {owner: _spread(win for win in won if win.owner_id == owner) for owner in owners},
    )


def _spread(won: Iterable[Win]) -> Spread:
    days = sorted(days_of(win.won_at - win.created_at) for win in won)
    return Spread(len(days), quantile(days, MEDIAN), quantile(days, P90))
