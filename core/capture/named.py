"""A stage that the line names: after an arrow, by a word of moving, by a learned word, or in passing."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from core.capture.act import Status
from core.capture.context import Context, KnownPipeline, KnownStage, LearnedWord
from core.capture.draft import Span
from core.capture.lexicon import alike
from core.capture.signs import Line, Sign, Words, said
from core.capture.timeline import Timeline
from core.capture.words import listed, readings, tokens_of
from core.deals.kinds import StageKind

_IDLE = listed("на в к по и с о the of in to for - за этап стадия stage")
_PREPOSITIONS = listed(
    "на по о об до без к после из с со для от про за перед насчет before after about for without"
)
_NEW_OF = listed("сделка лид заявка deal lead")
_DENIALS = listed("не нет no not")
_BLOCKING = {Status.PLAN, Status.ASKED, Status.THEIRS, Status.MOVED, Status.WEAK, Status.NOT_DONE, Status.NOW}


@lru_cache(maxsize=256)
def stage_words(pipelines: tuple[KnownPipeline, ...]) -> Words:
    """What the company calls its quotes: the nouns in the name of a stage with `offer`, Ставка отправлена."""
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for pipeline in pipelines:
        for stage in pipeline.stages:
            for word in _words(stage.name) if stage.offer else ():
                best = [one for one in readings(word)[:3] if one.part == "NOUN" and one.case == "nomn"]
                thing = bool(best) if readings(word) else word not in _DONE_TO
                if thing and word not in _WHOSE:
                    lemma = best[0].lemma if best else word
                    found[lemma] = (((lemma,), "documents.offer"),)
    return found


_WHOSE = listed("клиент заказчик работа client customer")
_DONE_TO = listed(
    "issued sent out at with client customer given ready made submitted shared pending review in"
)


@lru_cache(maxsize=4096)
def _words(name: str) -> list[str]:
    return [token.norm for token in tokens_of(name) if token.is_word and token.norm not in _IDLE]


@lru_cache(maxsize=20_000)
def _same(word: str, other: str) -> bool:
    """Переговорах and negotiation are Переговоры."""
    left, right = set(said(word)), set(said(other))
    if left & right:
        return True
    groups = alike()
    return bool(
        {groups[one] for one in left if one in groups} & {groups[one] for one in right if one in groups}
    )


def _fits_at(line: Line, first: int, name: list[str]) -> int | None:
    """Where the stage's words end when they all stand from this token on, in their order or not."""
    if first < len(line.tokens) and not line.tokens[first].is_word:
        return None
    left, at = list(name), first
    while left and at < len(line.tokens) and line.clauses[at] == line.clauses[first]:
        hit = next((word for word in left if _same(line.word(at), word)), None)
        if hit is None:
            if line.word(at) not in _IDLE or at == first:
                return None
        else:
            left.remove(hit)
        at += 1
    return None if left or not name else at


def _found_after(
    line: Line, start: int, stages: list[KnownStage], reach: int
) -> tuple[KnownStage, Span] | None:
    best: tuple[int, KnownStage, Span] | None = None
    for first in range(start, min(start + reach, len(line.tokens))):
        for stage in stages:
            after = _fits_at(line, first, _words(stage.name))
            if after is not None and (best is None or after - first > best[0]):
                best = after - first, stage, Span(line.tokens[first].start, line.tokens[after - 1].end)
        if best is not None:
            return best[1], best[2]
    return None


def pointed_stage(line: Line, stages: list[KnownStage]) -> tuple[KnownStage, Span] | None:
    """-> КП отправлено, перевести в переговоры, stage negotiation."""
    for first in line.arrows():
        found = _found_after(line, first, stages, 1) or _begun(line, first, stages)
        if found is not None:
            return found
    for sign in line.of("stage.move"):
        if not sign.negated:
            found = _found_after(line, sign.after, stages, 4)
            if found is not None:
                return found
    closed = [stage for stage in stages if stage.kind is not StageKind.OPEN]
    for sign in line.of("stage.put"):
        found = None if sign.negated else _found_after(line, sign.after, closed, 5)
        if found is not None:
            return found
    return None


def closed_in_passing(
    line: Line, timeline: Timeline, stages: list[KnownStage]
) -> tuple[KnownStage, Span] | None:
    """Дорого, в отвал; тираж запущен: a stage of the end by its own name, where nothing is planned."""
    closed = [stage for stage in stages if stage.kind is not StageKind.OPEN]
    for first in range(len(line.tokens)):
        found = _found_after(line, first, closed, 1)
        if found is not None and _may_close(line, timeline, first, found):
            return found
    return None


def _may_close(line: Line, timeline: Timeline, first: int, found: tuple[KnownStage, Span]) -> bool:
    clause, before = line.clauses[first], line.word(first - 1)
    if before in _DENIALS or line.of("steps.if", "outcome.handset", clause=clause):
        return False
    after = line.token_at(found[1].end)
    ends = after >= len(line.tokens) or line.clauses[after] != clause or not line.tokens[after].is_word
    alone = len(_words(found[0].name)) == 1
    best = readings(before)[:1] if line.tokens[first - 1].is_word and first else ()
    driven = bool(best) and best[0].part in {"VERB", "INFN"}
    if alone and (driven or not (ends or before in {"в", "into", "to"})):
        return False
    here = [one for one in timeline.acts if one.act.clause == clause]
    return not any(one.act.status in {Status.PLAN, Status.ASKED, Status.THEIRS} for one in here)


def lost_by_name(stage: KnownStage, span: Span, line: Line) -> Sign | None:
    """A lost stage that was named is a refusal, whatever else was said."""
    if stage.kind is not StageKind.LOST:
        return None
    first = line.token_at(span.start)
    return Sign("stage.named", first, first + 1, line.clause_at(span.start), stage.name, None, False, span)


def _begun(line: Line, at: int, stages: list[KnownStage]) -> tuple[KnownStage, Span] | None:
    """-> контакт: the first word of a stage's name is enough after an arrow, when it is one stage's."""
    if at >= len(line.tokens):
        return None
    fits = [stage for stage in stages if any(_same(line.word(at), word) for word in _words(stage.name)[:1])]
    token = line.tokens[at]
    return (fits[0], Span(token.start, token.end)) if len(fits) == 1 else None


def _learned(line: Line, words: Iterable[LearnedWord]) -> Iterator[tuple[LearnedWord, int, int]]:
    """These phrases where the line says them, tokens from and up to, in the order given."""
    for word in words:
        name = _words(word.phrase)
        for first in range(len(line.tokens)) if name else ():
            after = _fits_at(line, first, name)
            if after is not None:
                yield word, first, after


def _between(line: Line, first: int, after: int) -> Span:
    return Span(line.tokens[first].start, line.tokens[after - 1].end)


def learned_stage(
    line: Line, timeline: Timeline, context: Context, stages: list[KnownStage]
) -> tuple[KnownStage, Span] | None:
    """A stage in words that a correction taught: where the deal stands, not what is planned, denied or
    supposed.
    """
    by_id = {stage.id: stage for stage in stages}
    for word, first, after in _learned(line, context.learned):
        stage = by_id.get(word.stage_id) if word.stage_id is not None else None
        if stage is not None and _is_so(line, timeline, word.phrase, range(first, after)):
            return stage, _between(line, first, after)
    return None


def _is_so(line: Line, timeline: Timeline, phrase: str, at: range) -> bool:
    """Ждём безопасников; not "завтра запустим пилот", where "запустили пилот" was learned."""
    if at.start in set(line.arrows()) or any(sign.after == at.start for sign in line.of("stage.move")):
        return True
    clause = line.clauses[at.start]
    if line.word(at.start - 1) in _DENIALS or line.of("steps.if", clause=clause):
        return False
    if any(line.clause_at(moment.span.start) == clause for moment in timeline.bare):
        return False
    forms = set(_words(phrase))
    for one in timeline.acts:
        if one.act.clause != clause:
            continue
        in_its_own_words = one.act.at in at and line.word(one.act.at) in forms
        dated_plan = one.moment is not None and one.act.status is not Status.THEIRS
        if one.act.status in _BLOCKING and (dated_plan or not in_its_own_words):
            return False
    return True


def learned_reason(line: Line, context: Context) -> tuple[str, Span] | None:
    """Why a deal was lost, in words that a correction taught."""
    for word, first, after in _learned(line, context.learned):
        if word.reason:
            return word.reason, _between(line, first, after)
    return None


def stage_in_passing(
    line: Line, timeline: Timeline, stages: list[KnownStage]
) -> tuple[KnownStage, Span] | None:
    """Лидер 450 тыс переговоры: the stage's own words where nothing is asked, planned or complained of."""
    open_stages = [stage for stage in stages if stage.kind is StageKind.OPEN]
    for first in range(len(line.tokens)):
        found = _found_after(line, first, open_stages, 1)
        if found is None or not _may_name(line, timeline, first, found[0]):
            continue
        return found
    return None


def _may_name(line: Line, timeline: Timeline, first: int, stage: KnownStage) -> bool:
    clause, name = line.clauses[first], _words(stage.name)
    if line.of("requests.ask", clause=clause):
        return False
    here = [one for one in timeline.acts if one.act.clause == clause]
    own_verb = len(name) == 1 or any(one.act.at == first and one.act.kind is not None for one in here)
    if any(
        one.act.status in _BLOCKING or one.moment is not None or (own_verb and one.act.at == first)
        for one in here
    ):
        return False
    if any(line.clause_at(moment.span.start) == clause for moment in timeline.bare):
        return False
    if len(name) > 1:
        return True
    before = line.word(first - 1)
    if before in _PREPOSITIONS or before in _DENIALS or line.word(first - 2) == "нет":
        return False
    if any(_same(word, "новый") for word in name):
        return len([1 for one in line.clauses if one == clause]) == 1 or bool(
            set(said(line.word(first + 1))) & _NEW_OF
        )
    return not (
        line.of("requests.ask", "facts.competitor", clause=clause)
        or line.of("outcome.arranged", clause=clause)
    )
