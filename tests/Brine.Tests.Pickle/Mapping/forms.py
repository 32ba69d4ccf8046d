"""The Python side of Forms.cs: one class for each way in which a class can pickle itself, and what makes an instance."""
import collections
import enum
from dataclasses import dataclass


class Plain:
    def __init__(self, x=1, note="n"):
        self.x = x
        self.note = note


class Slotted:
    __slots__ = ("x", "note")


@dataclass(frozen=True, slots=True)
class Frozen:
    x: int
    note: str


@dataclass(slots=True)
class SlottedData:
    x: int
    note: str


class SlotBase:
    __slots__ = ("left", "right")


class Mixed(SlotBase):
    """A class with a __dict__ over one with __slots__."""


class DictBase:
    pass


class SlotsOverDict(DictBase):
    __slots__ = ("left", "right")


class SlotChain(SlotBase):
    __slots__ = ("more", "most")


class Reduced:
    def __init__(self, x, note):
        self.x, self.note = x, note

    def __reduce__(self):
        return Reduced, (self.x, self.note)


class Made:
    def __reduce__(self):
        return make, (self.x,), {"note": self.note}


def make(x):
    made = Made()
    made.x = x
    return made


class Restored:
    """Made by a call without arguments, which is not what object.__new__ would make."""

    def __init__(self):
        self.cache = {}

    def __reduce__(self):
        return Restored, (), {"x": self.x, "cache": self.cache}


class Tagged(list):
    """A list that is made with its tag."""

    def __init__(self, tag):
        self.tag = tag

    def __reduce__(self):
        return Tagged, (self.tag,), None, iter(self)


class Ordered(collections.OrderedDict):
    pass


class Default(collections.defaultdict):
    pass


class Line(collections.deque):
    pass


class Votes(collections.Counter):
    pass


class Bag(set):
    pass


class Fault(Exception):
    pass


class Numbers(list):
    pass


class Table(dict):
    pass


class SlottedList(list):
    __slots__ = ("name",)


Pair = collections.namedtuple("Pair", "left right")
Wide = collections.namedtuple("Wide", "left right depth", defaults=[7])


class New:
    """Its arguments of __new__ are attributes too."""

    def __new__(cls, x, note):
        made = super().__new__(cls)
        made.x, made.note = x, note
        return made

    def __getnewargs__(self):
        return self.x, self.note


class Hidden:
    """Its argument of __new__ is no attribute."""

    __slots__ = ()
    KNOWN = {}

    def __new__(cls, x):
        made = super().__new__(cls)
        Hidden.KNOWN[id(made)] = made, x
        return made

    def __getnewargs__(self):
        return (self.x,)

    x = property(lambda self: Hidden.KNOWN[id(self)][1])


class Keyword:
    def __new__(cls, x, *, note):
        made = super().__new__(cls)
        made.x, made.note = x, note
        return made

    def __getnewargs_ex__(self):
        return (self.x,), {"note": self.note}


class Text(str):
    pass


class Whole(int):
    pass


class Real(float):
    pass


class Raw(bytes):
    pass


class Row(tuple):
    pass


class TupleState:
    def __getstate__(self):
        return self.x, self.note

    def __setstate__(self, state):
        self.x, self.note = state


class ListState(TupleState):
    def __getstate__(self):
        return [self.x, self.note]


class NumberState(TupleState):
    def __getstate__(self):
        return self.x

    def __setstate__(self, state):
        self.x = state


class Outer:
    class Inner(Plain):
        pass


class ByValue:
    """What Python 3.12 and later do, and all before 3.11: 3.11.0 to 3.11.3 go by name."""

    def __reduce_ex__(self, protocol):
        return type(self), (self._value_,)


class Planet(ByValue, enum.Enum):
    EARTH = (5.97, 6378)
    MARS = (0.642, 3396)


class Level(ByValue, enum.IntEnum):
    LOW = 1
    HIGH = 2


class Shade(ByValue, str, enum.Enum):
    DARK = "dark"
    LIGHT = "light"


class Loose:
    pass


def new(cls, *arguments, **attributes):
    made = cls(*arguments)
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


def ordered(cls, *arguments, **attributes):
    made = new(cls, *arguments, **attributes)
    made["b"], made["a"] = 2, 1
    return made


def bare(cls, **attributes):
    """An instance that __init__ has not seen."""
    made = cls.__new__(cls)
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


def extended(cls, items, *arguments, **attributes):
    made = new(cls, *arguments, **attributes)
    made.extend(items)
    return made


def loose():
    """Extra attributes that lead to what a member leads to as well, and back to the object."""
    friend = new(Plain, 5, "friend")
    made = new(Loose, known=friend, numbers=[1.5, 2.5])
    made.friends = [friend, made]
    made.pair = (friend, made.numbers)
    return made


VALUES = {
    "plain": lambda: new(Plain),
    "slotted": lambda: new(Slotted, x=1, note="n"),
    "frozen": lambda: Frozen(1, "n"),
    "slotteddata": lambda: SlottedData(1, "n"),
    "mixed": lambda: new(Mixed, left=1, right="r", x=3),
    "mixedbare": lambda: new(Mixed, left=1, right="r"),
    "slotsoverdict": lambda: new(SlotsOverDict, x=3, left=1, right="r"),
    "slotchain": lambda: new(SlotChain, left=1, right="r", more=2, most=3),
    "unset": lambda: new(Slotted, x=1),
    "allunset": lambda: new(Slotted),
    "noneslot": lambda: new(Slotted, x=1, note=None),
    "reduced": lambda: Reduced(1, "n"),
    "made": lambda: new(Made, x=1, note="n"),
    "restored": lambda: new(Restored, x=1),
    "tagged": lambda: extended(Tagged, [1, 2], "t"),
    "ordered": lambda: ordered(Ordered, owner="Ann"),
    "default": lambda: ordered(Default, int),
    "line": lambda: extended(Line, [1, 2], [], 5),
    "votes": lambda: Votes(a=2),
    "bag": lambda: new(Bag, [3], owner="Ann"),
    "fault": lambda: new(Fault, "wrong", 3, code=7),
    "numbers": lambda: extended(Numbers, [1, 2], owner="Ann"),
    "nonumbers": lambda: Numbers(),
    "table": lambda: ordered(Table, owner="Ann"),
    "slottedlist": lambda: extended(SlottedList, [1], name="s"),
    "pair": lambda: Pair(1, "r"),
    "wide": lambda: Wide(1, "r"),
    "new": lambda: New(1, "n"),
    "hidden": lambda: Hidden(1),
    "keyword": lambda: Keyword(1, note="n"),
    "text": lambda: new(Text, "t", owner="Ann"),
    "whole": lambda: Whole(5),
    "real": lambda: Real(1.5),
    "raw": lambda: Raw(b"\xffab"),
    "row": lambda: Row([1, "r"]),
    "tuplestate": lambda: new(TupleState, x=1, note="n"),
    "liststate": lambda: new(ListState, x=1, note="n"),
    "numberstate": lambda: new(NumberState, x=1),
    "inner": lambda: new(Outer.Inner),
    "planet": lambda: Planet.MARS,
    "level": lambda: Level.HIGH,
    "shade": lambda: Shade.LIGHT,
    "loose": loose,
}

# What Python itself cannot pickle and load again at protocols 0 and 1: slots, and arguments of __new__ that are no attributes.
NOT_OLD = ("slotted", "slotteddata", "mixed", "mixedbare", "slotsoverdict", "slotchain", "unset", "allunset", "noneslot", "slottedlist", "hidden", "new", "keyword")


def protocols(name):
    """The protocols at which Python pickles the value and loads what it pickled."""
    return range(2 if name in NOT_OLD else 0, 6)


def root(name):
    """The value twice: it is one object."""
    value = VALUES[name]()
    return [value, value]


def same(left, right):
    """Whether two graphs are the same: types, values, order, and which parts are one object."""
    pairs, keep, work = {}, [], [(left, right, "value")]
    while work:
        a, b, path = work.pop()
        if type(a) is not type(b):
            return f"{path}: {type(a)} is not {type(b)}"
        if isinstance(a, (type, type(make))) or a is None or isinstance(a, enum.Enum):
            if a is not b:
                return f"{path}: {a!r} is not {b!r}"
            continue
        if type(a) in (int, float, str, bytes, bool, complex):
            if repr(a) != repr(b):
                return f"{path}: {a!r} is not {b!r}"
            continue
        if id(a) in pairs or id(b) in pairs.values():
            if pairs.get(id(a)) != id(b):
                return f"{path}: two objects where one was, or one where two were"
            continue
        if a != ():
            pairs[id(a)] = id(b)
            keep.append((a, b))
        if type(a) in (list, tuple):
            one, other = list(a), list(b)
        elif type(a) is dict:
            one, other = [x for pair in a.items() for x in pair], [x for pair in b.items() for x in pair]
        elif type(a) in (set, frozenset):
            one, other = sorted(a, key=repr), sorted(b, key=repr)
        else:
            one, other = ([list(part) if hasattr(part, "__next__") else part for part in x.__reduce_ex__(4)] for x in (a, b))
            while one and one[-1] is None:
                one.pop()
            while other and other[-1] is None:
                other.pop()
            # The tuples and dicts of a description are made anew each time: what they hold counts.
            one, other = flat(one), flat(other)
            keep.append((one, other))
        if len(one) != len(other):
            return f"{path}: {len(one)} parts are not {len(other)}: {one} {other}"
        work.extend((x, y, f"{path}[{i}]") for i, (x, y) in enumerate(zip(one, other)))
    return ""


def flat(description):
    """The parts of a description, each tuple, list or dict in it laid open once, and the class of each said."""
    parts = []
    for part in description:
        if type(part) is tuple:
            for inner in part:
                parts.extend([dict, *(x for pair in inner.items() for x in pair)] if type(inner) is dict else [inner])
        elif type(part) is dict:
            parts.extend([dict, *(x for pair in part.items() for x in pair)])
        elif type(part) is list:
            parts.extend([list, *(x for item in part for x in (item if type(item) is tuple else (item,)))])
        else:
            parts.append(part)
    return parts
