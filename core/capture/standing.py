"""Where a name stands in a line, and what that says of it: a subject, an address, goods, a rival."""

import re

from core.capture.lexicon import phrases
from core.capture.names import is_everyday, is_verb_first
from core.capture.words import Token, listed, readings

_RIVAL = re.compile(
    r"\b(?:конкурент\w*|сравнива\w+(?: \w+)? с|ушли (?:к|в)|уш[её]?л[аи]? к|уход\w+ (?:к|в)"
    r"|перешл\w+ (?:к|на)|бер[уе]?т (?:у|в)|купил\w* (?:у|в)|выбрал\w*|закупа\w+ (?:у|в)|работа[ею]т со?"
    r"|воз[ия]т (?:у|от|с)|заказал\w* (?:у|в)|чем (?:у|в)|вместо|против|рядом открыл\w*|цен[аы] у"
    r"|went with|going with|competitor|chose|compar\w+ (?:to|with)|buy\w* from|switched to|incumbent) *$"
)
_GOODS = re.compile(
    r"\b(?:нуж\w+|прос\w+|хот\w+|заказ\w+|купить|интерес\w+|отгрузить|поставить|тонн\w*|шт|цен[ауы]? на"
    r"|прайс на|кп на|предложени\w+ на|ставк\w+ на|скидк\w+ на|заявк\w+ на|договор\w* на|счет\w* на"
    r"|под|по|про|насчет|образцы?|need\w?|want\w*|asked for|quote for) *$"
)
NEAR = 80
"""Characters before a name that are looked at."""
_BEFORE_NAME = listed(
    "в во на с со у до из от для к ко по of at to with from for in met called emailed visited saw by"
)
_PEOPLE = listed(
    """директор бухгалтер снабженец закупщик менеджер секретарь инженер механик технолог начальник юрист
    собственник владелец коммерческий главбух ассистент помощник лпр"""
)
_AFTER_PERSON = listed("у от до из для без с со к ко по на о об про")


def doubt_of_place(tokens: tuple[Token, ...], first: int, after: int, text: str, *, whole: bool) -> float:
    """How much less sure a name is where it stands: an everyday word, goods of that name, a rival."""
    words = [token for token in tokens[first:after] if token.is_word]
    capital = any(token.capital for token in words)
    before = text[max(0, tokens[first].start - NEAR) : tokens[first].start].lower().rstrip("«\"' ") + " "
    acts = _verb_follows(tokens, after)
    doubt = 0.0
    goods = not capital and not acts and not (whole and len(words) > 1)
    if first and (_RIVAL.search(before) or (goods and _GOODS.search(before))):
        doubt += 0.15
    everyday = bool(words) and all(is_everyday(token.norm) for token in words)
    if not everyday or (len(words) > 1 and whole):
        return doubt
    if not capital and len(words) == 1 and is_verb_first(words[0].norm):
        doubt += 0.2
    named_so = _is_address(tokens, first) or (acts and _is_nominative(words[0].norm))
    if not capital and whole and first == 0:
        named_so = True
    if not capital and not whole:
        own = not _speaks(words[0].norm)
        if own and (first == 0 or len(words) > 1) and named_so:
            return doubt + 0.01
        return doubt + (0.05 if (named_so or first == 0) and own else 0.3)
    heads = first == 0 and acts
    if not capital and not heads and (not named_so or _speaks(words[0].norm)):
        return doubt + (0.15 if _speaks(words[0].norm) else 0.1)
    if capital and not whole and first == 0 and not (named_so or _mark_follows(tokens, after)):
        doubt += 0.05
    return doubt


def _is_nominative(word: str) -> bool:
    return any(one.case == "nomn" for one in readings(word)[:3])


def _speaks(word: str) -> bool:
    """Whether the department has a meaning of its own for a word: заявка, договор."""
    return word in phrases()


def _is_address(tokens: tuple[Token, ...], first: int) -> bool:
    """В Шаг, у Рубина, met Tallis; позвонил Вектору: a verb before."""
    if not first:
        return False
    before = tokens[first - 1].norm
    best = readings(before)[:1]
    return before in _BEFORE_NAME or bool(
        best and (best[0].part in {"VERB", "INFN"} or best[0].lemma in _PEOPLE)
    )


def _mark_follows(tokens: tuple[Token, ...], after: int) -> bool:
    return after >= len(tokens) or not (tokens[after].is_word or tokens[after].is_number)


def _verb_follows(tokens: tuple[Token, ...], after: int) -> bool:
    """Калина подумает, Вектор не берёт, Улыбка просит."""
    if after >= len(tokens) or not tokens[after].is_word:
        return False
    if tokens[after].norm in {"не", "пока", "уже", "тоже", "опять", "сегодня", "вчера"}:
        return True
    best = readings(tokens[after].norm)[:1]
    return bool(best and best[0].part in {"VERB", "PRTS", "ADJS", "PRED"})


def wrong_gender(tokens: tuple[Token, ...], at: int, name: str) -> bool:
    """Ковалева with nothing before is a woman's name as it stands, у Ковалева a man's in the genitive."""
    said = tokens[at].norm
    if said.endswith(_OF_A_WOMAN) or said.endswith(_OF_A_MAN):
        return _is_of_a_woman(name) != said.endswith(_OF_A_WOMAN)
    before = tokens[at - 1].norm if at and tokens[at - 1].is_word else ""
    verb = next((one for one in readings(before)[:1] if one.part in {"VERB", "INFN"}), None)
    governed = before in _AFTER_PERSON or (verb is not None and verb.gender != "femn")
    if said == name:
        return governed and _is_of_a_woman(name)
    return not governed and _is_of_a_woman(said) and not _is_of_a_woman(name)


_OF_A_WOMAN = ("овой", "евой", "иной", "ской", "цкой")
_OF_A_MAN = ("овым", "евым", "иным", "ским", "цким", "скому", "ского", "цкому", "цкого")


def _is_of_a_woman(word: str) -> bool:
    return word.endswith(("ова", "ева", "ина", "ына", "ская", "цкая"))
