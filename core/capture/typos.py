"""Words a typo apart, found without looking at every word: spellings that lack one letter, sorted."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from zlib import crc32

from core.capture.names import deletions

_BITS = 24
"""A word's number takes the lower bits: a base has fewer than 16 million words."""
_WORD = (1 << _BITS) - 1
_LONG = 7
"""In a word of so many letters two may be too many."""
LONGEST = 30
"""Letters of a word that may be misspelt; a longer one is no word that anybody typed."""


class TypoTable:
    """Keys of words and all that is left of each without one of its letters, as sorted numbers.

    Two words share such a spelling when one letter was changed, lost, doubled or swapped with its neighbour.
    """

    def __init__(self, keys: Sequence[str], shortest: int = 3) -> None:
        """`keys`: one of each word, in the order that `near` numbers them."""
        self._sorted = array(
            "Q",
            sorted(
                (crc32(spelled.encode()) << _BITS) | number
                for number, key in enumerate(keys)
                if shortest <= len(key) <= LONGEST
                for spelled in deletions(key)
            ),
        )

    def near(self, key: str) -> set[int]:
        """Numbers of words whose key may be a typo away; who asks measures the distance itself."""
        if len(key) > LONGEST:
            return set()
        spellings = dict.fromkeys(deletions(key))
        if len(key) >= _LONG:
            spellings |= dict.fromkeys(less for once in deletions(key) for less in deletions(once))
        return {number for spelled in spellings for number in self._of(spelled)}

    def _of(self, spelled: str) -> Iterator[int]:
        wanted = crc32(spelled.encode())
        at = bisect_left(self._sorted, wanted << _BITS)
        while at < len(self._sorted) and self._sorted[at] >> _BITS == wanted:
            yield self._sorted[at] & _WORD
            at += 1
