"""The Python side of Shop.cs: each class pickles in another way."""
import collections
import datetime
import decimal
import enum
import uuid
from dataclasses import dataclass, field


class ByValue:
    """What Python 3.12 and later do, and all before 3.11: 3.11.0 to 3.11.3 go by name."""

    def __reduce_ex__(self, protocol):
        return type(self), (self.value,)


class Color(ByValue, enum.Enum):
    RED = 1
    DARK_BLUE = 2


class Size(ByValue, enum.Enum):
    SMALL = "s"
    LARGE = "l"


class Rights(ByValue, enum.Flag):
    READ = 4
    WRITE = 2


class Mood(enum.IntEnum):
    GOOD = 0
    VERY_GOOD = 1

    def __reduce_ex__(self, protocol):
        return getattr, (Mood, self.name)


class Comparable:
    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None


class Customer:
    def __init__(self, full_name, age, favourite=Color.RED, friend=None):
        self.full_name = full_name
        self.age = age
        self.favourite = favourite
        self.orders = []
        self.friend = friend


@dataclass(frozen=True)
class Order:
    customer: Customer
    price: decimal.Decimal
    placed: datetime.datetime
    tags: list = field(default_factory=list)


@dataclass(frozen=True)
class Point:
    x: float
    y: float


class Slotted:
    __slots__ = ("width", "note")

    def __init__(self, width, note):
        self.width = width
        self.note = note

    def __eq__(self, other):
        return (self.width, self.note) == (other.width, other.note)


@dataclass(frozen=True, slots=True)
class Frozen:
    a: int
    b: str


Pair = collections.namedtuple("Pair", "left right")


class Money:
    def __init__(self, amount, currency):
        self.amount = amount
        self.currency = currency

    def __reduce__(self):
        return Money, (self.amount, self.currency)

    def __eq__(self, other):
        return (self.amount, self.currency) == (other.amount, other.currency)


class Made(Comparable):
    def __reduce__(self):
        return make_made, (self.seed,), {"label": self.label}


def make_made(seed):
    made = Made()
    made.seed = seed
    return made


class Version(Comparable):
    def __new__(cls, major, minor):
        made = super().__new__(cls)
        made.major = major
        made.minor = minor
        return made

    def __getnewargs__(self):
        return self.major, self.minor


class Basket(list):
    def __eq__(self, other):
        return list(self) == list(other) and vars(self) == vars(other)


class Stock(dict):
    def __eq__(self, other):
        return dict(self) == dict(other) and vars(self) == vars(other)


class Animal(Comparable):
    def __init__(self, name):
        self.name = name


class Dog(Animal):
    def __init__(self, name, tricks):
        super().__init__(name)
        self.tricks = tricks


class Loose(Comparable):
    pass


class Everything(Comparable):
    pass


def people():
    """Two customers who are each other's friend, and an order that knows its customer."""
    ann = Customer("Ann", 41, Color.DARK_BLUE)
    bob = Customer("Bob", 35, friend=ann)
    ann.friend = bob
    order = Order(ann, decimal.Decimal("12.50"), datetime.datetime(2024, 2, 29, 12, 30, 0, 5), ["tea", "cups"])
    ann.orders.append(order)
    return [ann, bob, order]


def everything():
    made = Everything()
    made.flag = True
    made.count = -5_000_000_000
    made.huge = 2**100
    made.number = 0.1
    made.price = decimal.Decimal("-1.10")
    made.wave = 1 - 2.5j
    made.text = "h\u00e9 \U0001f600"
    made.raw = b"\0\1\xff"
    made.id = uuid.UUID("12345678-1234-5678-9abc-def012345678")
    made.naive = datetime.datetime(2024, 1, 2, 3, 4, 5, 678901)
    made.utc = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)
    made.aware = datetime.datetime(2024, 1, 2, 3, tzinfo=datetime.timezone(datetime.timedelta(hours=-5, minutes=-30)))
    made.day = datetime.date(1999, 12, 31)
    made.hour = datetime.time(23, 59, 59, 999999)
    made.span = datetime.timedelta(days=-2, seconds=5, microseconds=7)
    made.numbers = [1, 2, 3]
    made.pairs = [(1, "one"), (2, "two")]
    made.groups = {"a": [1], "b": []}
    made.words = {"x"}
    made.tuple = (1, 2, 3, 4)
    made.maybe = None
    made.rights = Rights.READ | Rights.WRITE
    made.size = Size.LARGE
    made.anything = {"inner": (1, None)}
    return made


def made(seed, label):
    value = make_made(seed)
    value.label = label
    return value


def basket():
    value = Basket([Point(1.0, 2.0), Point(3.0, 4.5)])
    value.owner = "Ann"
    return value


def stock():
    value = Stock(tea=3, cups=4)
    value.shelf = 7
    return value


def loose():
    value = Loose()
    value.known = 1
    value.unknown = [1, 2]
    value.other = "kept"
    return value


VALUES = {
    "color": lambda: Color.DARK_BLUE,
    "size": lambda: Size.SMALL,
    "rights": lambda: Rights.READ,
    "mood": lambda: Mood.VERY_GOOD,
    "people": people,
    "point": lambda: Point(1.5, -2.0),
    "slotted": lambda: Slotted(3, None),
    "frozen": lambda: Frozen(1, "b"),
    "pair": lambda: Pair("left", None),
    "money": lambda: Money(decimal.Decimal("9.99"), "EUR"),
    "made": lambda: made(5, "five"),
    "version": lambda: Version(3, 11),
    "basket": basket,
    "stock": stock,
    "animals": lambda: [Animal("Tom"), Dog("Rex", 3)],
    "loose": loose,
    "everything": everything,
}
