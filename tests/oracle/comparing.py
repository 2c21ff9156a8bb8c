"""Two answers side by side: where they differ, in words a person reads; and a bundle without what is not loaded yet."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    """A line for each place: `result.stages[0].entered: the oracle 3, the report 4`."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted({*ours, *theirs}):
            here = f"{path}.{key}" if path else str(key)
            if key not in ours or key not in theirs:
                yield f"{here}: only {'the report' if key in theirs else 'the oracle'} has it"
            else:
                yield from differences(ours[key], theirs[key], here)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, f"{path}[{place}]")
    elif ours != theirs or isinstance(ours, bool) != isinstance(theirs, bool):
        yield f"{path}: the oracle {ours!r}, the report {theirs!r}"


def without(folder: Path, left_out: Iterable[str], to: Path) -> Path:
    """A copy of the bundle without what the import says it left out, so that both sides know the same."""
    shutil.copytree(folder, to)
    for words in left_out:
        name, _, rest = words.partition(": ")
        if name == "company.json":
            head = json.loads((to / name).read_text("utf-8"))
            head.pop(rest)
            (to / name).write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
        elif rest.startswith("fractions of "):
            column = rest.split()[2]
            _rewrite(to / name, lambda row, column=column: row | {column: _whole(row[column])})
        else:
            (to / name).unlink()
    return to


def _rewrite(path: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = reader.fieldnames or [], [change(row) for row in reader]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _whole(cell: str) -> str:
    return str(Decimal(cell).quantize(Decimal(1), ROUND_HALF_EVEN)) if cell else cell
