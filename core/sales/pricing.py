"""Keeping the price list."""

from typing import Any, ClassVar, TypedDict, Unpack

from sqlalchemy import select

from core.access import Permission, needs
from core.errors import CoreError
from core.ids import ProductId
from core.money import Money
from core.people.company import hold_company
from core.people.typed import a_sum, line, needed
from core.sales.products import Product
from core.work import Reading, Work


class CodeTaken(CoreError):
    """Another product has this code."""

    message_id: ClassVar[str] = "error-product-code-taken"


class ProductDetails(TypedDict, total=False):
    """All but the name; what is not given stays, None empties. Price and cost of one unit."""

    code: str | None
    unit: str | None
    price: Money | None
    cost: Money | None


class ProductFacts(ProductDetails, total=False):
    """Everything that is edited by hand."""

    name: str


def product_columns(facts: ProductFacts) -> dict[str, Any]:
    """The columns that these facts set. Raises Invalid."""
    columns: dict[str, Any] = {}
    for field, value in facts.items():
        if field in {"price", "cost"}:
            columns[field] = a_sum(field, Money(value)) if isinstance(value, int) else None
        else:
            columns[field] = line(None if value is None else str(value))
    if "name" in facts:
        columns["name"] = needed("name", facts["name"])
    return columns


@needs(Permission.KEEP_HOUSE)
async def add_product(work: Work, name: str, **details: Unpack[ProductDetails]) -> Product:
    """A product in the price list; the same name with the same code is the same product. Raises Invalid,
    CodeTaken.
    """
    columns = product_columns({"name": name, **details})
    await hold_company(work)
    code = columns.get("code")
    same = select(Product).where(
        Product.name == columns["name"], Product.code.is_(None) if code is None else Product.code == code
    )
    known = await work.maybe(same.order_by(Product.id).limit(1))
    if known is not None:
        work.change("product.edited", known, archived_at=None, **columns)
        return known
    await _refuse_taken(work, code)
    product = await work.add(Product(**columns))
    work.record("product.added", product)
    return product


@needs(Permission.KEEP_HOUSE)
async def edit_product(
    work: Work, product_id: ProductId, *, version: int | None = None, **facts: Unpack[ProductFacts]
) -> Product:
    """Set what is given, None empties; what was sold keeps its sums. Raises NotFound, Changed, Invalid,
    CodeTaken.
    """
    columns = product_columns(facts)
    await hold_company(work)
    product = await work.take(Product, Product.id == product_id, version=version)
    if columns.get("code") != product.code:
        await _refuse_taken(work, columns.get("code"))
    work.change("product.edited", product, **columns)
    return product


@needs(Permission.KEEP_HOUSE)
async def archive_product(work: Work, product_id: ProductId, *, version: int | None = None) -> Product:
    """Offered no more; what was sold stays. Twice changes nothing. Raises NotFound, Changed."""
    product = await work.take(Product, Product.id == product_id, version=version)
    work.change("product.archived", product, archived_at=product.archived_at or work.now)
    return product


@needs(Permission.SEE_OWN)
async def price_list(read: Reading) -> list[Product]:
    """What is sold today, by name."""
    return await read.all(
        select(Product).where(Product.archived_at.is_(None)).order_by(Product.name, Product.id)
    )


async def _refuse_taken(work: Work, code: str | None) -> None:
    holder = select(Product.id).where(Product.code == code).limit(1)
    if code is not None and await work.maybe(holder) is not None:
        raise CodeTaken
