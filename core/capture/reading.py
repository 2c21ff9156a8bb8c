"""The whole line at once: every slot of the draft, by the rules of CAPTURE.md."""

from core.capture.act import Act, Status
from core.capture.acts import read_acts
from core.capture.context import Context
from core.capture.draft import Draft, Slot, Span
from core.capture.facts import read_facts
from core.capture.masks import mask_figures
from core.capture.moments import Moment, read_date, read_moments
from core.capture.money import Money, read_money
from core.capture.named import lost_by_name, stage_words
from core.capture.names import HOUSE_WORDS, LEGAL_FORMS
from core.capture.naming import WORTH_ASKING, Mention, client_slot, read_clients
from core.capture.outcome import read_outcome
from core.capture.people import read_contact, read_new_contact
from core.capture.signs import read_signs
from core.capture.speech import Speech, hear
from core.capture.stages import named_stage, read_reason, read_stage, stages_for
from core.capture.steps import happened_at, next_step
from core.capture.taken import Taken
from core.capture.timeline import Timeline, lay_out
from core.capture.words import tokens_of

LONGEST = 1000
"""Characters of a line that are read; a longer text is kept word for word, its end unread."""

TOKENS = 250
"""Words, numbers and marks of a line that are read."""

__all__ = ["is_only_a_client", "read_amount", "read_date", "read_line", "spoken_part"]


def read_line(text: str, context: Context) -> Draft:
    """Read one line into a draft. Pure and total: no text raises, and the same line reads the same."""
    spoken = spoken_part(text)
    money, moments, mentions = _figures_and_names(spoken, context)
    client = client_slot(mentions, context.clients)
    names = _spans_of_names(mentions, client)
    hidden = Taken.of(*names)
    line = read_signs(spoken, hidden, stage_words(context.pipelines))
    acts = read_acts(line)
    timeline = lay_out(line, acts, [moment for moment in moments if moment.told or moment.due is not None])
    stages = stages_for(client.value, context)
    named = named_stage(line, timeline, context, stages)
    happened = read_outcome(line, timeline, hidden, named and lost_by_name(*named, line))
    taken = Taken.of(*names, *(moment.span for moment in moments))
    contact = read_contact(line, client.value, context.contacts, taken)
    stage = read_stage(line, timeline, stages, named, happened.refusal, money.amount)
    kind = happened.type.value
    assert kind is not None
    return Draft(
        text=text,
        type=happened.type,
        at=happened_at(timeline, context.now, happened.main),
        outcome=happened.outcome,
        client=client,
        contact=contact,
        new_contact=Slot() if contact.candidates else _offered(read_new_contact(line, taken)),
        amount=money.amount,
        amount_low=money.low,
        stage=stage,
        lost_reason=read_reason(line, happened.refusal, context),
        next_step=Slot() if _is_over(timeline, happened.refusal) else next_step(line, timeline, kind),
        facts=read_facts(line, _stepped(timeline, acts)),
    )


def spoken_part(text: str) -> str:
    """What is read of a text: nobody says more words and marks than TOKENS."""
    spoken = text[:LONGEST]
    tokens = tokens_of(spoken)
    return spoken if len(tokens) <= TOKENS else spoken[: tokens[TOKENS].start]


def read_amount(text: str, context: Context) -> int | None:
    """The money that a typed answer names, in major units: "450 тыс", "1.2m", a bare number too."""
    return read_line(f"сумма {text}", context).amount.value


def is_only_a_client(text: str, context: Context) -> bool:
    """Whether the line is only a client's name: then the client is opened and nothing is recorded."""
    if len(text) > LONGEST:
        return False
    tokens = [token for token in tokens_of(text) if token.is_word or token.is_number]
    mentions = read_clients(tokens_of(text), context.clients, text)
    if not tokens or not mentions:
        return False
    span = mentions[0].span
    outside = [token for token in tokens if token.end <= span.start or token.start >= span.end]
    return all(token.norm in LEGAL_FORMS | HOUSE_WORDS for token in outside) and mentions[0].score > 0.6


def _figures_and_names(text: str, context: Context) -> tuple[Money, list[Moment], list[Mention]]:
    """Names of several words win over a date inside them; a date wins over a name of one word."""
    mentions = read_clients(tokens_of(text), context.clients, text, context.today)
    speech = mask_figures(hear(text))
    for mention in mentions:
        if mention.whole and mention.after - mention.first > 1 and mention.score >= 0.9:
            speech = _without(speech, mention.span)
    money = read_money(speech)
    moments = read_moments(money.rest, context)
    taken = Taken.of(money.amount.span, *(moment.span for moment in moments))
    single = [one for one in mentions if one.after - one.first > 1 or not taken.touches(one.span)]
    return money, moments, single


def _without(speech: Speech, span: Span) -> Speech:
    start, end = speech.place(span)
    return speech.masked(start, end) if end > start else speech


def _spans_of_names(mentions: list[Mention], client: Slot[int]) -> tuple[Span, ...]:
    """Words of names say nothing else; a doubtful name hides only itself when it is likely."""
    least = 0.85 if client.value is None else WORTH_ASKING
    return tuple(one.span for one in mentions if one.client == client.value or one.score >= max(least, 0.7))


def _offered(found: Slot[str]) -> Slot[str]:
    """A new name is the slot's value to be confirmed with the card."""
    if not found.candidates:
        return found
    return Slot(found.candidates[0].value, found.span, found.confidence, found.candidates)


def _is_over(timeline: Timeline, refusal: object) -> bool:
    """After a refusal only a step of the manager's own is one: a date of theirs explains the refusal."""
    own = {Status.PLAN, Status.MOVED, Status.WEAK}
    return refusal is not None and not any(one.act.status in own for one in timeline.acts)


def _stepped(timeline: Timeline, acts: list[Act]) -> frozenset[int]:
    dated = {
        one.act.clause for one in timeline.acts if one.moment is not None and one.act.status is Status.PLAN
    }
    return frozenset(dated | {act.clause for act in acts if act.status is Status.PLAN})
