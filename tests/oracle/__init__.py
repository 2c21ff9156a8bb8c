"""A second opinion on every report: the figures once more, slowly, from METRICS.md and BUNDLE.md alone.

Nothing here knows the product. It reads a bundle, counts with exact fractions and rounds once at the end.
`companies` makes small random companies to ask both about; `cut` takes away what happened after a day.
"""

from tests.oracle.answering import Refused, answer
from tests.oracle.bundle import read_company

__all__ = ["Refused", "answer", "read_company"]
