"""What is sold: the price list, and which products a sale held."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import ShortDecimal
from core.ids import ProductId, SaleId, SaleProductId
from core.money import Money


class Product(Base, kw_only=True):
    """`price` and `cost` of one unit, as the price list has them today."""

    __tablename__ = "products"
    __table_args__ = (UniqueConstraint("external_id"),)

    id: Mapped[ProductId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str]
    code: Mapped[str | None] = mapped_column(default=None)
    unit: Mapped[str | None] = mapped_column(default=None)
    price: Mapped[Money | None] = mapped_column(default=None)
    cost: Mapped[Money | None] = mapped_column(default=None)
    archived_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=0)


class SaleProduct(Base, kw_only=True):
    """A product in a sale: revenue and cost of the whole line."""

    __tablename__ = "sale_products"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "sale_id"), Index(None, "product_id"))

    id: Mapped[SaleProductId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    sale_id: Mapped[SaleId] = mapped_column(ForeignKey("sales.id"))
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[Decimal] = mapped_column(ShortDecimal)
    revenue: Mapped[Money]
    cost: Mapped[Money]
