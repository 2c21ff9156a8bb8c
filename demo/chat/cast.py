"""Who stands in the show-room, and where they may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with a telephone. `start` is what their START button sends, as an invite link would."""

    id: int
    name: str
    role: str = ""
    language_code: str = "ru"
    note: str = ""
    start: str | None = None
    started: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the bot in it; the id is negative. Empty members: everybody may write there."""

    id: int
    title: str
    members: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place to send as one's location, in degrees."""

    name: str
    latitude: float
    longitude: float


PLACES = (
    Place("Москва, Лесная 5", 55.7794, 37.5890),
    Place("Москва, Тверская 7", 55.7579, 37.6112),
    Place("Санкт-Петербург, Невский 28", 59.9358, 30.3259),
)
FEW = (
    Someone(1, "Ольга Климова", "director"),
    Someone(2, "Игорь Лапин", "head"),
    Someone(3, "Алексей Смирнов", "manager"),
    Someone(4, "Ann Lee", "manager", language_code="en"),
    Someone(5, "Пётр Чужой", "stranger"),
)
FEW_GROUPS = (Group(-1001, "Отдел продаж", members=(1, 2, 3, 4)),)
