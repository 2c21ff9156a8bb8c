"""The client said no to the deal, or it is given up as lost (CAPTURE.md, `outcome`)."""

from core.capture.lexicon import words_of
from core.capture.signs import Line, Sign
from core.capture.silence import is_future
from core.capture.taken import Taken
from core.capture.words import listed, readings

_NEVER_BEFORE = listed("быть хотеть стать планировать готовый собираться намерен")
_PLAIN_NOUNS = listed(
    """потребность интерес товар продукт сотрудничество предложение сделка момент время клиент директор
    секретарь закупщик услуга задача год менеджер сила человек лпр кп проект"""
)


def find_refusal(line: Line, hidden: Taken) -> Sign | None:
    """The client said no to the deal, or it is given up; never a plan, a condition or a no to a meeting."""
    unsure = {sign.clause for sign in line.of("steps.if")}
    for sign in line.signs:
        if sign.clause in unsure:
            continue
        if sign.concept == "outcome.refuse" and _is_refusal(sign, line):
            return sign
        if sign.concept == "outcome.soft_refuse" and _is_soft_refusal(sign, line, hidden):
            return sign
        if sign.concept == "outcome.never" and _is_never(sign, line):
            return sign
        if sign.concept == "outcome.broke" and _is_broken(sign, line):
            return sign
        if sign.concept == "reasons.competitor" and _went_to_another(sign, line):
            return sign
    return None


def _is_refusal(sign: Sign, line: Line) -> bool:
    if sign.negated or is_future(sign) or _is_to_them(sign, line) or _is_of_a_thing(sign, line):
        return False
    before = {line.word(sign.first - 1), line.word(sign.first - 2)}
    if before & {"может", "могут", "если", "чуть", "боюсь", "might", "may", "без", "риск", "могли"}:
        return False
    if sign.lemma.startswith("отк") or sign.lemma in {"declined", "rejected", "refused"}:
        return not any(
            0 < one.first - sign.first <= 4 for one in line.of("outcome.not_the_deal", clause=sign.clause)
        )
    return True


def _is_to_them(sign: Sign, line: Line) -> bool:
    """Им лизинговая отказала: somebody else said no to the client."""
    told = sign.lemma in {"отказать", "отказывать", "одобрить"}
    back = {line.word(sign.first - step) for step in (1, 2, 3)}
    return told and bool(back & {"им", "ему", "ей", "банк", "лизинг", "лизинговая", "безопасник", "сб"})


def _is_of_a_thing(sign: Sign, line: Line) -> bool:
    """Передумали насчёт лака, отказал в удалёнке: no to a thing, not to the deal."""
    after = line.word(sign.after)
    if sign.lemma == "передумать":
        return after in {"насчет", "про", "по", "о", "об"}
    return sign.lemma == "отказать" and after in {"в", "во"}


def _is_soft_refusal(sign: Sign, line: Line, hidden: Taken) -> bool:
    if line.of("outcome.not_yet", clause=sign.clause) or _nobody_comes(sign, line):
        return False
    for i, token in enumerate(line.tokens):
        if line.clauses[i] != sign.clause or sign.first <= i < sign.after or not token.is_word:
            continue
        if hidden.touches(token):
            continue
        best = readings(token.norm)[:1]
        if not best or best[0].person_name or token.norm.isascii():
            continue
        if best[0].part == "INFN" or (best[0].part == "NOUN" and best[0].lemma not in _PLAIN_NOUNS):
            return False
    return True


def _is_broken(sign: Sign, line: Line) -> bool:
    """Сделка сорвалась, тендер накрылся; not встреча сорвалась."""
    told = not sign.negated and not is_future(sign)
    return told and bool(line.of("outcome.deal", "documents.contract", clause=sign.clause))


def _nobody_comes(sign: Sign, line: Line) -> bool:
    """Не подходят, никто не подходит: to the phone."""
    if line.word(sign.after - 1) not in {"подходят", "подходит", "подошли"}:
        return False
    here = line.clause_tokens(sign.clause)
    return any(one.norm in {"никто", "телефону", "трубке"} for one in here) or len(here) <= 4


def _went_to_another(sign: Sign, line: Line) -> bool:
    """Ушли к Медмаркету, переехали к ним; not ушёл к директору."""
    going = sign.lemma in {"уйти", "перейти", "переметнуться"} and not sign.negated and not is_future(sign)
    lemmas = {one.lemma for one in readings(line.word(sign.after))} | {line.word(sign.after)}
    return going and line.word(sign.after - 1) == "к" and not lemmas & words_of("theirs.people")


def _is_never(sign: Sign, line: Line) -> bool:
    """Не будут брать, не хотят работать; not "не берут трубку"."""
    if line.of("outcome.handset", "outcome.not_yet", clause=sign.clause):
        return False
    infinitive = sign.reading is not None and sign.reading.part == "INFN"
    back = [sign.first - 1, sign.first - 2]
    for i in back:
        words = {reading.lemma for reading in readings(line.word(i))} if line.word(i).isalpha() else set()
        if infinitive and words & _NEVER_BEFORE and line.word(i - 1) == "не":
            return True
    own = (line.word(sign.after) in {"у", "с"} and line.word(sign.after + 1) in {"нас", "нами"}) or (
        line.word(sign.first - 2) == "нас" and line.word(sign.first - 3) == "у"
    )
    return sign.negated and own and not words_of("outcome.handset") & {line.word(sign.after)}
