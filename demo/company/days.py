"""The company's days: workdays, hours, who is away, seasons."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.people.calendars import is_workday
from demo.company.luck import Luck
from demo.company.rows import Absence

HISTORY = timedelta(days=730)
AHEAD = timedelta(days=400)
MORNING, EVENING = 9 * 60, 18 * 60


class Days:
    """Moments are aware, in the company's zone. `start`: the first day of the two years."""

    def __init__(self, today: date, zone: str, country: str) -> None:
        self.today = today
        self.start = today - HISTORY
        self.zone = ZoneInfo(zone)
        self.country = country
        span = (today + AHEAD - self.start).days
        every = (self.start + timedelta(days=n) for n in range(span))
        self.workdays = [day for day in every if is_workday(day, country)]
        self._away: dict[str, set[date]] = {}

    @property
    def now(self) -> datetime:
        """The end of what has happened: the first moment of today."""
        return self.at(self.today, 0)

    def at(self, day: date, minute: int) -> datetime:
        return datetime.combine(day, time(*divmod(minute, 60)), self.zone)

    def away(self, absence: Absence) -> None:
        """Somebody is away: they do nothing on these days."""
        days = (absence.to - absence.from_).days + 1
        self._away.setdefault(absence.employee, set()).update(
            absence.from_ + timedelta(days=n) for n in range(days)
        )

    def works(self, who: str, day: date) -> bool:
        return is_workday(day, self.country) and day not in self._away.get(who, ())

    def later(self, moment: datetime, workdays: int, who: str, luck: Luck) -> datetime:
        """Some minute of somebody's working time, that many workdays later; 0: the same day if it lasts."""
        place = bisect_left(self.workdays, moment.date())
        minute = moment.hour * 60 + moment.minute if self.workdays[place] == moment.date() else 0
        room = EVENING - max(minute, MORNING)
        if workdays == 0 and room > 30:
            day = self.workdays[place]
            if day not in self._away.get(who, ()):
                return self.at(day, max(minute, MORNING) + luck.randint(5, room - 10))
        place += max(workdays, 1)
        away = self._away.get(who, ())
        while self.workdays[place] in away:
            place += 1
        return self.at(self.workdays[place], luck.randint(MORNING + 5, EVENING - 20))

    def back(self, day: date, workdays: int) -> date:
        """The workday that many workdays before."""
        return self.workdays[max(bisect_left(self.workdays, day) - workdays, 0)]

    def next(self, day: date) -> date:
        """The first workday after a day."""
        return self.workdays[bisect_right(self.workdays, day)]

    def past(self) -> list[date]:
        """Workdays of the two years, today left out."""
        return self.workdays[: bisect_left(self.workdays, self.today)]


def month_of(moment: date) -> str:
    return f"{moment:%Y-%m}"


def month_shift(month: str, by: int) -> str:
    """The month so many months later."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year:04d}-{number + 1:02d}"
