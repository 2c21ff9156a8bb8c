"""A message of several lines or clients, cut into the lines that become drafts of their own."""

import re

from core.capture.context import Context
from core.capture.draft import Span
from core.capture.naming import CLEAR, Mention, read_clients
from core.capture.signs import Line, read_signs
from core.capture.words import readings, tokens_of

WORTH_A_LINE = 0.8
"""A client that a line names so clearly makes the line one of its own."""
MOST = 10
"""Drafts of one message; what follows belongs to the last one."""
_BULLET = re.compile(r"^\s*(?:[-–—•*·]|\d{1,2}[.)])\s+")
_ENDS = re.compile(r"[;\n]|[.!](?=\s)")
_TELLING = ("acts.", "past.", "base.", "nouns.", "outcome.", "money.", "stage.")


def split_message(text: str, context: Context) -> list[str]:
    """The lines of a message: each names a client of its own and tells something. Together they hold every
    word; a message about one client, or with nothing to cut by, is one line.
    """
    said = [line for line in text.splitlines() if _BULLET.sub("", line).strip()]
    lines = _lines(said, context) if len(said) > 1 else said
    if len(lines) > 1:
        return lines
    return _sentences(text.strip(), context) if len(text) <= _CUT_MOST else [text]


def _lines(said: list[str], context: Context) -> list[str]:
    """Lines that were typed one under the other; one that tells nothing of its own goes to that before it."""
    lines: list[str] = []
    clients: list[int | None] = []
    began = False
    for line in said:
        bare = _BULLET.sub("", line).strip()
        client = _sure_client(bare, context)
        bulleted = bare != line.strip()
        began = bulleted if not lines else began
        listed = bulleted and began  # bullets under a line of no list are what was said there
        goes_on = lines and (client is not None and client == clients[-1])
        if lines and client is not None and clients[-1] is None and not listed:
            lines[-1], clients[-1] = f"{lines[-1]}\n{bare}", client
            continue
        if lines and (len(lines) >= MOST or goes_on or not _stands_alone(bare, client, listed=listed)):
            lines[-1] = f"{lines[-1]}\n{bare}"
        else:
            lines.append(bare)
            clients.append(client)
    return lines


_CUT_MOST = 1000


def _sure_client(line: str, context: Context) -> int | None:
    found = read_clients(tokens_of(line), context.clients, line)
    return found[0].client if found and found[0].score >= WORTH_A_LINE else None


def _stands_alone(line: str, client: int | None, *, listed: bool) -> bool:
    """Another client's line, one of a list that tells something, or one that names a house nobody knows."""
    if client is not None:
        return True
    if not _tells(read_signs(line)):
        return False
    return listed or any(
        token.is_word and token.capital and i and not any(one.person_name for one in readings(token.norm)[:2])
        for i, token in enumerate(tokens_of(line))
    )


def _tells(line: Line) -> bool:
    return bool(line.of(*_TELLING))


def _sentences(text: str, context: Context) -> list[str]:
    """Звонил в Ромашку, ждут КП; Техпром отказ: cut where each side clearly names another client."""
    cuts = [match.end() for match in _ENDS.finditer(text)]
    if not cuts:
        return [text]
    sure = [one for one in read_clients(tokens_of(text), context.clients, text) if one.score >= CLEAR]
    if len({one.client for one in sure}) < 2:
        return [text]
    pieces = [Span(start, end) for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    lines: list[tuple[int | None, str]] = []
    for piece in pieces:
        said = text[piece.start : piece.end]
        client = _client_in(piece, sure)
        known = lines[-1][0] if lines else None
        if lines and (
            client is None or client == known or not _tells(read_signs(said)) or len(lines) >= MOST
        ):
            lines[-1] = (known if known is not None else client, lines[-1][1] + said)
        else:
            lines.append((client, said))
    return [line.strip().rstrip(";").strip() for _, line in lines if line.strip()]


def _client_in(piece: Span, sure: list[Mention]) -> int | None:
    inside = {one.client for one in sure if piece.start <= one.span.start < piece.end}
    return inside.pop() if len(inside) == 1 else None
