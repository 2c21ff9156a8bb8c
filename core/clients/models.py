"""The client base: companies, contact persons and their phones, aliases, channels they came by."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId
from core.ids import AliasId, ChannelId, ClientId, ContactId, DraftId, EmployeeId
from core.money import Money


class Channel(Base, kw_only=True):
    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("external_id"),)

    id: Mapped[ChannelId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str]


_UNKEYED = text("keyed_as IS NULL")


class Client(Base, kw_only=True):
    """A company (or a sole trader) that buys or may buy. `search_key` is the name in lower case, ё as е;
    `name_key` is what duplicates are known by.

    `custom`: own fields by their names, as their types write them. `latitude`, `longitude`: degrees, WGS 84.
    The number of a client that was merged away is never given again (SQLite would). `keyed_as`: the
    `search_key` that the client's keys were made of; None asks for them anew. `last_contact_at` (personal),
    `last_executive_at` (by a head or director), `first_sale_at`, `last_sale_at` repeat the history
    (core/desk/histories.py).
    """

    __tablename__ = "clients"
    __table_args__ = (
        UniqueConstraint("external_id"),
        Index(None, "owner_id", "created_at"),
        Index(None, "inn"),
        Index(None, "name_key"),
        Index("ix_clients_unkeyed", "id", sqlite_where=_UNKEYED, postgresql_where=_UNKEYED),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[ClientId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str]
    search_key: Mapped[str]
    name_key: Mapped[str] = mapped_column(default="", server_default="")
    inn: Mapped[str | None] = mapped_column(default=None)
    industry: Mapped[str | None] = mapped_column(default=None)
    region: Mapped[str | None] = mapped_column(default=None)
    category: Mapped[str | None] = mapped_column(default=None)
    owner_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    channel_id: Mapped[ChannelId | None] = mapped_column(ForeignKey("channels.id"), default=None)
    need_per_year: Mapped[Money | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    latitude: Mapped[float | None] = mapped_column(default=None)
    longitude: Mapped[float | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None] = mapped_column(default=None)
    custom: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    keyed_as: Mapped[str | None] = mapped_column(default=None)
    last_contact_at: Mapped[datetime | None] = mapped_column(default=None)
    last_executive_at: Mapped[datetime | None] = mapped_column(default=None)
    first_sale_at: Mapped[datetime | None] = mapped_column(default=None)
    last_sale_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=0)


class ClientKey(Base, kw_only=True):
    """Numbers that the words of a client's name and aliases are looked up by in a large base; made of the
    names, see core/capture/keys.py.
    """

    __tablename__ = "client_keys"
    __table_args__ = (Index(None, "client_id"), {"sqlite_with_rowid": False})

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    client_id: Mapped[ClientId] = mapped_column(
        ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class Contact(Base, kw_only=True):
    """A person at a client. `phone_digits`: digits alone, a leading 8 of 11 as 7.

    The number of one that was struck out is never given again, see Client.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("external_id"),
        Index(None, "client_id"),
        Index(None, "phone_digits"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[ContactId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    name: Mapped[str]
    search_key: Mapped[str]
    position: Mapped[str | None] = mapped_column(default=None)
    decision_role: Mapped[str | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    phone_digits: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    birthday: Mapped[date | None] = mapped_column(default=None)
    custom: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    version: Mapped[int] = mapped_column(default=0)


class ContactPhone(Base, kw_only=True):
    """A further phone of a contact person; the first one stands with the person."""

    __tablename__ = "contact_phones"
    __table_args__ = (UniqueConstraint("contact_id", "phone"), Index(None, "phone_digits"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    contact_id: Mapped[ContactId] = mapped_column(ForeignKey("contacts.id"))
    phone: Mapped[str]
    phone_digits: Mapped[str | None] = mapped_column(default=None)


class ClientAlias(Base, kw_only=True):
    """What a manager calls a client: learned when a card's client is corrected."""

    __tablename__ = "client_aliases"
    __table_args__ = (UniqueConstraint("client_id", "alias"),)

    id: Mapped[AliasId] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    alias: Mapped[str]
    learned_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"))
    draft_id: Mapped[DraftId | None] = mapped_column(default=None)
    learned_at: Mapped[datetime]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
