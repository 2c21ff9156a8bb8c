"""Where conversations stand, for aiogram and aiogram_dialog.

A chat is read once, in one statement, and kept while this process holds its lease. Changes wait in memory
until the
update ends: they are written in its Work, or with its done-mark. Unchanged values are not written.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy.ext.asyncio import AsyncSession

from core.ids import PlaceId
from core.intake.conversations import Standing, load_conversations, save_conversation
from core.work import Database

MOST_CHATS = 5_000
EMPTY = Standing()


@dataclass(slots=True)
class _Chat:
    standings: dict[str, Standing]
    changed: set[str] = field(default_factory=set)


class ConversationStorage(BaseStorage):
    """BaseStorage over the table of conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._chats: dict[PlaceId, _Chat] = {}

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        standing = await self._standing(key)
        await self._put(key, Standing(name, standing.data))

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._standing(key)).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        standing = await self._standing(key)
        await self._put(key, Standing(standing.state, deepcopy(dict(data)) or None))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return deepcopy((await self._standing(key)).data or {})

    async def close(self) -> None:
        self._chats.clear()

    async def flush(self, session: AsyncSession, place: PlaceId) -> None:
        """Write what changed in a chat, in somebody's transaction. `flushed` says that it was committed."""
        chat = self._chats.get(place)
        if chat is not None:
            for name in sorted(chat.changed):
                await save_conversation(session, place, name, chat.standings.get(name, EMPTY))

    def flushed(self, place: PlaceId) -> None:
        chat = self._chats.get(place)
        if chat is not None:
            chat.changed.clear()

    def changed(self, place: PlaceId) -> bool:
        """Whether a chat has something to write."""
        chat = self._chats.get(place)
        return chat is not None and bool(chat.changed)

    def forget(self, place: PlaceId) -> None:
        """Read this chat anew next time: the lease ended, or the update failed."""
        self._chats.pop(place, None)

    async def _standing(self, key: StorageKey) -> Standing:
        return (await self._chat(key)).standings.get(_name(key), EMPTY)

    async def _put(self, key: StorageKey, standing: Standing) -> None:
        chat = await self._chat(key)
        name = _name(key)
        if chat.standings.get(name, EMPTY) == standing:
            return
        chat.standings[name] = standing
        chat.changed.add(name)

    async def _chat(self, key: StorageKey) -> _Chat:
        place = PlaceId(key.chat_id)
        chat = self._chats.get(place)
        if chat is None:
            async with self._database.glance() as session:
                chat = _Chat(await load_conversations(session, place))
            while len(self._chats) >= MOST_CHATS:
                idle = next((kept for kept, one in self._chats.items() if not one.changed), None)
                if idle is None:
                    break
                del self._chats[idle]
            self._chats[place] = chat
        return chat


def _name(key: StorageKey) -> str:
    return f"{key.bot_id}:{key.chat_id}:{key.user_id}:{key.thread_id or ''}:{key.destiny}"
