"""Who works here, and when they are away."""

from datetime import date, timedelta

from demo.company.house import House
from demo.company.luck import Luck
from demo.company.rows import Absence, Employee

ILL_A_YEAR = 2
LEAVE_DAYS = 13
SOON = timedelta(days=12)


def enter_people(house: House) -> None:
    """Employees, their leaves in the slack months, an illness now and then; one is away soon."""
    words, today = house.words, house.days.today
    for person in house.shape.people:
        luck = house.luck("person", person.id)
        house.books.employees.append(
            Employee(
                id=person.id,
                name=words.people[person.id][0],
                role=person.role,
                team=words.teams.get(person.team, ""),
                function=person.function,
                regions=words.regions[person.team] if person.team else (),
                timezone=words.company.timezone,
                hired_on=today - timedelta(days=person.years * 365 + luck.randint(10, 200)),
                telegram_id=person.telegram_id,
            )
        )
        for absence in _absences(house, person.id, luck):
            house.books.absences.append(absence)
            house.days.away(absence)
    _leaves_soon(house)


def _absences(house: House, who: str, luck: Luck) -> list[Absence]:
    """Only what is over: nobody of the demo is away today."""
    found = []
    for year in range(house.days.start.year, house.days.today.year + 1):
        leave = date(year, luck.pick((1, 2, 11)), luck.randint(2, 14))
        found.append(Absence(employee=who, from_=leave, to=leave + timedelta(days=LEAVE_DAYS)))
        for _ in range(luck.randint(0, ILL_A_YEAR)):
            ill = date(year, luck.randint(3, 10), luck.randint(1, 24))
            found.append(Absence(employee=who, from_=ill, to=ill + timedelta(days=luck.randint(2, 6))))
    return [one for one in _apart(found) if one.from_ >= house.days.start and one.to < house.days.today]


def _apart(absences: list[Absence]) -> list[Absence]:
    """In order, without those that run into the one before."""
    found: list[Absence] = []
    for one in sorted(absences, key=lambda absence: absence.from_):
        if not found or one.from_ > found[-1].to:
            found.append(one)
    return found


def _leaves_soon(house: House) -> None:
    who = house.shape.managers("south", "closer")[0].id
    begins = house.days.next(house.days.today + SOON)
    house.books.absences.append(Absence(employee=who, from_=begins, to=begins + timedelta(days=6)))
