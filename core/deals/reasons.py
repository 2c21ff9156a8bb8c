"""Why deals are lost: the list that the head keeps; without one, the usual reasons stand."""

from dataclasses import dataclass

from sqlalchemy import func, select

from core.access import Permission, needs
from core.deals.kinds import LostReason
from core.deals.playbooks import LostReasonRow
from core.errors import Invalid
from core.ids import LostReasonId
from core.work import Reading, Work

NAME_MOST = 80
CODE_MOST = 40


@dataclass(frozen=True, slots=True)
class Reason:
    """`name` is empty for a usual reason, whose words the face has."""

    code: str
    name: str


@needs(Permission.SEE_OWN)
async def reasons_of(read: Reading) -> tuple[Reason, ...]:
    """What may be chosen, in the head's order."""
    rows = await read.all(select(LostReasonRow).order_by(LostReasonRow.position, LostReasonRow.id))
    if not rows:
        return tuple(Reason(reason.value, "") for reason in LostReason)
    return tuple(Reason(row.code, row.name) for row in rows if row.archived_at is None)


@needs(Permission.KEEP_REASONS)
async def add_reason(work: Work, name: str) -> LostReasonRow:
    """A reason of the company's own; one of the same name comes back from the archive. Raises Invalid.

    The first one brings the usual reasons along, so that none is lost by adding.
    """
    clean = " ".join(name.split())[:NAME_MOST]
    if not clean:
        raise Invalid(field="reason", value="")
    # Compared here: SQLite lowers Latin letters alone.
    rows = await work.all(select(LostReasonRow).order_by(LostReasonRow.id))
    known = next((row for row in rows if row.name.lower() == clean.lower()), None)
    if known is not None:
        work.change("reason.returned", known, archived_at=None)
        return known
    position = await _seeded(work)
    row = LostReasonRow(code=await _code(work, clean), name=clean, position=position)
    work.record("reason.added", await work.add(row))
    return row


@needs(Permission.KEEP_REASONS)
async def rename_reason(work: Work, reason_id: LostReasonId, name: str) -> LostReasonRow:
    """Another name for the same reason: deals keep its code. Raises NotFound, Invalid."""
    clean = " ".join(name.split())[:NAME_MOST]
    if not clean:
        raise Invalid(field="reason", value="")
    row = await work.take(LostReasonRow, LostReasonRow.id == reason_id)
    work.change("reason.renamed", row, name=clean)
    return row


@needs(Permission.KEEP_REASONS)
async def archive_reason(work: Work, reason_id: LostReasonId) -> LostReasonRow:
    """No longer offered; deals lost for it stay so. Twice changes nothing. Raises NotFound."""
    row = await work.take(LostReasonRow, LostReasonRow.id == reason_id)
    work.change("reason.archived", row, archived_at=row.archived_at or work.now)
    return row


async def _seeded(work: Work) -> int:
    """The position of the next row; an empty list takes the usual reasons in first."""
    last = await work.maybe(select(func.max(LostReasonRow.position)))
    if last is not None:
        return last + 1
    usual = list(LostReason)
    for position, reason in enumerate(usual):
        await work.add(LostReasonRow(code=reason.value, name="", position=position))
    return len(usual)


async def _code(work: Work, name: str) -> str:
    """The name itself, cut; a number after it where it is taken."""
    taken = set(await work.all(select(LostReasonRow.code)))
    code, number = name[:CODE_MOST], 2
    while code in taken:
        code = f"{name[: CODE_MOST - 4]} {number}"
        number += 1
    return code
