"""What the makers of random companies share: the seed's dice, the days that hurt, the ways to write a time."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

ZONES = (
    "Asia/Kamchatka", "America/New_York", "Europe/Berlin", "Pacific/Apia", "UTC", "Europe/Moscow", "Africa/Cairo",
    "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe",
)  # fmt: skip
COUNTRIES = (None, "RU", "DE", "US")
FIRST, LAST = date(2023, 9, 1), date(2024, 12, 31)
"""Most of what happens lies here; a leap day in the middle."""
BUSY = date(2023, 12, 20), date(2024, 3, 31)
"""And half of that here, so that a month has enough to compare."""
HARD_DAYS = (
    date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 28), date(2024, 2, 29),
    date(2024, 3, 1), date(2024, 3, 10), date(2024, 3, 31), date(2024, 4, 1), date(2024, 4, 7), date(2024, 4, 26),
    date(2024, 4, 30), date(2024, 5, 1), date(2024, 6, 30), date(2024, 9, 30), date(2024, 10, 27), date(2024, 10, 31),
    date(2024, 11, 3), date(2024, 11, 4),
)  # fmt: skip
HARD_HOURS = ((0, 0, 0), (0, 0, 1), (23, 59, 59), (0, 30, 0), (1, 30, 0), (2, 30, 0), (3, 0, 0), (12, 0, 0))
OFFSETS = (0, 180, -300, 345, 840, -570, 60)

Cells = dict[str, str]


@dataclass
class Draft:
    """A company in the making: the rows of its files, the ids that other rows may name."""

    seed: int
    complete: bool
    """Every deal and client has an owner, a team, a region, a category, a channel; so slices add up to the whole."""
    dice: Random = field(init=False)
    zone: ZoneInfo = field(init=False)
    head: dict[str, Any] = field(default_factory=dict)
    files: dict[str, list[Cells]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.zone = ZoneInfo(self.dice.choice(ZONES))

    def ids(self, name: str) -> list[str]:
        return [row["id"] for row in self.files.get(name, [])]

    def names(self, letter: str, count: int) -> list[str]:
        """Ids in an order of their own: digits of differing length, both cases, Cyrillic, signs."""
        shapes = ("{0}{1}", "{0}{1:03}", "{2}{1}", "{0}-{1}", "{0}_{1}", "ё{0}{1}", "Я{0}{1}", "{0}.{1}")
        names = [self.dice.choice(shapes).format(letter, n, letter.upper()) for n in range(1, count + 1)]
        self.dice.shuffle(names)
        return names

    def maybe(self, chance: float) -> bool:
        return self.dice.random() < chance

    def some(self, values: Any, chance: float = 0.8) -> Any:
        """One of the values, or now and then nothing (never nothing in a complete company)."""
        return self.dice.choice(values) if self.complete or self.maybe(chance) else ""

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        if first < BUSY[0] and BUSY[1] < last and self.maybe(0.5):
            first, last = BUSY
        hard = [day for day in HARD_DAYS if first <= day <= last]
        if hard and self.maybe(0.35):
            return self.dice.choice(hard)
        return first + timedelta(days=self.dice.randint(0, (last - first).days))

    def at(self, day: date) -> datetime:
        """A moment of the local day, often at its very edge."""
        hour, minute, second = self.dice.choice(HARD_HOURS)
        if self.maybe(0.5):
            hour, minute, second = (
                self.dice.randint(0, 23),
                self.dice.randint(0, 59),
                self.dice.randint(0, 59),
            )
        local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=self.zone)
        return local.astimezone(UTC)

    def moment(self, first: date = FIRST, last: date = LAST) -> datetime:
        return self.at(self.day(first, last))

    def written(self, time: datetime | None) -> str:
        """The same moment, with an offset of anywhere."""
        if time is None:
            return ""
        if self.maybe(0.3):
            return time.astimezone(UTC).isoformat().replace("+00:00", "Z")
        zone = self.zone if self.maybe(0.5) else timezone(timedelta(minutes=self.dice.choice(OFFSETS)))
        return time.astimezone(zone).isoformat()

    def sum(self, most: int = 300_000) -> str:
        shapes = (
            f"{self.dice.randint(0, most)}.{self.dice.randint(0, 99):02}",
            f"{self.dice.randint(1, most)}",
            "0.01",
        )
        return self.dice.choices(shapes, (8, 4, 1))[0]
