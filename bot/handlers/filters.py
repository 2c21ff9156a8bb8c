"""Filters that ask the office."""

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.office import Office
from core.access import Role


class IsStranger(Filter):
    """Whoever is not (or no longer) of the department."""

    async def __call__(self, event: TelegramObject, office: Office) -> bool:
        _ = event
        return office.actor.role is Role.STRANGER
