"""Figures that are neither money nor dates: phones, INN, numbers of documents, percents, quantities."""

import re
from functools import lru_cache

from core.capture.speech import Speech
from core.capture.words import listed, readings

_NUMBERED = (
    r"заказ\w*|заявк\w*|накладн\w*|упд|артикул\w*|арт\.?|акт\w*|лот\w*|рекламаци\w*|тикет\w*"
    r"|order|ticket|po|sku|lot"
)
_AFTER_SUM = r"к|k|m|тыс|млн|руб|р|т\.? ?р|шт|сент|окт|ноя|дек|янв|фев|мар|апр|мая|июн|июл|авг"
_FIGURES = (
    r"(?:\+\d|\b[78])[ -]?\(?\d{3}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}\b",  # +7 912 000-00-00
    r"\+\d[\d ()-]{8,18}\d",
    r"\b9\d{2}[ -]\d{3}[ -]?\d{2}[ -]?\d{2}\b",
    r"\b(?:тел|телефон\w*|номер\w*|phone|моб\w*|доб)\.?:? *[\d() -]{3,}\d",
    r"\b\d{2,3}-\d{2}-\d{2}\b",
    r"\b(?:инн|кпп|огрн(?:ип)?|бик|окпо|р/с|к/с|снилс)\W{0,3}\d+",
    r"\b\d{9,}\b",
    r"(?:№|#|\bn[o°]\.?|\bномер\w*) *(?:[a-zа-я]{1,4}-?)?\d[\d/.-]*(?:-?[a-zа-я]{1,3}\b)?",
    rf"\b(?:{_NUMBERED}) +[a-z]{{0,3}}-?\d[\d/-]*\b(?![.,]\d)(?! *(?:{_AFTER_SUM})\w*\b)",
    r"\b(?:гост|ту|снип|сп|iso|исо|1с|1c|верси\w*|version|v|wi-?fi|ip) *[\d.:/-]*\d",
    r"\b\d+(?:[.,]\d+)?(?:-\d+(?:[.,]\d+)?)? ?(?:%|процент\w*|percent\b|pct\b|п\.п\.)",
    r"\b\d+(?:[.,]\d+)? ?(?:x|х|\*|×) ?\d+(?:[.,]\d+)?(?: ?(?:x|х|\*|×) ?\d+)?",
    r"\b(?:габарит\w*|размер\w*|сечени\w*|формат\w*)[ :]*\d+(?:[.,]\d+)?(?: ?(?:на|x|х) ?\d+(?:[.,]\d+)?)+",
    r"\b\d+(?:[.,]\d+)?(?: на \d+(?:[.,]\d+)?){2,}",
    r"\b(?:2 тысяч\w*|1 тысяч\w* 9\d\d|19\d\d|20\d\d) ?\d{0,2}(?:-го|-м) год\w*",
    r"\binv(?:oice)?[- ]?(?:no\.? ?)?-?\d{3,}\b(?! ?(?:k|к|usd|eur|\$|€))",
    r"\b(?:график\w*|смен\w*|дом|корп\w*|масштаб\w*)\W{1,2}\d+[/:]\d+\b|\b(?:5/2|2/2)\b",
    r"\b24/7\b|\b(?:50/50|30/70|70/30|40/60|60/40|20/80|80/20)\b",
    r"\b(?:из|рейтинг\w*) \d+\b",
    r"\b\d{4} ?(?:-?го |-?м )?(?:год\w*|г\.|г\b)",
)
_FIGURE = re.compile("|".join(f"(?:{one})" for one in _FIGURES))
_YEAR_OF_DATE = re.compile(r"(?:[а-я]{3,}|[./-]\d\d?[./-]?) *$")

_UNITS = (
    r"шт\w*|тонн\w*|т|тн|кг|гр|грамм\w*|г|м2|м3|м²|м³|кв\.? ?м\w*|куб(?:а|ов|ы|ометр\w*)?|м\.?п|пог\w*|мм"
    r"|см|км|л|литр\w*|мл|га"
    r"|кор|уп|упак|пач|компл|ед|чел|ч/б|мест\w*|квт\w*|вт|гб|тб|гц|бар|ампул\w*|доз(?:а|ы|у)?"
    r"|раз\w?|соток|сотк\w|kg|t|tons?|tonnes?|pcs|pc|pieces?|units?|boxes|pallets?|sqm|cm|mm|km|gb|tb|seats?"
    r"|licen[sc]es?|trucks?|people|persons|users?|times|items?|samples?|offices?|stores?|sites?|percent"
)
_MEASURED = re.compile(
    rf"(?<![\d.,:])\d[\d ]{{0,15}}(?:[.,]\d+)?(?:-\d+(?:[.,]\d+)?)? ?(?:{_UNITS})\b"
    r"(?!\. ?р\b)(?! ?р\b)(?!\.р)"
)
_SCALED = re.compile(
    r"(?<![\d.,:])\d[\d ]{0,15}(?:[.,]\d+)? ?(?:к|k|тыс\w*|млн|миллион\w*|mln|million|thousand)\.? ?"
    r"(?:шт|штук\w*|тонн\w*|тн|кг|литр\w*|м2|м3|м²|м³|ед|единиц\w*|упак\w*|pcs|pieces?|units?|kg|tons?|tonnes?"
    r"|items?|sqm|seats?|users?)\b(?!\. ?р)(?! (?:баксов|рублей))"
)
"""1,2 млн шт, 50k units."""
_COUNTED = re.compile(
    r"(?<![\d.,:/])(\d[\d ]{0,15}\d|\d)(?:-(?:го|й|му|м|ой|я|е|ю))? ((?:[а-я]{2,} )?)([а-яё]{2,})\b"
)
_COUNTED_ENGLISH = re.compile(
    r"(?<![\d.,:/$€£])\b\d[\d,]*(?:\.\d+)? (?!hours|minutes|mins|days|weeks|months|years"
    r"|thousand|million|bucks"
    r"|dollars|euros|rubles|roubles|pounds|is\b|was\b|as\b|us\b|this\b|has\b|does\b|mins\b)[a-z]{2,}s\b"
)
_PER_WORD = r"(?:/ ?|\bper )[a-zа-я]{1,12}\d?\b"
_THINGS = re.compile(
    r"(?<![\d.,:/])\d[\d ]{0,15}(?:[.,]\d+)? ?(?:к|k|тыс\w*|т) ((?:[а-я]+(?:ых|их) )?)([а-я]{3,})\b"
)
"""12к коробок, 30 тыс штук: thousands of things, not of money."""
_PER = (
    r"шт\w*|кг|килограмм\w*|тонн\w*|т|метр\w*|м2|м3|м²|м³|м|куб\w*|кв\w*|литр\w*|л|пачк\w*"
    r"|упаковк\w*|единиц\w*"
)
_PER_PIECE = re.compile(
    r"(?:\b(?:по|цен\w+(?: за \w+)?|at) )?(?<![\d.,])\d[\d ]{0,15}(?:[.,]\d+)? ?(?:к|k|тыс\w*"
    r"|т\.?р|млн)?\.? ?(?:р\w*|₽|\$|€|euros?|eur|usd|dollars?|pounds?|bucks)?\.? ?"
    rf"(?:{_PER_WORD}|(?:/|за|в|per|each|a) ?(?:1 |одн\w+ |кажд\w+ )?(?:{_PER}|коробк\w*|комплект\w*"
    r"|лист\w*|мешок\w*|мешк\w*|рулон\w*|штук\w*"
    r"|час|смен\w*|лицензи\w*|место|мес|рейс|паллет\w*|unit|piece|pc|kg|ton|each|seat|user|hour)\b|\beach\b)"
    r"|\bпо \d[\d ]{0,15}(?:[.,]\d+)? ?(?:к|тыс\w*|т\.?р|руб\w*|р|₽)\b"
)

_TIME_OR_MONEY = listed(
    """час минута секунда день сутки неделя месяц квартал год полдень утро вечер ночь обед число
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    понедельник вторник среда четверг пятница
    суббота воскресенье тысяча миллион миллиард рубль руб лям лимон косарь доллар евро тенге юань копейка
    половина четверть рабочий тыс млн млрд мин час дн нед мес янв фев мар апр май июн июл авг сен сент окт ноя
    нояб дек пол"""
)


def mask_figures(speech: Speech) -> Speech:
    """Hide what CAPTURE.md says is never an amount nor a date."""
    for pattern in (_FIGURE, _PER_PIECE, _SCALED, _MEASURED, _COUNTED_ENGLISH):
        for match in list(pattern.finditer(speech.plain)):
            if not _is_date_with_year(speech.plain, match):
                speech = speech.masked(match.start(), match.end())
    for match in list(_THINGS.finditer(speech.plain)):
        if _are_many(match.group(2)):
            speech = speech.masked(match.start(), match.start(1))
    return _mask_counted(speech)


@lru_cache(maxsize=4096)
def _are_many(word: str) -> bool:
    """Коробок, пакетов: the genitive of many, of no money and no time."""
    return word not in _TIME_OR_MONEY and any(
        one.part == "NOUN" and one.case == "gent" and one.number == "plur" and one.known
        for one in readings(word)
        if one.lemma not in _TIME_OR_MONEY
    )


def _is_date_with_year(plain: str, match: re.Match[str]) -> bool:
    """12 декабря 2026 года keeps its year."""
    is_year = re.match(r"\d{4} ?\D*$", match.group()) is not None and "г" in match.group()
    return is_year and _YEAR_OF_DATE.search(plain[max(0, match.start() - 40) : match.start()]) is not None


def _mask_counted(speech: Speech) -> Speech:
    start = 0
    while match := _COUNTED.search(speech.plain, start):
        start = match.end(1)
        between, noun = match.group(2).strip(), match.group(3)
        before = speech.plain[: match.start()].rstrip().rpartition(" ")[2]
        if between and (between in _TIME_OR_MONEY or not _describes(between)):
            noun, between = between, ""
        if _is_counted(int(match.group(1).replace(" ", "")[-4:]), noun, before):
            speech = speech.masked(match.start(), match.end(1))
    return speech


@lru_cache(maxsize=4096)
def _describes(word: str) -> bool:
    best = readings(word)[:1]
    return bool(best) and best[0].part in {"ADJF", "PRTF"} and best[0].lemma not in _TIME_OR_MONEY


def _is_counted(value: int, noun: str, before: str) -> bool:
    """Whether the noun agrees with the number: 5 штук, 2 склада, в 3 офисе; not "в 10 встреча"."""
    if len(noun) < 3 or noun in _TIME_OR_MONEY:
        return False
    ends, teens = value % 10, value % 100 in range(11, 15)
    for reading in readings(noun):
        if reading.lemma in _TIME_OR_MONEY:
            return False
        if reading.part != "NOUN" or not reading.known or reading.person_name:
            continue
        if before in {"в", "во", "на", "о"} and reading.case == "loct" and reading.number == "sing":
            return True
        if reading.case != "gent":
            continue
        few = ends in {2, 3, 4} and not teens
        if (few and reading.number == "sing") or (not few and reading.number == "plur"):
            return True
    return False
