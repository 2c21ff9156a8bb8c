"""What belongs in the client's profile: offered as a chip, never taken silently (CAPTURE.md, slot `facts`)."""

from core.capture.draft import Fact, Span
from core.capture.signs import Line

FIELDS = ("competitor", "decision_maker", "family", "hobby", "plans", "requirement", "need")


def read_facts(line: Line, stepped: frozenset[int]) -> tuple[Fact, ...]:
    """A fact a clause at most, by the first field that a word of it speaks of; clauses of a step hold none."""
    found: list[Fact] = []
    for clause in sorted(set(line.clauses)):
        if clause in stepped:
            continue
        signs = {sign.name for sign in line.of("facts.", clause=clause)}
        field = next((name for name in FIELDS if name in signs), None)
        if field is not None:
            span = line.clause_span(clause)
            found.append(Fact(field, line.text[span.start : span.end], Span(span.start, span.end)))
    return tuple(found)
