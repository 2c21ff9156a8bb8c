"""Made-up names of a client base of any size: houses, sole traders, firms abroad; each once, the same every time."""

import random
from collections.abc import Iterator
from itertools import islice

from core.capture.words import listed
from demo.preparing import spoken

_HEADS = sorted(
    listed(
        "Строй Тех Пром Агро Энерго Авто Эко Био Гидро Тепло Электро Транс Лес Хим Нефте Газ Сиб Урал Волго Мета"
    )
)
_TAILS = sorted(
    listed("Инвест Снаб Торг Сервис Ком Групп Монтаж Проект Ресурс Маш Лайн Маркет Стандарт Комплект Союз")
)
_LIKE = sorted(
    listed("""Северный Золотой Первый Новый Большой Белый Красный Южный Восточный Западный Уральский Сибирский Волжский
    Балтийский Городской Русский Речной Лесной Каменный Морской""")
)
_THINGS = sorted(
    listed("""Ветер Колос Дом Мир Путь Свет Берег Стандарт Ресурс Формат Альянс Партнёр Квадрат Двор Завод Вектор Каскад
    Гранит Маяк Парус Титан Горизонт Меридиан Прометей Сокол Мост Ключ Лидер Фаворит Остров""")
)
_SYLLABLES = sorted(
    listed("""ка ро лин мет тек вит сан дор гал ним пол рус бер тал ми ве зор кан лек то фри ар бис ве гор да ель жан
    инт кор лу мар нор опт прай ри сел тан ул фор хан цел шер эл юн яр бал вер гра дел""")
)
_SURNAMES = sorted(
    listed("""Кузнец Смирн Петр Сидор Волк Зайц Мороз Лебед Козл Новик Фёдор Борис Егор Никит Тарас Гордей Павл Степан
    Романь Яковл Захар Осип Тих Беля Громь Жук Комар Лаврик Маслен Наум""")
)
_OF_SURNAMES = ("ов", "енко", "ский", "ин", "чук", "овский")
_ROOTS = sorted(
    listed("ac bel cor dan el fin gar hal in jon kel lum mer nor ox per quin ros sol tri um ver wes yor zen")
)
_ABROAD = ("Ltd", "Corp", "Inc", "Trading", "Group", "Holding")
_FORMS = ("ООО", "ООО", "ООО", "ООО", "АО", "ПАО", "ЗАО", "ООО ТД")
_LETTERS = "АБВГДЕИКЛМНОПРСТ"


def client_names(count: int) -> list[str]:
    """So many names, no two alike; a longer list begins with the shorter one."""
    return list(islice(_each_once(random.Random(53)), count))


def called(name: str) -> str:
    """As a manager says it: no legal form, no initials."""
    if name.startswith("ИП "):
        return name.split()[1]
    return spoken([name.rpartition(" ")[0] if name.isascii() else name])


def _each_once(dice: random.Random) -> Iterator[str]:
    given: set[str] = set()
    while True:
        name = _name(dice)
        if name not in given:
            given.add(name)
            yield name


def _name(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.15:
        surname = dice.choice(_SURNAMES) + dice.choice(_OF_SURNAMES)
        return f"ИП {surname} {dice.choice(_LETTERS)}.{dice.choice(_LETTERS)}."
    if kind < 0.25:
        return f"{_joined(dice, _ROOTS, 2, 4)} {dice.choice(_ABROAD)}"
    return f"{dice.choice(_FORMS)} «{_house(dice)}»"


def _house(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.5:
        return _joined(dice, _SYLLABLES, 2, 4)
    if kind < 0.65:
        return dice.choice(_HEADS) + dice.choice(_TAILS)
    if kind < 0.85:
        return f"{dice.choice(_LIKE)} {dice.choice(_THINGS)}"
    return f"{_joined(dice, _SYLLABLES, 2, 3)} {dice.choice(_TAILS)}"


def _joined(dice: random.Random, bits: list[str], least: int, most: int) -> str:
    return "".join(dice.choices(bits, k=dice.randint(least, most))).capitalize()
