"""Books to files: the folder that `python -m core import` reads."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from core.exchange.writing import csv_text, write_files
from core.money import money_text
from demo.company.company_json import company_json
from demo.company.house import House
from demo.company.rows import Client

MONEY = frozenset({"amount", "need_per_year", "revenue", "cost"})
PROFILE = "profile"


def write_bundle(house: House, folder: Path) -> None:
    """Every file of the bundle into a folder, made where it is missing."""
    texts = {"company.json": company_json(house)}
    for file in fields(house.books):
        rows: Sequence[Any] = getattr(house.books, file.name)
        texts[f"{file.name}.csv"] = _sheet(rows, house) if rows else ""
    write_files(folder, {name: text for name, text in texts.items() if text})


def _sheet(rows: Sequence[Any], house: House) -> str:
    names = [field.name for field in fields(rows[0]) if field.name != PROFILE]
    header = [name.removesuffix("_") for name in names]
    titles = list(house.words.profile) if isinstance(rows[0], Client) else []
    lines = (
        [_cell(name, getattr(row, name)) for name in names] + [row.profile[title] for title in titles]
        for row in rows
    )
    return csv_text(header + titles, lines)


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in MONEY:
        return money_text(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, tuple):
        return "|".join(value)
    return str(value)
