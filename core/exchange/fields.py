"""Own fields: an unknown column is a text of the company's own, a defined one is checked by its kind."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, func, select

from core.access import Permission, needs
from core.clients.fields import CustomField, FieldKind, FieldOf
from core.db.base import table_of
from core.exchange import cells
from core.exchange.bulk import insert_rows
from core.exchange.layout import File
from core.exchange.problems import Unusable
from core.exchange.reading import Table
from core.exchange.state import Loading
from core.exchange.storing import Tally, fresh_of
from core.exchange.writing import plain
from core.money import money_text
from core.work import Reading, Work

PAGE = 20_000
Read = Callable[[str], str]


async def know_fields(loading: Loading, table: Table, of: FieldOf) -> None:
    """Tell the table how to read its own columns; define those that nobody has defined."""
    question = select(CustomField).where(CustomField.of == of)
    defined = {one.name: one for one in await loading.work.all(question)}
    unknown = [title for title in table.strange if title not in defined]
    if unknown:
        await _define(loading.work, of, unknown)
        loading.add("custom_fields", Tally(added=len(unknown)))
    table.customs = {
        title: _reader(defined[title]) if title in defined else cells.text for title in table.strange
    }


@needs(Permission.KEEP_HOUSE)
async def define_fields(work: Work, file: File) -> None:
    """Of values that came before there were fields: each name is a text of the company's own."""
    if file.custom is not None:
        question = select(CustomField.name).where(CustomField.of == file.custom)
        defined = set(await work.all(question))
        titles = await titles_of(work, file)
        await _define(work, file.custom, [name for name in titles if name not in defined])


@needs(Permission.KEEP_HOUSE)
async def titles_of(read: Reading, file: File, where: Sequence[ColumnElement[bool]] = ()) -> list[str]:
    """Names of own fields that any row has a word in, but for those that a column of the bundle has taken."""
    table = table_of(file.model).c
    question = select(table.id, table.custom).where(*where).order_by(table.id).limit(PAGE)
    titles: set[str] = set()
    last = 0
    while rows := (await read.session.execute(question.where(table.id > last))).all():
        last = rows[-1].id
        titles.update(title for _, custom in rows for title in custom)
    known = {column.name for column in file.columns}
    return sorted(title for title in titles if title.strip() and title.strip() not in known)


async def _define(work: Work, of: FieldOf, titles: list[str]) -> None:
    question = select(func.max(CustomField.position)).where(CustomField.of == of)
    last = (await work.session.execute(question)).scalar_one()
    start = 0 if last is None else last + 1
    rows = [
        {"of": of, "name": title, "kind": FieldKind.TEXT, "position": start + n}
        for n, title in enumerate(titles)
    ]
    await insert_rows(work.session, CustomField, rows, fresh_of(CustomField))


def _reader(field: CustomField) -> Read:
    """A cell to its canonical text, empty for a cell of spaces. Raises Unusable."""
    read = _BY_KIND[field.kind](tuple(field.choices))
    if field.kind is FieldKind.TEXT:
        return read
    return lambda cell: read(cell) if cell.strip() else ""


def _choice(choices: tuple[str, ...]) -> Read:
    return cells.word_of(*choices)


def _choices(choices: tuple[str, ...]) -> Read:
    one = cells.word_of(*choices)

    def read(cell: str) -> str:
        chosen = {one(part) for part in cells.words(cell)}
        return "|".join(choice for choice in choices if choice in chosen)

    return read


def _yes_no(cell: str) -> str:
    if cell.strip() not in {"yes", "no"}:
        raise Unusable("neither yes nor no")
    return cell.strip()


_BY_KIND: dict[FieldKind, Callable[[tuple[str, ...]], Read]] = {
    FieldKind.TEXT: lambda _: cells.text,
    FieldKind.NUMBER: lambda _: lambda cell: plain(cells.number(cell)),
    FieldKind.MONEY: lambda _: lambda cell: money_text(cells.money(cell)),
    FieldKind.DATE: lambda _: lambda cell: cells.day(cell).isoformat(),
    FieldKind.YES_NO: lambda _: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
}
