"""The five things a head controls. Source: METRICS.md, The head's five controls."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from core.access import Permission, needs
from core.deals.kinds import PipelineKind
from core.deals.models import Deal, Stage
from core.ids import EmployeeId, StageId, TeamId
from core.people.company import company_of
from core.people.employees import Employee
from core.reports.commitments import Promises, promises_of
from core.reports.facts import Counts, Span, counts_of
from core.reports.forgotten import forgotten_by_owner
from core.reports.journeys import alike, tracks_of, whose
from core.reports.listed import Listed, listed
from core.reports.norms import Bounds, bounds_of
from core.reports.period import Period
from core.reports.rounding import share
from core.reports.settled import settling
from core.reports.slices import WHOLE
from core.reports.wins import wins_by
from core.work import Reading

ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Efficiency:
    reach_rate: Fraction | None
    meeting_rate: Fraction | None
    offer_rate: Fraction | None
    win_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """The stage where one goes on least, against one's team."""

    stage_id: StageId
    external_id: str
    name: str
    conversion: Fraction
    team_conversion: Fraction


@dataclass(frozen=True, slots=True)
class Controls:
    """`intensity`: None without a norm that has a minimum."""

    employee_id: EmployeeId
    external_id: str
    name: str
    intensity: Fraction | None
    efficiency: Efficiency
    commitments: Fraction | None
    lateness_days: Fraction | None
    forgotten: int
    weak_spot: WeakSpot | None


@dataclass(slots=True)
class _Tally:
    settled: int = 0
    forward: int = 0


_Tallies = dict[StageId, _Tally]


@needs(Permission.SEE_TEAM)
async def control(
    read: Reading, period: Period, *, employees: Collection[EmployeeId] = (), teams: Collection[TeamId] = ()
) -> tuple[Controls, ...]:
    """The employees of one's scope who were not dismissed before the period's start, by external id.

    Who does not see the whole team is held against the part that they see.
    """
    company = await company_of(read)
    people = await listed(read, period.first, employees, teams)
    ids = [one.id for one in people]
    span = Span(period.starts(company.timezone), period.ends(company.timezone))
    counts = await counts_of(read, span, ids)
    norms = await bounds_of(read, company, period, people)
    promises = await promises_of(read, span, ids)
    won = await wins_by(read, span, WHOLE, Deal.owner_id)
    silent = await forgotten_by_owner(read, period.last)
    spots = await _weak_spots(read, span, people)
    return tuple(
        _controls(
            one,
            counts[one.id],
            norms[one.id],
            promises[one.id],
            won.get(one.id, 0),
            silent.get(one.id, 0),
            spots.get(one.id),
        )
        for one in people
    )


def _controls(
    one: Listed,
    counts: Counts,
    norms: Mapping[str, Bounds],
    promises: Promises,
    won: int,
    silent: int,
    spot: WeakSpot | None,
) -> Controls:
    return Controls(
        employee_id=one.id,
        external_id=one.external_id,
        name=one.name,
        intensity=_intensity(counts._asdict(), norms),
        efficiency=Efficiency(
            reach_rate=share(counts.calls_reached, counts.calls),
            meeting_rate=share(counts.meetings, counts.calls_reached),
            offer_rate=share(counts.offers, counts.meetings),
            win_rate=share(won, counts.offers),
        ),
        commitments=promises.kept_share,
        lateness_days=promises.lateness_days,
        forgotten=silent,
        weak_spot=spot,
    )


def _intensity(counts: Mapping[str, int], norms: Mapping[str, Bounds]) -> Fraction | None:
    """The mean over metrics with a minimum above 0."""
    parts = [
        min(Fraction(counts[metric]) / Fraction(bounds.least), Fraction(1))
        for metric, bounds in norms.items()
        if metric in counts and bounds.least is not None and bounds.least > 0
    ]
    return sum(parts, Fraction(0)) / len(parts) if parts else None


async def _weak_spots(read: Reading, span: Span, people: Iterable[Listed]) -> dict[EmployeeId, WeakSpot]:
    """Over all react pipelines, the deals created in the span as they stand at its end."""
    tracks = {
        number: track
        for number, track in (await tracks_of(read)).items()
        if track.pipeline.kind is PipelineKind.REACT
    }
    born = Deal.created_at >= span.start, Deal.pipeline_id.in_(tracks)
    deals = whose(read, span.end, WHOLE, *born, Deal.owner_id.is_not(None))
    teams = dict((await read.session.execute(select(Employee.id, Employee.team_id))).all())
    own: dict[EmployeeId, _Tallies] = {}
    of_team: dict[TeamId, _Tallies] = {}
    for some in await alike(read, span.end, deals, tracks.values(), {"owner_id": Deal.owner_id.expression}):
        (owner,) = some.by
        tallies = [own.setdefault(owner, {})]
        team = teams.get(owner)
        if team is not None:
            tallies.append(of_team.setdefault(team, {}))
        for at in settling(tracks[some.pipeline_id], some):
            for tally in (one.setdefault(at.stage_id, _Tally()) for one in tallies if at.settled):
                tally.settled += some.deals
                tally.forward += some.deals if at.forward else 0
    stages = [stage for track in tracks.values() for stage in track.open]
    found = {}
    for one in people:
        if one.team_id is None:
            continue
        spot = _furthest_below(stages, own.get(one.id, {}), of_team.get(one.team_id, {}))
        if spot is not None:
            found[one.id] = spot
    return found


def _furthest_below(stages: Iterable[Stage], own: _Tallies, team: _Tallies) -> WeakSpot | None:
    """Of equals the first in the pipelines' order."""
    worst: WeakSpot | None = None
    depth = Fraction(0)
    for stage in stages:
        mine = own.get(stage.id, _Tally())
        if mine.settled < ENOUGH:
            continue
        conversion = Fraction(mine.forward, mine.settled)
        usual = Fraction(team[stage.id].forward, team[stage.id].settled)
        if usual - conversion > depth:
            depth = usual - conversion
            worst = WeakSpot(stage.id, stage.external_id, stage.name, conversion, usual)
    return worst
