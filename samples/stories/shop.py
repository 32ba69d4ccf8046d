"""The classes of story 07, as Python has them."""
import datetime
import decimal
from dataclasses import dataclass, field


@dataclass
class Customer:
    name: str
    since: datetime.date
    orders: list = field(default_factory=list)
    invited_by: "Customer" = None


@dataclass
class Order:
    price: decimal.Decimal
    items: list
