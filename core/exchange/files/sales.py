"""Files of what is sold, paid, planned and spent."""

from core.exchange import cells
from core.exchange.layout import Column, File, at, money, own_id, person, ref
from core.sales.models import ChannelCost, Payment, Plan, Sale
from core.sales.norms import Norm
from core.sales.products import Product, SaleProduct

SCOPE = Column("scope", cells.word, wanted=True)
"""Whose a plan or a norm is: more than one attribute, see load_targets."""

PRODUCTS = File("products", Product, (
    own_id(),
    Column("name", wanted=True),
    Column("code"),
    Column("unit"),
    money("price"),
    money("cost"),
    at("archived_at"),
))  # fmt: skip

SALES = File("sales", Sale, (
    own_id(),
    ref("client", "clients", wanted=True),
    ref("deal", "deals"),
    at("at", wanted=True),
    money("revenue", wanted=True),
    money("cost", wanted=True),
    person("employee"),
), table=True)  # fmt: skip

SALE_PRODUCTS = File("sale_products", SaleProduct, (
    own_id(),
    ref("sale", "sales", wanted=True),
    ref("product", "products", wanted=True),
    Column("quantity", cells.short, wanted=True),
    money("revenue", wanted=True),
    money("cost", wanted=True),
))  # fmt: skip

PAYMENTS = File("payments", Payment, (
    own_id(),
    ref("client", "clients", wanted=True),
    ref("deal", "deals"),
    ref("sale", "sales"),
    at("at", wanted=True),
    money("amount", wanted=True),
))  # fmt: skip

CHANNEL_COSTS = File("channel_costs", ChannelCost, (
    ref("channel", "channels", wanted=True),
    Column("month", cells.month, wanted=True),
    money("amount", wanted=True),
), key=("channel", "month"), table=True)  # fmt: skip

PLANS = File("plans", Plan, (
    SCOPE,
    Column("metric", cells.word, wanted=True),
    Column("month", cells.month, wanted=True),
    Column("value", cells.number, wanted=True),
), key=("scope", "metric", "month"), table=True,
    match=("scope", "team_id", "employee_id", "metric", "month"), among="month",
    also=("team_id", "employee_id"),
)  # fmt: skip

NORMS = File("norms", Norm, (
    SCOPE,
    Column("metric", cells.word, wanted=True),
    Column("min", cells.number, to="minimum"),
    Column("max", cells.number, to="maximum"),
), key=("scope", "metric"), table=True,
    match=("function", "employee_id", "metric"), among="metric",
    also=("function", "employee_id"),
)  # fmt: skip
