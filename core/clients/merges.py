"""Clients that were merged into others: enough to bring them back and to know their old ids."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.ids import ClientId, EmployeeId, MergeId


class ClientMerge(Base, kw_only=True):
    """`merged` went into `kept`. `before`: the merged client's row; `moved`: ids of what came over, by table.

    `merged_external_id`: an import that still speaks of the merged client means the kept one.
    """

    __tablename__ = "client_merges"
    __table_args__ = (Index(None, "merged_external_id"), Index(None, "kept_id"), Index(None, "merged_id"))

    id: Mapped[MergeId] = mapped_column(primary_key=True, init=False)
    kept_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    merged_id: Mapped[ClientId | None] = mapped_column(default=None)
    merged_external_id: Mapped[str | None] = mapped_column(default=None)
    merged_name: Mapped[str] = mapped_column(default="")
    merged_at: Mapped[datetime]
    merged_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    before: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    moved: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
