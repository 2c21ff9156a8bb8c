"""What plans, norms and KPI schemes may name. Source: METRICS.md, KPI and pay."""

from enum import StrEnum


class Metric(StrEnum):
    """Counts of what one does, what one won and sold, and two shares."""

    CALLS = "calls"
    CALLS_REACHED = "calls_reached"
    MEETINGS = "meetings"
    SIGNIFICANT = "significant"
    OFFERS = "offers"
    NEW_CLIENTS = "new_clients"
    WON_COUNT = "won_count"
    WON_AMOUNT = "won_amount"
    REVENUE = "revenue"
    PROFIT = "profit"
    COMMITMENTS = "commitments"
    HYGIENE = "hygiene"

    @property
    def is_money(self) -> bool:
        """Whether its figures are minor units."""
        return self in {Metric.WON_AMOUNT, Metric.REVENUE, Metric.PROFIT}

    @property
    def is_ratio(self) -> bool:
        """Whether it stands as it is, however far the month has run."""
        return self in {Metric.COMMITMENTS, Metric.HYGIENE}
