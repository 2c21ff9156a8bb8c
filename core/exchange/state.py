"""One import under way: what refers to what, what was refused, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from core.clients.merges import ClientMerge
from core.exchange.naming import names_of
from core.exchange.problems import BadBundle, Problems
from core.exchange.progress import Progress
from core.exchange.reading import Row, Table
from core.exchange.storing import Tally, pairs
from core.work import Work

MOST_LEFT_OUT = 1000


@dataclass
class Loading:
    """One import under way. `broken`: files that failed as a whole; nobody complains of what refers to them.

    `merged`: clients that went into others, by their external ids: the number of the one that was kept.
    """

    work: Work
    progress: Progress
    problems: Problems = field(default_factory=Problems)
    broken: set[str] = field(default_factory=set)
    done: dict[str, Tally] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    merged: dict[str, int] = field(default_factory=dict)
    _ids: dict[str, dict[str, int]] = field(default_factory=dict)

    async def ids(self, file: str) -> dict[str, int]:
        """Numbers of a file's rows by their external ids; a merged client's is that of the kept one."""
        if file not in self._ids:
            found = await pairs(self.work, names_of(file))
            if file == "clients":
                self.merged = await self._merged(found)
                found = self.merged | found
            self._ids[file] = found
        return self._ids[file]

    def forget(self, file: str) -> None:
        """Its rows have changed: whoever asks next reads them anew."""
        self._ids.pop(file, None)

    def add(self, file: str, tally: Tally) -> None:
        self.done[file] = self.done.get(file, Tally()) + tally

    def leave_out(self, reason: str) -> None:
        if len(self.left_out) < MOST_LEFT_OUT:
            self.left_out.append(reason)

    def fail(self, file: str, bad: BadBundle) -> None:
        """A file that cannot be used at all: nothing will be loaded, but the others are still looked at."""
        self.problems.add_all(bad.problems)
        self.broken.add(file)

    async def resolve(self, table: Table, rows: Iterable[Row]) -> list[Row]:
        """Rows with internal ids in place of external ones; those that refer to nothing become problems."""
        columns = [
            (column.name, column.attribute, await self.ids(column.refers), column.refers in self.broken)
            for column in table.given
            if column.refers
        ]
        found: list[Row] = []
        for row in rows:
            good = True
            for name, attribute, ids, broken in columns:
                given = row.values[attribute]
                if given is None:
                    continue
                number = ids.get(given)
                if number is None:
                    good = False
                    if broken:
                        self.broken.add(table.file.name)
                    else:
                        self.problems.add(table.problem(row, name, f"there is no {given!r}"))
                row.values[attribute] = number
            if good:
                found.append(row)
        return found

    async def _merged(self, living: dict[str, int]) -> dict[str, int]:
        question = select(ClientMerge.merged_external_id, ClientMerge.kept_id).where(
            ClientMerge.merged_external_id.is_not(None), ClientMerge.undone_at.is_(None)
        )
        gone = await pairs(self.work, question.order_by(ClientMerge.id))
        return {name: kept for name, kept in gone.items() if name not in living}
