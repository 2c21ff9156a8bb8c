"""Results too long to be held: lists and objects of JSON whose items come one by one."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LongList:
    """A list of JSON values."""

    items: AsyncIterator[Any]


@dataclass(frozen=True, slots=True)
class LongObject:
    """A JSON object's names and values."""

    items: AsyncIterator[tuple[str, Any]]


async def json_pieces(found: Mapping[str, Any]) -> AsyncIterator[str]:
    """One JSON object, piece by piece; long ones may stand at any depth of objects."""
    comma = "{"
    for name, value in found.items():
        yield f"{comma}{_text(name)}: "
        async for piece in _pieces(value):
            yield piece
        comma = ", "
    yield "}" if found else "{}"


async def _pieces(value: Any) -> AsyncIterator[str]:
    if isinstance(value, LongList):
        async for piece in _enclosed("[", (_text(item) async for item in value.items), "]"):
            yield piece
    elif isinstance(value, LongObject):
        members = (f"{_text(name)}: {_text(item)}" async for name, item in value.items)
        async for piece in _enclosed("{", members, "}"):
            yield piece
    elif isinstance(value, Mapping):
        async for piece in json_pieces(value):
            yield piece
    else:
        yield _text(value)


async def _enclosed(start: str, items: AsyncIterator[str], end: str) -> AsyncIterator[str]:
    before = start
    async for item in items:
        yield before + item
        before = ", "
    yield end if before == ", " else start + end


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


async def held(value: Any) -> Any:
    """The same with all its items at hand."""
    if isinstance(value, LongList):
        return [item async for item in value.items]
    if isinstance(value, LongObject):
        return {name: item async for name, item in value.items}
    if isinstance(value, Mapping):
        return {name: await held(inner) for name, inner in value.items()}
    return value
