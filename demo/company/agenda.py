"""What stands open: something for everybody today and tomorrow, a few things overdue."""

from collections.abc import Sequence
from datetime import date, timedelta

from demo.company.house import Account, House, half_hour
from demo.company.luck import Luck
from demo.company.rows import Task
from demo.company.shape import Person

TODAY, TOMORROW = (4, 6), (3, 5)
OVERDUE = {"forgets": (4, 6), "busy": (4, 5)}
OVERDUE_ELSE = (1, 3)
HOURS = (10 * 60, 11 * 60 + 30, 13 * 60, 14 * 60 + 30, 15 * 60 + 30, 16 * 60 + 30, 17 * 60 + 30)


def set_agenda(house: House) -> None:
    """Every manager's open tasks as they look this morning, then those that heads set."""
    for person in house.shape.managers():
        _Agenda(house, person).set()
    _tasks_of_heads(house)


class _Agenda:
    """The open tasks of one manager."""

    def __init__(self, house: House, person: Person) -> None:
        self._house = house
        self._person = person
        self._luck: Luck = house.luck("agenda", person.id)
        self._open = sorted(
            (task for task in house.books.tasks if task.assignee == person.id and task.open),
            key=lambda task: task.due_at,
        )

    def set(self) -> None:
        days = self._house.days
        self._catch_up()
        ahead = [task for task in self._open if task.due_at >= days.now]
        today = self._fill(ahead, days.today, self._luck.between(TODAY))
        self._set_meeting(today[1])
        rest = [task for task in ahead if task not in today]
        self._fill(rest, days.next(days.today), self._luck.between(TOMORROW))
        for task in rest:
            if task.due_at.date() == days.today:
                self._put(task, days.next(days.next(days.today)), self._luck.pick(HOURS))

    def _catch_up(self) -> None:
        """A few are overdue, and only a few: the rest was put off, the promise stays what it was."""
        days, luck = self._house.days, self._luck
        wanted = luck.between(OVERDUE.get(self._person.habit, OVERDUE_ELSE))
        late = [task for task in self._open if task.due_at < days.now]
        for task in late[wanted:]:
            task.first_due_at = task.first_due_at or task.due_at
            task.due_at = half_hour(days.later(days.now, luck.randint(1, 12), task.assignee, luck))
        old = [
            one for one in self._open if one not in late and one.created_at.date() < days.back(days.today, 4)
        ]
        for task in old[: max(wanted - len(late), 0)]:
            task.due_at, task.first_due_at = days.at(days.back(days.today, luck.randint(1, 3)), 12 * 60), None

    def _fill(self, ahead: Sequence[Task], day: date, count: int) -> list[Task]:
        """The next `count` tasks, put on that day at hours of their own."""
        chosen = list(ahead[:count])
        chosen += [self._more(number) for number in range(count - len(chosen))]
        for task, minute in zip(chosen, sorted(self._luck.sample(HOURS, count)), strict=True):
            self._put(task, day, minute)
        return chosen

    def _put(self, task: Task, day: date, minute: int) -> None:
        moment = self._house.days.at(day, minute)
        if task.first_due_at is not None and task.first_due_at >= task.due_at:
            task.first_due_at = None
        task.due_at = moment

    def _more(self, number: int) -> Task:
        """A plain call, where the story itself left too little to do."""
        house, days = self._house, self._house.days
        own = _spoken_to(house, self._person)
        account: Account = own[number % len(own)]
        made = days.at(days.back(days.today, 1), 17 * 60)
        act = self._luck.pick(house.words.tasks.touch)
        return house.promise(act, self._person.id, account, made, made + timedelta(days=1))

    def _set_meeting(self, task: Task) -> None:
        task.kind = "meeting"
        task.title = self._luck.pick(self._house.words.tasks.meeting)


def _spoken_to(house: House, person: Person) -> list[Account]:
    """A manager's clients that nobody forgets; if all are forgotten, all of them."""
    own = [one for one in house.accounts if one.row.owner == person.id and one.row.archived_at is None]
    return [one for one in own if one.until == house.days.now] or own


def _tasks_of_heads(house: House) -> None:
    """Heads ask their people for things and have a day of their own."""
    days, words = house.days, house.words.tasks
    for person in house.shape.people:
        if person.role == "manager":
            continue
        luck = house.luck("head's tasks", person.id)
        team = house.shape.managers(person.team or "key")
        made = days.at(days.back(days.today, 2), 10 * 60 + 10)
        for number, manager in enumerate(team):
            own = _spoken_to(house, manager)
            day = days.next(days.today + timedelta(days=number))
            due = days.at(day, luck.pick(HOURS))
            act = words.from_head[number % len(words.from_head)]
            house.promise(act, manager.id, luck.pick(own), made, due, author=person.id)
        for act, minute in zip(luck.sample(words.of_head, 3), (9 * 60 + 30, 12 * 60, 16 * 60), strict=True):
            house.promise(act, person.id, None, made, days.at(days.today, minute))
