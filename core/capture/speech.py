"""The line as the grammar reads it: lower case, spelled numbers as digits, masks; places still known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from core.capture.draft import Span
from core.capture.words import Token, in_dictionary, readings, tokens_of

MASK = "\x01"

_DASHES = {ord(dash): "-" for dash in "‐‑‒–—−"}
_PLAIN = {**_DASHES, ord("ё"): "е", ord("’"): "'", ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2009"): " "}

_RUSSIAN = {
    "ноль": 0, "нуль": 0, "один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7,
    "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13,
    "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18,
    "девятнадцать": 19, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60,
    "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100, "двести": 200, "триста": 300,
    "четыреста": 400, "пятьсот": 500, "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900,
}  # fmt: skip
_RUSSIAN_ORDINALS = {
    "первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "пятый": 5, "шестой": 6, "седьмой": 7,
    "восьмой": 8, "девятый": 9, "десятый": 10, "одиннадцатый": 11, "двенадцатый": 12, "тринадцатый": 13,
    "четырнадцатый": 14, "пятнадцатый": 15, "шестнадцатый": 16, "семнадцатый": 17, "восемнадцатый": 18,
    "девятнадцатый": 19, "двадцатый": 20, "тридцатый": 30,
}  # fmt: skip
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ENGLISH_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_HALF = {"полтора": "1.5", "полторы": "1.5", "полутора": "1.5", "пару": "2", "парочку": "2", "пара": "2"}
_HALF_HOUR = re.compile(r"пол-?([а-я]{4,})")
_OBLIQUE_MASCULINE = frozenset({"gent", "datv", "accs", "ablt", "loct"})


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    form: str
    """`c` as counted (пять), `g` in another case (пяти), `o` an ordinal (пятого), `e` and `t` English."""


@dataclass(frozen=True, slots=True)
class Speech:
    """`plain` is what the rules match; `span` leads from it back to the line."""

    plain: str
    _starts: tuple[int, ...]
    _ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The place in the line of `plain[start:end]`, which is not empty."""
        return Span(self._starts[start], self._ends[end - 1])

    def place(self, span: Span) -> tuple[int, int]:
        """The reverse of `span`: the part of `plain` that a place of the line became."""
        inside = [
            i
            for i, (start, end) in enumerate(zip(self._starts, self._ends, strict=True))
            if start < span.end and end > span.start
        ]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def masked(self, start: int, end: int) -> "Speech":
        """The same line with a part made unreadable for the rules that come after."""
        hidden = self.plain[:start] + MASK * (end - start) + self.plain[end:]
        return Speech(hidden, self._starts, self._ends)


def hear(text: str) -> Speech:
    """Lower case, ё as е, dashes alike, "двадцать пятого" as "25-го", "полдевятого" as "пол 9-го"."""
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(piece: str, start: int, end: int) -> None:
        plain.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    at = 0
    for start, end, digits in _spelled(tokens_of(text)):
        for i in range(at, start):
            put(_plain(text[i]), i, i + 1)
        put(digits, start, end)
        at = end
    for i in range(at, len(text)):
        put(_plain(text[i]), i, i + 1)
    return Speech("".join(plain), tuple(starts), tuple(ends))


def _plain(char: str) -> str:
    low = char.lower()
    low = low if len(low) == 1 else char
    return low.translate(_PLAIN) if low != MASK else " "


def _spelled(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, str]]:
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if _and_a_half(tokens, i):
            count = token.text if token.is_number else number_in_words(token.norm)
            yield token.start, tokens[i + 2].end, f"{count}.5"
            i += 3
            continue
        half = _half(token) or _lone_million(tokens, i)
        if half:
            yield token.start, token.end, half
            i += 1
            continue
        group = _group(tokens, i)
        if group is None:
            meant = misspelt_date_word(token.norm)
            if meant is not None:
                yield token.start, token.end, meant
            i += 1
            continue
        after, digits = group
        higher = _group(tokens, after) if after < len(tokens) else None
        if higher is not None and _is_range(digits, higher[1]):
            after, digits = higher[0], f"{digits}-{higher[1]}"
        yield token.start, tokens[after - 1].end, digits
        i = after


_DATE_WORDS = (
    "завтра", "послезавтра", "сегодня", "понедельник", "вторник", "среда", "среду", "четверг", "пятница",
    "пятницу", "суббота", "субботу", "воскресенье", "января", "февраля", "апреля", "августа", "сентября",
    "октября", "ноября", "декабря", "через", "неделю", "недели", "tomorrow", "today", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "april", "august",
    "september", "october", "november", "december",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def misspelt_date_word(word: str) -> str | None:
    """Понедельнк, tommorow: a word of no dictionary that one letter parts from a word of dates."""
    if not 5 <= len(word) <= 14 or in_dictionary(word) or word in _DATE_WORDS or not word.isalpha():
        return None
    if any(word.startswith(known) for known in _DATE_WORDS):
        return None
    near = [
        known for known in _DATE_WORDS if abs(len(known) - len(word)) <= 1 and OSA.distance(known, word) == 1
    ]
    return near[0] if near else None


def _half(token: Token) -> str | None:
    if token.norm in _HALF:
        return _HALF[token.norm]
    match = _HALF_HOUR.fullmatch(token.norm)
    if match:
        number = _number(match.group(1))
        if number and number.form == "o" and number.value <= 12:
            return f"пол {number.value}-го"
    return None


def _and_a_half(tokens: tuple[Token, ...], i: int) -> bool:
    """Четыре с половиной, 4 с половиной миллиона; not an hour: в 4 с половиной nobody says."""
    if i + 3 >= len(tokens) or tokens[i + 1].norm != "с" or tokens[i + 2].norm != "половиной":
        return False
    token = tokens[i]
    counted = token.is_number or number_in_words(token.norm) is not None
    return counted and tokens[i + 3].norm.startswith(
        ("миллион", "млн", "тыс", "лям", "миллиард", "до", "час")
    )


def _lone_million(tokens: tuple[Token, ...], i: int) -> str | None:
    """На миллион, тысяча: one of them, unless a number stands before."""
    if tokens[i].norm not in {"миллион", "лям", "тысяча", "тысячу"} or (i and tokens[i - 1].is_number):
        return None
    if i and (tokens[i - 1].norm in _HALF or _number(tokens[i - 1].norm)):
        return None
    return f"1 {tokens[i].norm}"


def _group(tokens: tuple[Token, ...], first: int) -> tuple[int, str] | None:
    """The longest run of number words from here that makes one number: сто двадцать, двадцать пятого."""
    head = _number(tokens[first].norm)
    if head is None:
        return None
    total, form, last, after = head.value, head.form, head.value, first + 1
    while after < len(tokens) and form != "o":
        hundreds = _hundreds(tokens, after) if form == "e" and 0 < total < 100 else None
        if hundreds is not None:
            total, last, after = total * 100, 100, hundreds
            continue
        step = after + 1 if tokens[after].text == "-" and form == "e" and after + 1 < len(tokens) else after
        nxt = _number(tokens[step].norm)
        if nxt is None or not _continues(form, last, nxt):
            break
        total, form, last, after = total + nxt.value, nxt.form, nxt.value, step + 1
    if form == "t":
        return after, f"{total}th"
    return after, f"{total}-го" if form == "o" else str(total)


def _hundreds(tokens: tuple[Token, ...], at: int) -> int | None:
    """Where a number goes on after "hundred (and)": one hundred twenty thousand; None where it ends there."""
    if tokens[at].norm != "hundred":
        return None
    after = at + 2 if [token.norm for token in tokens[at + 1 : at + 2]] == ["and"] else at + 1
    nxt = tokens[after].norm if after < len(tokens) else ""
    return after if nxt in {"thousand", "million", "billion"} or _number(nxt) is not None else None


def _is_range(low: str, high: str) -> bool:
    """Триста пятьдесят четыреста тысяч: from the one to the other."""
    return low.isdigit() and high.isdigit() and 100 <= int(low) < int(high) < 1000


def _continues(form: str, last: int, nxt: _Number) -> bool:
    room = 100 if last >= 100 else 10 if last >= 20 else 0
    alike = nxt.form == form or (form == "c" and nxt.form == "o") or (form == "e" and nxt.form == "t")
    return alike and 0 < nxt.value < room


@lru_cache(maxsize=4096)
def number_in_words(word: str) -> int | None:
    """Семь is 7; None where it is no word of a number."""
    found = _number(word)
    return None if found is None else found.value


def _number(word: str) -> _Number | None:
    if word in _ENGLISH:
        return _Number(_ENGLISH[word], "e")
    if word in _ENGLISH_ORDINALS and word != "second":
        return _Number(_ENGLISH_ORDINALS[word], "t")
    if not word[:1].isalpha() or len(word) > 18 or word.isascii():
        return None
    for reading in readings(word):
        if reading.lemma in _RUSSIAN and reading.part in {"NUMR", "ADJF", "NOUN"}:
            form = "c" if reading.case in {"nomn", "accs"} else "g"
            return _Number(_RUSSIAN[reading.lemma], form)
        if (
            reading.lemma in _RUSSIAN_ORDINALS
            and reading.gender in {"masc", "neut"}
            and reading.case in _OBLIQUE_MASCULINE
        ):
            return _Number(_RUSSIAN_ORDINALS[reading.lemma], "o")
    return None
