"""Where a conversation stands: an opaque key, a state, data. Written inside the Work of the update, or
alone.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.db.base import Base
from core.db.upsert import insert_into
from core.ids import PlaceId


class Conversation(Base, kw_only=True):
    """One row a key. No row: nothing is going on."""

    __tablename__ = "conversations"

    key: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[PlaceId] = mapped_column(index=True)
    state: Mapped[str | None]
    data: Mapped[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Standing:
    """State and data of one key."""

    state: str | None = None
    data: dict[str, Any] | None = None

    @property
    def empty(self) -> bool:
        return self.state is None and not self.data


async def load_conversations(session: AsyncSession, place: PlaceId) -> dict[str, Standing]:
    """Everything that is going on in a place, in one statement."""
    rows = await session.execute(
        select(Conversation.key, Conversation.state, Conversation.data).where(Conversation.place == place)
    )
    return {key: Standing(state, data) for key, state, data in rows}


async def save_conversation(session: AsyncSession, place: PlaceId, key: str, standing: Standing) -> None:
    """Put a key where it stands now; an empty standing removes the row."""
    if standing.empty:
        await session.execute(delete(Conversation).where(Conversation.key == key))
        return
    row = insert_into(session, Conversation).values(
        key=key, place=place, state=standing.state, data=standing.data or {}
    )
    await session.execute(
        row.on_conflict_do_update(
            index_elements=[Conversation.key], set_={"state": row.excluded.state, "data": row.excluded.data}
        )
    )
