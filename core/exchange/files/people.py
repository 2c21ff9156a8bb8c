"""Files of people: employees, their teams, settings, absences."""

from datetime import time

from sqlalchemy import String, cast, exists, or_

from core.exchange import cells
from core.exchange.layout import Column, File, flag, own_id, ref
from core.people.calendars import Absence
from core.people.employees import Employee, Function, Team

MORNING, EVENING = time(8, 30), time(18, 30)

TEAMS = File(
    "teams",
    Team,
    (Column("name", wanted=True),),
    key=("name",),
    where=(~exists().where(Employee.team_id == Team.id),),
)

EMPLOYEES = File("employees", Employee, (
    own_id(),
    Column("name", wanted=True),
    Column("role", cells.among(cells.ROLES), wanted=True),
    Column("team", cells.word, to="team_id", refers="teams"),
    Column("function", cells.one_of(Function)),
    Column("regions", cells.words, blank=()),
    Column("timezone", cells.zone),
    Column("hired_on", cells.day),
    Column("dismissed_on", cells.day),
    Column("telegram_id", cells.telegram_id),
), needed=True, table=True, whole=True)  # fmt: skip

EMPLOYEE_SETTINGS = File("employee_settings", Employee, (
    ref("employee", "employees", to="id", wanted=True),
    Column("language", cells.word_of("ru", "en")),
    Column("morning", cells.clock, blank=MORNING),
    Column("evening", cells.clock, blank=EVENING),
    flag("save_at_once"),
    Column("day_parts", cells.words, blank=()),
), key=("employee",), details=True, where=(
    or_(
        Employee.language.is_not(None), Employee.morning != MORNING, Employee.evening != EVENING,
        Employee.save_at_once, cast(Employee.day_parts, String) != "[]",
    ),
))  # fmt: skip

ABSENCES = File("absences", Absence, (
    ref("employee", "employees", wanted=True),
    Column("from", cells.day, to="starts_on", wanted=True),
    Column("to", cells.day, to="ends_on", wanted=True),
), key=("employee", "from", "to"), table=True)  # fmt: skip
