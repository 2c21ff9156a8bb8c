"""Kinds of pipelines, stages and deals: the words of BUNDLE.md and METRICS.md."""

from enum import StrEnum


class PipelineKind(StrEnum):
    """The 4R: a deal in a `reach` pipeline is a lead, in any other one a deal."""

    REACH = "reach"
    REACT = "react"
    REENGAGE = "reengage"
    REFRESH = "refresh"


class StageKind(StrEnum):
    """Open stages stand in order; won and lost end the deal until it is reopened."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class DealKind(StrEnum):
    """Why the client buys: METRICS.md splits profit by it."""

    NEW = "new"
    REPEAT = "repeat"
    UPSELL = "upsell"
    CROSS_SELL = "cross_sell"
    WON_BACK = "won_back"


class SellerRole(StrEnum):
    """As what the company stands in the deal."""

    COMPONENTS = "components"
    KITS = "kits"
    INTEGRATOR = "integrator"
    READY_SOLUTION = "ready_solution"


class LostReason(StrEnum):
    """The reasons offered by default; an imported deal may hold any other word."""

    PRICE = "price"
    COMPETITOR = "competitor"
    NO_BUDGET = "no_budget"
    NO_NEED = "no_need"
    TIMING = "timing"
    NO_CONTACT = "no_contact"
    OTHER = "other"
