"""What is known of the Bot API from aiogram: the parameters of each method, the shape of each object.

aiogram takes seconds to import, so that waits until somebody asks: a page can be looked at meanwhile.
"""

import importlib
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from demo.telegram.errors import bad_request
from demo.telegram.values import Json


@cache
def parameters() -> dict[str, frozenset[str]]:
    """The parameters of each method. The first call imports aiogram."""
    found = {}
    for kind in vars(importlib.import_module("aiogram.methods")).values():
        name = getattr(kind, "__api_method__", None)
        if isinstance(name, str):
            fields = kind.model_fields.items()
            found[name] = frozenset(field.alias or own for own, field in fields)
    return found


def unknown_parameters(method: str, values: Json) -> tuple[str, ...]:
    """Names that Telegram does not know for this method; it ignores them, a bot has mistyped them."""
    return tuple(sorted(values.keys() - parameters().get(method, values.keys())))


@cache
def _adapter(shape: str) -> TypeAdapter[Any]:
    return TypeAdapter(getattr(importlib.import_module("aiogram.types"), shape))


def checked(shape: str, value: Any, name: str) -> Any:
    """The value as it came, once it has the shape of aiogram's type `shape`; refuses, naming the field."""
    try:
        _adapter(shape).validate_python(value)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise bad_request(f"can't parse {name}: {where}: {first['msg']}") from None
    return value
