"""What corrections on cards taught: words for a stage or a reason; and how often what was corrected."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId, enum_type
from core.ids import DraftId, EmployeeId, LearnedWordId, StageId


class LearnedWord(Base, kw_only=True):
    """A phrase that managers of this company say for a stage, or for the reason of a loss (one of the two).

    `phrase`: lower case, ё as е, single spaces.
    """

    __tablename__ = "learned_words"
    __table_args__ = (UniqueConstraint("phrase"),)

    id: Mapped[LearnedWordId] = mapped_column(primary_key=True, init=False)
    phrase: Mapped[str]
    stage_id: Mapped[StageId | None] = mapped_column(ForeignKey("stages.id"), default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    learned_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    draft_id: Mapped[DraftId | None] = mapped_column(default=None)
    learned_at: Mapped[datetime]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)


class CorrectedSlot(StrEnum):
    """A slot of a draft that people correct by hand."""

    TYPE = "type"
    OUTCOME = "outcome"
    CLIENT = "client"
    CONTACT = "contact"
    AMOUNT = "amount"
    STAGE = "stage"
    LOST_REASON = "lost_reason"
    NEXT_STEP = "next_step"
    AT = "at"


class Correction(Base, kw_only=True):
    """A slot that was saved otherwise than it was read. `before`, `after`: the values as the draft writes
    them; None is an empty slot.
    """

    __tablename__ = "corrections"
    __table_args__ = (UniqueConstraint("draft_id", "slot"), Index(None, "at"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    draft_id: Mapped[DraftId] = mapped_column(ForeignKey("drafts.id"))
    employee_id: Mapped[EmployeeId] = mapped_column(ForeignKey("employees.id"))
    slot: Mapped[CorrectedSlot] = mapped_column(enum_type(CorrectedSlot))
    before: Mapped[str | None] = mapped_column(default=None)
    after: Mapped[str | None] = mapped_column(default=None)
    at: Mapped[datetime]
