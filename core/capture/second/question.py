"""What a second reader is asked: only of lines read in part, only for slots left empty, a few candidates."""

from collections.abc import Iterator

from core.activities.kinds import ActivityKind, Outcome
from core.capture.context import Context, KnownStage
from core.capture.draft import Draft
from core.capture.names import HOUSE_WORDS, LEGAL_FORMS, name_words
from core.capture.naming import MARGIN, Mention, read_clients
from core.capture.reading import spoken_part
from core.capture.second.port import Offer, Question, Wanted
from core.capture.second.private import without_private
from core.capture.second.unread import unread_words
from core.capture.stages import stages_for
from core.capture.taken import Taken
from core.capture.words import Token, readings, tokens_of
from core.deals.kinds import StageKind

OFFERED_MOST = 5
LEAST = 0.3
"""The score of a client that may be meant: less than what a person is asked about."""
SMALL_TALK = 3
"""Words: «ок, понял» about nobody is no record."""
UNREAD_MOST = 4
"""Words that the grammar made nothing of: as many, and more than half of the line, and it was not read."""


def question_of(draft: Draft, context: Context, about: int | None = None) -> Question | None:
    """What to ask about a draft; None where the grammar read the whole line, or nothing can be gained.

    `about`: the client, where it is known beforehand.
    """
    client = about if about is not None else draft.client.value
    clients = _clients(draft, context) if client is None else ()
    if not _says_more(draft, clients) or not (clients or _is_in_part(draft, context, about)):
        return None
    likely = client if client is not None else clients[0].value if clients else None
    stages = _stages(draft, context, likely)
    return Question(
        line=without_private(spoken_part(draft.text), context),
        wanted=tuple(_wanted(draft, context, clients, stages)),
        clients=clients,
        stages=stages,
    )


def _says_more(draft: Draft, clients: tuple[Offer, ...]) -> bool:
    """Whether something stands there beside the name of a client."""
    names = Taken.of(draft.client.span, *(span for one in clients for span in one.spans))
    words = (token for token in tokens_of(spoken_part(draft.text)) if token.is_word)
    return any(not names.touches(token) and token.norm not in LEGAL_FORMS | HOUSE_WORDS for token in words)


def _is_in_part(draft: Draft, context: Context, about: int | None) -> bool:
    """Nothing told, a loss of no reason, an act in a word that is not known, most of the words unread."""
    slots = (draft.outcome, draft.stage, draft.next_step)
    words = sum(token.is_word for token in tokens_of(spoken_part(draft.text)))
    unread = unread_words(draft, context)
    if draft.type.span is None and all(slot.value is None for slot in slots):
        named = draft.client.value is not None or about is not None
        return words > 1 if named else words > SMALL_TALK and any(map(_tells_an_act, unread))
    if draft.outcome.value is Outcome.REFUSED and draft.lost_reason.value is None:
        return bool(unread)
    if draft.type.span is None and any(_tells_an_act(token) for token in unread):
        return True
    return len(unread) >= UNREAD_MOST and 2 * len(unread) > words


def _tells_an_act(token: Token) -> bool:
    """Погутарил, popped over: what one person did."""
    if token.norm.isascii():
        return token.norm.endswith("ed")
    best = readings(token.norm)[:1]
    return bool(best) and best[0].part == "VERB" and best[0].tense == "past" and best[0].number == "sing"


def _wanted(
    draft: Draft, context: Context, clients: tuple[Offer, ...], stages: tuple[Offer, ...]
) -> Iterator[Wanted]:
    known = {stage.id: stage for pipeline in context.pipelines for stage in pipeline.stages}
    now = known.get(draft.stage.value or 0)
    lost = now is not None and now.kind is StageKind.LOST
    untold = draft.type.span is None and draft.type.value is ActivityKind.NOTE
    step = draft.next_step.value
    empty = {
        Wanted.TYPE: untold,
        Wanted.OUTCOME: draft.outcome.value is None,
        Wanted.CLIENT: bool(clients),
        Wanted.CONTACT: draft.contact == type(draft.contact)() and draft.new_contact.value is None,
        Wanted.AMOUNT: draft.amount.value is None,
        Wanted.STAGE: bool(stages),
        Wanted.LOST_REASON: draft.lost_reason.value is None
        and (lost or bool(stages) or draft.outcome.value in {None, Outcome.REFUSED}),
        Wanted.NEXT_STEP: step is None,
        Wanted.DUE: step is not None and step.due is None,
        Wanted.AT: draft.at.span is None,
        Wanted.FACTS: not draft.facts,
    }
    return (slot for slot in Wanted if empty[slot])


def _clients(draft: Draft, context: Context) -> tuple[Offer, ...]:
    """Those that the line may name, the likeliest first; nobody else of the base."""
    text = spoken_part(draft.text)
    mentions = read_clients(tokens_of(text), context.clients, text, context.today, LEAST)[:OFFERED_MOST]
    if len(mentions) > 1 and _are_alike(*mentions[:2]):
        return ()  # only a person knows: the card asks (CAPTURE.md, `client`)
    names = [context.clients.by_id[one.client].name for one in mentions]
    return tuple(
        Offer(f"c{number}", one.client, without_private(name, context), (one.span,))
        for number, (one, name) in enumerate(zip(mentions, names, strict=True), 1)
        if names.count(name) == 1
    )


def _are_alike(best: Mention, other: Mention) -> bool:
    """Альфа of Альфа-Трейд and of Альфа-Транс: the same word names both as well."""
    return best.span == other.span and best.score - other.score < MARGIN


def _stages(draft: Draft, context: Context, client: int | None) -> tuple[Offer, ...]:
    """In their order. Of many those whose words the line has, the quote's, the closing ones, later ones."""
    if draft.stage.value is not None or draft.outcome.value is Outcome.NO_ANSWER or not context.pipelines:
        return ()
    every = stages_for(client, context)
    first = next(pipeline for pipeline in context.pipelines if every[0] in pipeline.stages)
    here = [stage for stage in every if stage in first.stages]
    said = {word[:4] for word in name_words(spoken_part(draft.text))}
    order = sorted(here, key=lambda stage: (_rank(stage, said), -stage.position))
    chosen = sorted(order[:OFFERED_MOST], key=lambda stage: stage.position)
    return tuple(Offer(f"s{number}", one.id, one.name) for number, one in enumerate(chosen, 1))


def _rank(stage: KnownStage, said: set[str]) -> int:
    if any(len(word) > 2 and word[:4] in said for word in name_words(stage.name)):
        return 0
    return 1 if stage.offer or stage.kind is not StageKind.OPEN else 2
