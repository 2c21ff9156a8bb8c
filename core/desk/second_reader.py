"""The second reader in this house: by whose leave lines go where, and what it costs a day."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, mapped_column

from core.access import Permission, needs
from core.capture.second.endpoint import ChatEndpoint
from core.capture.second.port import Extractor, Grammar
from core.capture.second.reader import Reserve, TwoReaders
from core.db.base import Base, table_of
from core.db.upsert import insert_into
from core.people.company import Company, company_of, hold_company
from core.settings import Settings
from core.work import Database, Reading, Work


class SecondReads(Base, kw_only=True):
    """A day of the company's: lines asked about, tokens they cost, lines that gained by it."""

    __tablename__ = "second_reads"

    day: Mapped[date] = mapped_column(primary_key=True)
    asked: Mapped[int]
    tokens: Mapped[int]
    filled: Mapped[int] = mapped_column(default=0)


_DAYS = table_of(SecondReads)


@dataclass(frozen=True, slots=True)
class SecondReader:
    """`allowed`: the server that lines may go to. Of today: lines asked about, tokens, lines that gained."""

    allowed: str | None
    asked: int = 0
    tokens: int = 0
    filled: int = 0


@needs(Permission.RECORD)
async def second_reader(read: Reading) -> SecondReader:
    """What the company lets, and today's figures. The day is the company's own."""
    company = await company_of(read)
    today = await read.session.get(SecondReads, read.now.astimezone(ZoneInfo(company.timezone)).date())
    if today is None:
        return SecondReader(company.second_reader)
    return SecondReader(company.second_reader, today.asked, today.tokens, today.filled)


@needs(Permission.KEEP_HOUSE)
async def let_second_reader(work: Work, server: str | None) -> None:
    """From now on lines read in part may be sent to this server, and no other; None: nowhere."""
    work.change("company.second_reader", await hold_company(work), second_reader=server)


class CompanyPurse:
    """What the company spends on a second reader at `server`: at most `most` tokens a day of its own."""

    def __init__(self, database: Database, server: str, most: int) -> None:
        self._database = database
        self._server = server
        self._most = most

    async def take(self, tokens: int) -> Reserve | None:
        """Two who take at once never take more than there is."""
        async with self._database.plumbing() as session:
            asked = select(Company.second_reader, Company.timezone).where(Company.id == 1)
            found = (await session.execute(asked)).one_or_none()
            if found is None or found.second_reader != self._server or tokens > self._most:
                return None
            day = self._database.clock.now().astimezone(ZoneInfo(found.timezone)).date()
            once = insert_into(session, SecondReads)
            row = _DAYS.c
            taken = once.on_conflict_do_update(
                index_elements=["day"],
                set_={"asked": row.asked + 1, "tokens": row.tokens + tokens},
                where=row.tokens + tokens <= self._most,
            ).returning(row.day)
            values = {"day": day, "asked": 1, "tokens": tokens, "filled": 0}
            if (await session.execute(taken, values)).first() is None:
                return None
        return Reserve(day, tokens)

    async def settle(self, reserve: Reserve, tokens: int, *, filled: bool) -> None:
        row = _DAYS.c
        more = tokens - reserve.tokens
        async with self._database.plumbing() as session:
            await session.execute(
                update(_DAYS)
                .where(row.day == reserve.day)
                .values(tokens=row.tokens + more, filled=row.filled + int(filled))
            )


def extractor_of(settings: Settings, database: Database) -> Extractor:
    """Who reads lines here: the grammar alone, or a second reader behind it where the settings name one."""
    server = settings.reader_server
    if settings.reader_endpoint_url is None or server is None:
        return Grammar()
    key = settings.reader_endpoint_key
    second = ChatEndpoint(
        settings.reader_endpoint_url,
        settings.reader_endpoint_model,
        key.get_secret_value() if key else None,
        seconds=settings.reader_seconds,
    )
    purse = CompanyPurse(database, server, settings.reader_tokens_a_day)
    return TwoReaders(second, purse, database.clock.wall, seconds=settings.reader_seconds)
