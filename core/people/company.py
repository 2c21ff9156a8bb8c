"""The company itself: one row."""

from sqlalchemy.orm import Mapped, mapped_column

from core.db.base import Base
from core.errors import NotFound
from core.work import Reading, Work


class Company(Base, kw_only=True):
    """`forgotten_days` by category: {"A": 30, "B": 90, "C": 180, "none": 90}. `timezone` rules every
    report.
    """

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str]
    timezone: Mapped[str]
    country: Mapped[str | None]
    currency: Mapped[str]
    language: Mapped[str]
    forgotten_a: Mapped[int] = mapped_column(default=30)
    forgotten_b: Mapped[int] = mapped_column(default=90)
    forgotten_c: Mapped[int] = mapped_column(default=180)
    forgotten_none: Mapped[int] = mapped_column(default=90)
    second_reader: Mapped[str | None] = mapped_column(default=None)
    """The server that lines read in part may be sent to, by the director's leave; None: nowhere."""

    def threshold(self, category: str | None) -> int:
        """Days of silence after which a client of this category is forgotten. METRICS.md, Forgotten."""
        return {"A": self.forgotten_a, "B": self.forgotten_b, "C": self.forgotten_c}.get(
            category or "", self.forgotten_none
        )


async def company_of(read: Reading) -> Company:
    """Read once in a look or a Work, however many ask for it. Raises NotFound in an empty house."""
    company = await read.session.get(Company, 1)
    if company is None:
        raise NotFound
    return company


async def hold_company(work: Work) -> Company:
    """The company's row, locked to the end of this Work: who holds it decides alone what must be one in the
    whole company. Raises NotFound in an empty house.
    """
    return await work.take(Company, Company.id == 1)
