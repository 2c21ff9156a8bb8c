"""Filters that ask the office."""

from aiogram.filters import Filter
from aiogram.types import TelegramObject
from aiogram_dialog.api.entities import Context

from bot.office import Office
from bot.states import Asking, Log
from core.access import Permission, Role


class IsStranger(Filter):
    """Whoever is not (or no longer) of the department."""

    async def __call__(self, event: TelegramObject, office: Office) -> bool:
        _ = event
        return office.actor.role is Role.STRANGER


class May(Filter):
    """Who has this permission. Who has not goes on to what an unknown command is told."""

    def __init__(self, permission: Permission) -> None:
        self._permission = permission

    async def __call__(self, event: TelegramObject, office: Office) -> bool:
        _ = event
        return office.actor.may(self._permission)


class IsNoSearch(Filter):
    """A text that does not answer «С кем?» of the open window; a line asked for later goes before it."""

    async def __call__(
        self, event: TelegramObject, raw_state: str | None = None, aiogd_context: Context | None = None
    ) -> bool:
        _ = event
        asked = aiogd_context is not None and aiogd_context.state == Log.client
        return not asked or raw_state == Asking.about.state
