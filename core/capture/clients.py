"""Which client a line speaks of (CAPTURE.md, slot `client`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.capture.draft import Candidate


@dataclass(frozen=True, slots=True)
class KnownClient:
    """A client of the base; `own` ones are the person's own and come first."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    own: bool = True


class ClientIndex:
    """Names of the base, ready to be looked up. Built once and kept by the caller."""

    def __init__(self, clients: tuple[KnownClient, ...] = ()) -> None:
        self.clients = clients

    @classmethod
    def of(cls, clients: Iterable[KnownClient]) -> "ClientIndex":
        """Prepare the names once; a changed base wants a new index."""
        return cls(tuple(clients))


def find_clients(query: str, index: ClientIndex, limit: int = 3) -> tuple[Candidate[int], ...]:
    """Clients whose name, alias or part of the name is near the query, best first; scores from 0 to 1."""
    del query, index, limit
    return ()
