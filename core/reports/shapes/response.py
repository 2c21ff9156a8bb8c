"""How soon people are answered, as a JSON object. Source: BUNDLE.md, Shapes."""

from typing import Any

from core.reports.response import Response
from core.reports.rounding import days4, ratio6

Json = dict[str, Any]


def response(found: Response) -> Json:
    leads, requests = found.leads, found.requests
    return {
        "leads": {
            "count": leads.count,
            "median": days4(leads.median),
            "p90": days4(leads.p90),
            "within_15": ratio6(leads.within_15),
            "untouched": leads.untouched,
        },
        "requests": {
            "count": requests.count,
            "first_median": days4(requests.first_median),
            "first_p90": days4(requests.first_p90),
            "resolved_median": days4(requests.resolved_median),
            "resolved_p90": days4(requests.resolved_p90),
            "open": requests.open,
        },
    }
