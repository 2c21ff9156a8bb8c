"""One import under way: what refers to what, what was refused, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.db.base import Base
from core.exchange.problems import Problem
from core.exchange.rows import Row, Table
from core.exchange.storing import Tally, Values, ids_of, put
from core.work import Work


@dataclass
class Loading:
    """One import under way: what refers to what, what was refused, what was done."""

    work: Work
    ids: dict[str, dict[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    done: dict[str, Tally] = field(default_factory=dict)

    def resolve(self, table: Table) -> list[tuple[Row, Values]]:
        """Rows with internal ids in place of external ones; those that refer to nothing become problems."""
        found: list[tuple[Row, Values]] = []
        self.problems += table.problems
        columns = [column for column in table.given if column.refers]
        for row in table.rows:
            values, good = dict(row.values), True
            for column in columns:
                given = values[column.attribute]
                if given is None:
                    continue
                number = self.ids[column.refers].get(given)
                if number is None:
                    good = False
                    self.problems.append(table.problem(row, column.name, f"there is no {given!r}"))
                values[column.attribute] = number
            if good:
                found.append((row, values))
        return found

    async def load(self, table: Table, model: type[Base], fresh: Values, rows: Iterable[Values]) -> None:
        """Put the rows of a file in and learn their ids."""
        self.done[table.file.name] = await put(self.work, model, list(rows), fresh=fresh)
        self.ids[table.file.name] = await ids_of(self.work, model)
