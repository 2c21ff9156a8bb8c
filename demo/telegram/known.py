"""What is known of the Bot API from aiogram: the parameters of each method, the shape of each object."""

from functools import cache
from typing import Any

import aiogram.methods
from pydantic import TypeAdapter, ValidationError

from demo.telegram.errors import bad_request
from demo.telegram.values import Json


def _parameters() -> dict[str, frozenset[str]]:
    found = {}
    for kind in vars(aiogram.methods).values():
        name = getattr(kind, "__api_method__", None)
        if isinstance(name, str):
            fields = kind.model_fields.items()
            found[name] = frozenset(field.alias or own for own, field in fields)
    return found


PARAMETERS = _parameters()


def unknown_parameters(method: str, values: Json) -> tuple[str, ...]:
    """Names that Telegram does not know for this method; it ignores them, a bot has mistyped them."""
    return tuple(sorted(values.keys() - PARAMETERS.get(method, values.keys())))


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def checked(shape: Any, value: Any, name: str) -> Any:
    """The value as it came, once it has the shape of that type of aiogram; refuses, naming the field."""
    try:
        _adapter(shape).validate_python(value)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise bad_request(f"can't parse {name}: {where}: {first['msg']}") from None
    return value
