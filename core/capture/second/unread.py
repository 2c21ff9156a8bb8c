"""Words of a line that the grammar made nothing of: how far a line was read."""

from core.capture.context import Context
from core.capture.draft import Draft, Span
from core.capture.named import stage_words
from core.capture.reading import spoken_part
from core.capture.second.figures import figures_of
from core.capture.signs import read_signs
from core.capture.speech import MASK
from core.capture.taken import Taken
from core.capture.words import Token, listed, readings

_SILENT = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
"""Parts of speech that say nothing alone."""
_SILENT_WORDS = listed(
    """a an the and or but of in on at to for from with by as is are was were be been has have had do does
    did it its they them their he she his her we us our you your i my me this that these those there here
    so very just also too not no будет был была было были есть это этот тот весь свой наш ваш мой их его ее
    там тут здесь очень уже еще просто тоже также"""
)


def unread_words(draft: Draft, context: Context) -> tuple[Token, ...]:
    """Words that no slot, no known word and no figure accounts for."""
    text = spoken_part(draft.text)
    figures = figures_of(text, context)
    rest = figures.rest
    line = read_signs(text, own=stage_words(context.pipelines))
    known = {i for sign in line.signs for i in range(sign.first, sign.after)}
    taken = Taken.of(*spans_of(draft), *(moment.span for moment in figures.moments))
    return tuple(
        token
        for i, token in enumerate(line.tokens)
        if i not in known
        and not taken.touches(token)
        and tells(token)
        and MASK not in rest.plain[slice(*rest.place(Span(token.start, token.end)))]
    )


def spans_of(draft: Draft) -> tuple[Span, ...]:
    """Where the slots of a draft were read."""
    slots = (
        draft.type, draft.outcome, draft.client, draft.contact, draft.new_contact, draft.amount, draft.stage,
        draft.lost_reason, draft.next_step, draft.at,
    )  # fmt: skip
    step = draft.next_step.value
    due = step.due_span if step is not None else None
    places = (*(slot.span for slot in slots), due, *(fact.span for fact in draft.facts))
    return tuple(place for place in places if place is not None)


def tells(token: Token) -> bool:
    """Whether a word says something by itself: no preposition, no auxiliary."""
    if not token.is_word or len(token.norm) < 3 or token.norm in _SILENT_WORDS:
        return False
    best = readings(token.norm)[:1]
    return not best or (best[0].part not in _SILENT and best[0].lemma not in _SILENT_WORDS)
