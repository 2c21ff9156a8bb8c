"""A bundle cut down to what had happened by the end of a day: what a report as of that day may know.

Owner, amount, category, due times and other attributes are today's: they stay. A client or deal created later stays
where a row that is kept names it (a sale made before its client was entered); it is still not there as of the day.
"""

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

Cells = dict[str, str]
HAPPENS = {"moves": "at", "activities": "at", "sales": "at", "tasks": "created_at", "complaints": "opened_at"}
CLOSES = {
    "clients": ("archived_at",),
    "tasks": ("done_at", "cancelled_at"),
    "complaints": ("first_response_at", "resolved_at"),
}


def cut(bundle: Path, as_of: date, to: Path) -> Path:
    """Writes the bundle as it would have been at the end of the local day."""
    zone = ZoneInfo(json.loads((bundle / "company.json").read_text("utf-8"))["timezone"])

    def happened(cell: str) -> bool:
        return bool(cell) and datetime.fromisoformat(cell).astimezone(zone).date() <= as_of

    files = {path.stem: _read(path) for path in sorted(bundle.glob("*.csv"))}
    kept = {name: _then(name, rows, happened) for name, rows in files.items()}
    deals = _named("deal", *(kept.get(name, []) for name in HAPPENS))
    kept["deals"] = [row for row in files["deals"] if happened(row["created_at"]) or row["id"] in deals]
    clients = _named("client", kept["deals"], *(kept.get(name, []) for name in HAPPENS))
    kept["clients"] = [row for row in kept["clients"] if happened(row["created_at"]) or row["id"] in clients]
    there = {row["id"] for row in kept["clients"]}
    kept["contacts"] = [row for row in files["contacts"] if row["client"] in there]
    to.mkdir(parents=True)
    (to / "company.json").write_bytes((bundle / "company.json").read_bytes())
    for name, rows in kept.items():
        _write(to / f"{name}.csv", list(files[name][0]) if files[name] else [], rows)
    return to


def _then(name: str, rows: list[Cells], happened: Callable[[str], bool]) -> list[Cells]:
    """The rows that were there, with what was closed later still open."""
    column = HAPPENS.get(name)
    return [
        {key: "" if key in CLOSES.get(name, ()) and not happened(cell) else cell for key, cell in row.items()}
        for row in rows
        if column is None or happened(row[column])
    ]


def _named(column: str, *files: list[Cells]) -> set[str]:
    return {row[column] for rows in files for row in rows if row.get(column)}


def _read(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, columns: list[str], rows: list[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
