"""What belongs in the client's profile, offered as a chip (CAPTURE.md, slot `facts`)."""

from core.capture.draft import Fact, Span
from core.capture.signs import Line

FIELDS = ("competitor", "family", "hobby", "decision_maker", "plans", "requirement", "need")


def read_facts(line: Line, stepped: frozenset[int]) -> tuple[Fact, ...]:
    """A fact a clause at most, by the first field that a word of it speaks of; none in a step's clause."""
    found: list[Fact] = []
    for clause in sorted(set(line.clauses)):
        if clause in stepped:
            continue
        signs = {sign.name for sign in line.of("facts.", clause=clause) if not sign.negated}
        field = next((name for name in FIELDS if name in signs), None)
        if field is not None:
            span = line.clause_span(clause)
            found.append(Fact(field, line.text[span.start : span.end], Span(span.start, span.end)))
    return tuple(found)
