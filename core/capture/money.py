"""The sum a line names, in major units (CAPTURE.md, slots `amount` and `amount_low`)."""

import re
from dataclasses import dataclass

from core.capture.draft import Candidate, Slot
from core.capture.speech import Speech
from core.deals.moves import MOST
from core.money import MINOR

NEAR = 80
"""Characters around a figure that say what it is."""
LONGEST = 15
"""Characters of a figure: a longer one is no sum of money."""
_THOUSANDS = r"тыс\w*|тысяч\w*|тыр\w*|тыщ\w*|т\.? ?р|тр|к|k|косар\w*|штук (?:баксов|рублей)|thousand|grand"
_HUNDREDS = r"hundred"
_LAKHS = r"lakhs?|lacs?"
_CRORES = r"crores?"
_MILLIONS = r"млн|миллион\w*|мил|мио|лям\w*|лимон\w*|кк|mln|million|mio|mm|m"
_BILLIONS = r"млрд|миллиард\w*|bn|billion|b"
_CURRENCY = (
    r"руб\w*|р|₽|\$|€|£|¥|₸|долл\w*|бакс\w*|евро|тенге|юан\w*|usd|eur|rub|gbp|cny|kzt|byn"
    r"|rubles?|roubles?|dollars?|euros?|bucks"
)
_NUMBER = (
    r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
)
_UNIT = rf"(?:(?P<unit{{n}}>{_BILLIONS}|{_MILLIONS}|{_THOUSANDS}|{_LAKHS}|{_CRORES}|{_HUNDREDS})\b\.?)"
_SUM = re.compile(
    r"(?P<sign>(?:[$€£₽]|\brs\.?|\binr|\busd|\beur|\bgbp) ?)?(?<![\d.,:/\x01])"
    rf"(?=\d|пол[- ]?[млт])(?P<low>{_NUMBER})?"
    r"(?P<half>пол[- ]?(?=[млт]))?"
    rf"(?: ?{_UNIT.format(n=0)})?(?: ?(?:{_CURRENCY})(?![а-яa-z]))?"
    rf"(?:(?: ?- ?| (?:до|to|and|или) )(?P<sign2>[$€£])?(?P<high>{_NUMBER})(?: ?{_UNIT.format(n=1)})?)?"
    rf"(?: (?P<rest>\d{{1,3}}) ?{_UNIT.format(n=2)})?"
    rf"(?: (?P<tail>\d{{3}})(?= ?(?:{_CURRENCY})(?![а-яa-z])))?"
    rf"(?P<currency> ?(?:{_CURRENCY})(?![а-яa-z])\.?)?"
)
_DEAL = (
    r"сделк\w*|сумм\w*|договор\w*|контракт\w*|счет\w*|кп|предложени\w*|deal|quote|proposal"
    r"|contract|invoice|worth"
)
_TRIGGER = re.compile(
    rf"(?:\b(?:{_DEAL}|заказ\w*|offer|sum|amount|total)(?: \S+)?(?: на| в| for| of| at| -)?"
    r"|\bна|\bfor)(?: сумму| около| примерно| ~)?:? *$"
)
_PLAIN_TRIGGER = re.compile(
    r"\b(?:сделк\w*|сумм\w*|итого|всего|общ\w+|deal|amount|worth|total)(?: на| в| for| of| -)?:? *$"
)
_PAPER = re.compile(
    r"\b(?:договор\w*|контракт\w*|счет\w*|invoice|contract|кп|quote|на|for)(?: на| for)?:? *$"
)
_PAPER_NUMBER = re.compile(r"\b(?:договор\w*|контракт\w*|счет\w*|invoice|contract|quote|po|order):? *$")
_CLOSED = re.compile(r"\b(?:выигр\w+|закры\w+|оплат\w+|продал\w*|won|closed|paid|sold)[^\d]{0,25}$")
_BESIDE = re.compile(
    r"\b(?:скидк\w*|долг\w*|дебитор\w*|задолжен\w*|штраф\w*|аванс\w*|предоплат\w*"
    r"|оборот\w*|выручк\w*|доставк\w*"
    r"|конкурент\w*|у них|discount|debt|turnover|revenue|fine|deposit|prepay\w*|competitor\w*|delivery"
    r"|оклад\w*|зарплат\w*|лимит\w*|кредит\w*|дешевле|дороже|cheaper|dearer)(?: \w+){0,2}:? *$"
    r"|\b(?:минус|вместо|instead of|minus) *$"
)
_THOUSANDS_ON = re.compile(r"\b(?P<unit>тысяч|тыщ|миллионов|лямов) (?P<on>на|в) (?P<n>\d{1,3})(?!\d|[.,:]\d)")
"""Тысяч на 600: about so many thousands."""
_MORE_OR_LESS = re.compile(r"(?:\bот|\bfrom|\bbetween) *$")
_NOT_MONEY_AFTER = re.compile(
    r" ?(?:[-:/.]\d|-?(?:го|й|му|м|е|я|ой|ю|th|st|nd|rd)\b|час|мин|утра|вечера|am\b|pm\b|a\.m|p\.m)"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that stands in `plain[start:end]`, in major units."""

    amount: int
    low: int | None
    start: int
    end: int
    rank: int
    """0 when it is the deal's own, 1 a sum with a unit, 2 only to offer."""
    marked: bool = True
    """Whether a unit or a currency stands by it."""
    loose: bool = True
    """Whether it is a sum even beside a marked one: not the bare number of a paper, "invoice 20417"."""
    beside: bool = False
    """Whether it is said to be of something else than the deal: a discount, a debt, their turnover."""


@dataclass(frozen=True, slots=True)
class Money:
    """What was read, and the line with every sum hidden from the rules of dates."""

    amount: Slot[int]
    low: Slot[int]
    rest: Speech


def find_sums(speech: Speech) -> list[Sum]:
    """Every sum of a line whose other figures are masked, also those that are only offered."""
    sums = [one for match in _SUM.finditer(speech.plain) if (one := _sum(speech.plain, match))]
    for match in _THOUSANDS_ON.finditer(speech.plain):
        about = int(match["n"]) * _scale(match["unit"])
        sums.append(Sum(about, None, match.start(), match.end(), 1))
    return sums


def read_money(speech: Speech) -> Money:
    """The deal's amount. A sum without a unit and out of place is only offered, as a candidate."""
    sums = find_sums(speech)
    rest = speech
    for one in sums:
        if one.rank < 3:
            rest = rest.masked(one.start, one.end)
    marked = any(one.marked and one.rank <= 1 for one in sums)
    own = sorted(
        (one for one in sums if one.rank <= 1 and (one.marked or one.loose or not marked)),
        key=lambda one: one.rank,
    )
    offered = tuple(
        dict.fromkeys(
            Candidate(one.amount, f"{one.amount:,}".replace(",", " "), 0.5) for one in sums if one.rank > 1
        )
    )
    if not own:
        return Money(Slot(candidates=offered[:3]), Slot(), rest)
    best = own[0]
    span = speech.span(best.start, best.end)
    amount = Slot(best.amount, span, 0.95 if best.rank == 0 else 0.85, offered[:2])
    return Money(amount, Slot(best.low, span, 0.9) if best.low is not None else Slot(), rest)


def _sum(plain: str, match: re.Match[str]) -> Sum | None:
    part = match.groupdict()
    if part["low"] is None and part["half"] is None:
        return None
    before, after = (
        plain[max(0, match.start() - NEAR) : match.start()],
        plain[match.end() : match.end() + NEAR],
    )
    unit = part["unit0"] or part["unit1"]
    scale0, scale1 = _scale(part["unit0"] or part["unit1"]), _scale(part["unit1"] or part["unit0"])
    marked = (
        bool(unit) or bool(part["sign"] or part["currency"] or part["half"]) or _has_currency(match.group())
    )
    if part["unit0"] in {"к", "k", "m", "b", "т р"} and not _is_short_unit(match, before, after):
        return None
    if part["half"] and not unit:
        return None
    first = (0.5 if part["half"] else _value(part["low"])) * scale0
    first += _value(part["rest"] or "0") * _scale(part["unit2"]) + _value(part["tail"] or "0")
    low, high = (None, first) if part["high"] is None else (round(first), _value(part["high"]) * scale1)
    if low is not None and not (marked or _PLAIN_TRIGGER.search(before)):
        return None
    start, end = _edges(match)
    amount = round(high)
    if low is not None and low > amount:
        return None
    said = _MORE_OR_LESS.sub("", before)
    beside = _BESIDE.search(said) is not None
    rank = _rank(said, after, amount, marked=marked, beside=beside)
    if rank is None or not 0 < amount <= MOST // MINOR:
        return None
    return Sum(amount, low, start, end, rank, marked, not _PAPER_NUMBER.search(before), beside)


def _rank(before: str, after: str, amount: int, *, marked: bool, beside: bool) -> int | None:
    if beside:
        return 2 if marked or amount >= 1000 else None
    if marked:
        return 0 if _TRIGGER.search(before) else 1
    return _bare_rank(before, after, amount)


def _bare_rank(before: str, after: str, amount: int) -> int | None:
    """Of a number without a unit: only right after сделка, сумма, на, договор, счёт, or a closed deal."""
    if _NOT_MONEY_AFTER.match(after) or amount in range(1990, 2101):
        return None
    if _PLAIN_TRIGGER.search(before):
        return 0 if amount >= 100 else None
    if _PAPER.search(before) and (amount >= 10_000 or (amount >= 1000 and amount % 100 == 0)):
        return 0
    if amount >= 1000 and _CLOSED.search(before):
        return 1
    return 2 if amount >= 10_000 else None


def _is_short_unit(match: re.Match[str], before: str, after: str) -> bool:
    """450к and 12k stand for money; "в 15 к Иванову" and "3 m pipe" do not."""
    unit, text = match["unit0"], match.group()
    glued = re.search(rf"\d{re.escape(unit)}\b", text) is not None
    if unit in {"m", "b"}:
        return bool(match["sign"]) or glued
    ends = not after.strip() or after.lstrip()[:1] in ",.;:!?)-"
    return glued or (ends and bool(_TRIGGER.search(before))) or _has_currency(text)


def _has_currency(text: str) -> bool:
    return (
        re.search(rf"(?:{_CURRENCY})\.?(?![а-яa-z])", re.sub(rf"\b(?:{_THOUSANDS})\b", "", text)) is not None
    )


def _edges(match: re.Match[str]) -> tuple[int, int]:
    text = match.group()
    return match.start() + len(text) - len(text.lstrip()), match.end() - len(text) + len(text.rstrip())


def _scale(unit: str | None) -> int:
    if unit is None:
        return 1
    for words, scale in (
        (_BILLIONS, 10**9),
        (_MILLIONS, 10**6),
        (_THOUSANDS, 10**3),
        (_LAKHS, 10**5),
        (_CRORES, 10**7),
        (_HUNDREDS, 100),
    ):
        if re.fullmatch(words, unit):
            return scale
    return 1


def _value(number: str) -> float:
    number = number.replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        number = number.replace(",", "")
    return float(number.replace(",", ".")) if len(number) <= LONGEST else 0.0
