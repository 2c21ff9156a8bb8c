"""What a name is looked up by in a base too large to be held: the rules of ClientIndex, as numbers."""

from collections.abc import Iterator
from hashlib import blake2b

from core.capture.clients import named_by
from core.capture.names import COMMON_PARTS, deletions, forms, skeleton, sound, stem
from core.capture.typos import LONGEST
from core.capture.words import Token, in_dictionary, tokens_of

_LONGEST_NAME = 4
"""Tokens of a line that may be one name written apart."""


def keys_of_name(spelled: str) -> frozenset[int]:
    """Numbers of a client's name or alias: of each word and of what typos leave of it, of the whole, of its
    initials.
    """
    named = named_by(spelled)
    if named is None:
        return frozenset()
    found: set[str] = {f"={named.together}"}
    if named.initials is not None:
        found.add(f"#{named.initials}")
    for word in [word for word in named.words if not word.isdigit()] or named.words:
        found.update(_of_word(word, typos=word not in COMMON_PARTS))
    for word in named.extra:
        found.update(_of_word(word, typos=False))
    return frozenset(map(_number, found))


def keys_of_line(text: str) -> frozenset[int]:
    """Numbers under which every name that a line may say stands."""
    tokens = tokens_of(text)
    found: set[str] = set()
    for i, token in enumerate(tokens):
        if token.is_word:
            found.update(_of_token(token))
        found.update(_written_apart(tokens, i))
    return frozenset(map(_number, found))


def _of_word(word: str, *, typos: bool) -> Iterator[str]:
    cut = stem(word)
    yield from (
        f"-{spelled}" for spelled in (deletions(cut) if typos and 2 < len(cut) <= LONGEST else (cut,))
    )
    yield f"~{sound(cut)}"
    yield f"~{sound(word)}"
    if word.isascii() and word.isalpha():
        yield f"^{skeleton(word)}"


def _of_token(token: Token) -> Iterator[str]:
    word = token.norm.removesuffix("'s")
    known = in_dictionary(word) and not token.capital
    for form in forms(word)[:3]:
        yield from _of_word(form, typos=not known)
        if not form.isascii() and len(form) > 3:
            yield f"^{skeleton(form)}"
    if 3 <= len(word) <= 5 and not in_dictionary(word):
        yield f"#{word}"


def _written_apart(tokens: tuple[Token, ...], first: int) -> Iterator[str]:
    together = ""
    for token in tokens[first : first + _LONGEST_NAME]:
        together += token.norm if token.is_word or (token.is_number and together) else ""
        if len(together) > 3:
            yield f"={together}"


def _number(key: str) -> int:
    """The same on every machine: 63 bits of a hash."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1
