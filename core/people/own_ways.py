"""How a person likes to record: at once or by a card, and what their words for parts of a day mean."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import time

from sqlalchemy import bindparam, select

from core.access import Permission, needs
from core.errors import Invalid
from core.people.employees import Employee
from core.work import Reading, Work

PARTS = ("morning", "noon", "lunch", "afternoon", "evening", "end_of_day")


@dataclass(frozen=True, slots=True)
class OwnWays:
    """`day_parts`: own hours by the name of the part; a part that is not there is as usual."""

    save_at_once: bool
    day_parts: dict[str, time]


_OWN = select(Employee.save_at_once, Employee.day_parts).where(Employee.id == bindparam("me"))


@needs(Permission.RECORD)
async def own_ways(read: Reading) -> OwnWays:
    """The actor's own."""
    at_once, hours = (await read.session.execute(_OWN, {"me": read.actor.own_id})).one()
    return OwnWays(at_once, hours_of(hours))


def hours_of(said: Iterable[str]) -> dict[str, time]:
    """Own hours by the part of the day ("morning 08:30"); what cannot be read is left out."""
    found: dict[str, time] = {}
    for part, _, clock in (one.partition(" ") for one in said):
        with suppress(ValueError):
            if part in PARTS:
                found[part] = time.fromisoformat(clock)
    return found


@needs(Permission.RECORD)
async def set_save_at_once(work: Work, *, wanted: bool) -> None:
    """Record lines with nothing doubtful without asking, or show the card of each."""
    me = await work.take(Employee, Employee.id == work.actor.own_id)
    work.change("employee.ways", me, save_at_once=wanted)


@needs(Permission.RECORD)
async def set_day_part(work: Work, part: str, clock: time) -> None:
    """What the person means by a part of the day. Raises Invalid for no such part."""
    if part not in PARTS:
        raise Invalid(field="part", value=part)
    me = await work.take(Employee, Employee.id == work.actor.own_id)
    others = [one for one in me.day_parts if one.partition(" ")[0] != part]
    work.change("employee.ways", me, day_parts=[*others, f"{part} {clock:%H:%M}"])
