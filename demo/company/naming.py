"""Names of companies and people, tax numbers and phones. Nothing here belongs to anybody."""

from demo.company.luck import Luck
from demo.company.words import Words

_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_BRITISH_DRAMA = range(900_000, 901_000)
"""Numbers 07700 900000 to 900999 are kept free for stories."""


class Namer:
    """Gives every company a name that no other one has."""

    def __init__(self, words: Words, luck: Luck) -> None:
        self._words = words
        self._luck = luck
        titles = words.titles
        self._cores = [*titles.words, *(head + tail for head in titles.heads for tail in titles.tails)]
        luck.shuffle(self._cores)
        self._given: set[str] = set()

    def company(self, titles: tuple[str, ...]) -> str:
        while True:
            title = self._luck.pick(titles)
            name = title.format(core=self._cores[-1], trader=self._trader())
            if "{core}" in title:
                self._cores.pop()
            if name not in self._given:
                self._given.add(name)
                return name

    def person(self, luck: Luck) -> str:
        """First name and surname, as one says them."""
        names = self._words.names
        surname = luck.pick(names.surnames)
        if luck.chance(0.35):
            return f"{luck.pick(names.female)} {surname}{names.feminine}"
        return f"{luck.pick(names.male)} {surname}"

    def _trader(self) -> str:
        names, said = self._words.names, self._words.said
        first, second = (self._luck.pick(names.male)[0] for _ in range(2))
        initials = said.initial.format(first=first, second=second)
        return names.trader.format(surname=self._luck.pick(names.surnames), initials=initials)


def tax_number(number: int, luck: Luck) -> str:
    """Ten digits with the right check digit. No inspection has the number 00, so no company has it."""
    digits = f"00{luck.randint(10, 99)}{number:05d}"
    check = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 % 10
    return f"{digits}{check}"


def fictitious_phones(country: str, luck: Luck) -> list[str]:
    """Numbers that anybody sees to be made up, each once."""
    if country == "GB":
        return [f"+44 7700 {number}" for number in luck.sample(_BRITISH_DRAMA, len(_BRITISH_DRAMA))]
    numbers = (divmod(number, 10_000) for number in luck.sample(range(1_000_000), 3000))
    return [f"+7 9{code:02d} 000-{tail // 100:02d}-{tail % 100:02d}" for code, tail in numbers]
