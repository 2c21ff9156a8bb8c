"""How long deals take to be won. Source: METRICS.md, Sales cycle."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from core.access import Permission, needs
from core.db.moments import microseconds
from core.ids import ChannelId, EmployeeId
from core.people.company import company_of
from core.reports.facts import Span
from core.reports.period import Period
from core.reports.quantiles import Spread
from core.reports.slices import WHOLE, Slice
from core.reports.wins import wins
from core.work import Reading


@dataclass(frozen=True, slots=True)
class Cycle:
    """Of all, and by channel and owner where there are deals; None: without one. In microseconds."""

    whole: Spread
    by_channel: Mapping[ChannelId | None, Spread]
    by_owner: Mapping[EmployeeId | None, Spread]


@needs(Permission.SEE_FUNNEL)
async def cycle(read: Reading, period: Period, *, slice: Slice = WHOLE) -> Cycle:  # noqa: A002 - the word of METRICS.md
    """Deals (no leads) of one's scope won in the period."""
    zone = (await company_of(read)).timezone
    won = wins(read, Span(period.starts(zone), period.ends(zone)), slice)
    days = microseconds(won.c.won_at) - microseconds(won.c.created_at)
    every: list[int] = []
    by_channel: dict[ChannelId | None, list[int]] = {}
    by_owner: dict[EmployeeId | None, list[int]] = {}
    for owner, channel, value in await read.session.execute(
        select(won.c.owner_id, won.c.channel_id, days).order_by(days)
    ):
        every.append(value)
        by_channel.setdefault(channel, []).append(value)
        by_owner.setdefault(owner, []).append(value)
    return Cycle(
        Spread.of(every),
        {channel: Spread.of(values) for channel, values in by_channel.items()},
        {owner: Spread.of(values) for owner, values in by_owner.items()},
    )
