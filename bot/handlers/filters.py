"""Filters that ask the office."""

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.office import Office
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
