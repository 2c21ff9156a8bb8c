"""What the lines of a shipment come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from core.errors import Invalid, NotFound
from core.ids import ProductId
from core.money import Money
from core.people.typed import a_sum
from core.sales.products import Product

QUANTITY_MOST = 10**9
LINES_MOST = 200


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A product and how much of it. `revenue`, `cost`: of the whole line; None: by the price list."""

    product_id: ProductId
    quantity: Decimal
    revenue: Money | None = None
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class PricedLine:
    product_id: ProductId
    quantity: Decimal
    revenue: Money
    cost: Money


def priced(lines: Sequence[SaleLine], products: Mapping[ProductId, Product]) -> tuple[PricedLine, ...]:
    """Lines with their sums, each rounded half-even once. Raises NotFound for a product that is not there,
    Invalid for a quantity that cannot be or a sum that nothing says.
    """
    if len(lines) > LINES_MOST:
        raise Invalid(field="lines", value=len(lines))
    return tuple(_priced(line, products) for line in lines)


def _priced(line: SaleLine, products: Mapping[ProductId, Product]) -> PricedLine:
    product = products.get(line.product_id)
    if product is None:
        raise NotFound
    if not 0 < line.quantity <= QUANTITY_MOST:
        raise Invalid(field="quantity", value=str(line.quantity))
    return PricedLine(
        line.product_id,
        line.quantity,
        _sum("revenue", line.revenue, product.price, line.quantity),
        _sum("cost", line.cost, product.cost, line.quantity),
    )


def _sum(field: str, said: Money | None, unit: Money | None, quantity: Decimal) -> Money:
    if said is not None:
        return a_sum(field, said)
    if unit is None:
        raise Invalid(field=field, value="")
    return a_sum(field, Money(int((unit * quantity).quantize(Decimal(1), ROUND_HALF_EVEN))))
