"""Names that one process at a time may bear."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from core.db.base import Base


class NamedLease(Base, kw_only=True):
    """One process does a named thing at a time: sending the bulk, for example. Wall time."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
