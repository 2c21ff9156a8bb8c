"""What the audit says of a thing."""

from sqlalchemy import select

from core.access import administrator
from core.audit import AuditRow
from core.work import Database


async def acts_on(database: Database, thing: str, thing_id: int) -> list[str]:
    """The acts on one row, in their order."""
    async with database.read(administrator()) as read:
        return await read.all(
            select(AuditRow.act)
            .where(AuditRow.thing == thing, AuditRow.thing_id == thing_id)
            .order_by(AuditRow.id)
        )


async def last_change(database: Database, act: str) -> dict[str, list[object]]:
    """{column: [before, after]} of the latest `act`."""
    async with database.read(administrator()) as read:
        return await read.one(
            select(AuditRow.changes).where(AuditRow.act == act).order_by(AuditRow.id.desc()).limit(1)
        )
