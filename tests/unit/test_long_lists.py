import asyncio
import json

from hypothesis import given
from hypothesis import strategies as st

from core.reports.long_lists import LongList, LongObject, held, json_pieces

PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
ITEMS = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


async def coming(items):
    for item in items:
        yield item


def long_one(value):
    """The same with the outer lists and objects coming one by one."""
    if isinstance(value, list):
        return LongList(coming(value))
    return LongObject(coming(value.items())) if isinstance(value, dict) else value


@given(st.dictionaries(st.text(max_size=5), ITEMS, max_size=4))
def test_what_comes_one_by_one_reads_as_what_was_at_hand(found):
    async def both():
        text = "".join(
            [piece async for piece in json_pieces({name: long_one(one) for name, one in found.items()})]
        )
        return json.loads(text), await held({name: long_one(one) for name, one in found.items()})

    read, here = asyncio.run(both())
    assert read == json.loads(json.dumps(found)) == here
