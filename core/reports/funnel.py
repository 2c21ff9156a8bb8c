"""The funnel of one pipeline: a cohort, or the flow of a period. Source: METRICS.md, Funnel."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.access import Permission, needs
from core.ids import PipelineId, StageId
from core.money import Money
from core.reports.period import Period
from core.reports.slices import WHOLE, Slice
from core.work import Reading


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """One open stage of a cohort. Ratios and days are exact: round them where they are shown."""

    stage_id: StageId
    external_id: str
    name: str
    entered: int
    amount: Money
    conversion: Fraction | None
    lost_here: int
    open_here: int
    open_amount: Money
    overdue_here: int
    days_median: Fraction | None
    days_p90: Fraction | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """The deals of a pipeline created in the period, as of `as_of`. `lost_reasons`: most first, "" is none."""

    pipeline_id: PipelineId
    external_id: str
    name: str
    period: Period
    as_of: date
    deals: int
    won: int
    won_amount: Money
    lost: int
    open: int
    conversion_total: Fraction | None
    lost_reasons: tuple[tuple[str, int], ...]
    stages: tuple[FunnelStage, ...]


@dataclass(frozen=True, slots=True)
class FlowStage:
    """One open stage of a period's flow. `plan` and `attainment`: None without a plan."""

    stage_id: StageId
    external_id: str
    name: str
    entered: int
    conversion: Fraction | None
    plan: Decimal | None
    attainment: Fraction | None


@dataclass(frozen=True, slots=True)
class FlowFunnel:
    """Deals that first reached each stage in the period, whenever created."""

    pipeline_id: PipelineId
    external_id: str
    name: str
    period: Period
    stages: tuple[FlowStage, ...]


@needs(Permission.SEE_FUNNEL)
async def funnel(
    read: Reading,
    pipeline_id: PipelineId,
    period: Period,
    *,
    as_of: date | None = None,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> Funnel:
    """The cohort created in the period, as of a local day (default: the period's end). Raises NotFound."""
    raise NotImplementedError


@needs(Permission.SEE_FUNNEL)
async def funnel_flow(
    read: Reading,
    pipeline_id: PipelineId,
    period: Period,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> FlowFunnel:
    """What first reached each stage in the period, against its plan. Raises NotFound."""
    raise NotImplementedError
