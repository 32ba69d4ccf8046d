"""Every kind of value that pickle knows: python matrix_values.py write|check FOLDER, for ValueMatrixTests.

write puts each value at each protocol there, by the C and by the Python pickler: NAME.PROTOCOL.PICKLER.pkl. check loads each FILE.out that Brine made
of those and compares it, part by part and identity by identity, with what the original loads as; it prints "right of tried" by protocol.
"""
import array
import collections
import copyreg
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import io
import ipaddress
import itertools
import operator
import os
import pathlib
import pickle
import random
import re
import struct
import sys
import types
import uuid
import zoneinfo


class Plain:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def method(self):
        return 1

    @classmethod
    def of(cls):
        return cls()

    class Inner:
        pass


class Slots:
    __slots__ = ("a", "b")


class SlotsAndDict(Slots):
    pass


class NewArgs:
    def __new__(cls, a, b=None):
        made = super().__new__(cls)
        made.a = a
        return made

    def __getnewargs__(self):
        return (self.a,)


class NewArgsEx(NewArgs):
    def __new__(cls, a, *, b):
        made = object.__new__(cls)
        made.a, made.b = a, b
        return made

    def __getnewargs_ex__(self):
        return (self.a,), {"b": self.b}


class State:
    def __getstate__(self):
        return (1, [2, self])

    def __setstate__(self, state):
        self.state = state


class FalseState(State):
    def __getstate__(self):
        return 0


def make(*args):
    made = Items()
    made.args = args
    return made


def set_later(made, state):
    made.later = state


class Items:
    """__reduce__ with as many items as its attribute says."""
    reduced = 6

    def append(self, item):
        self.__dict__.setdefault("items", []).append(item)

    def extend(self, items):
        self.__dict__.setdefault("items", []).extend(items)

    def __setitem__(self, key, value):
        self.__dict__.setdefault("entries", []).append((key, value))

    def __reduce__(self):
        return (make, (1, "two"), {"reduced": self.reduced}, iter([1, [2], 3]), iter([("k", 1), (2, [3])]), set_later)[:self.reduced]


def items(count):
    made = Items()
    made.reduced = count
    return made


def subclass(base, *methods):
    return type(base.__name__.title() + "Sub", (base,), {"__module__": __name__})


ListSub, DictSub, TupleSub, IntSub, FloatSub, StrSub, BytesSub, SetSub, FrozensetSub, BytearraySub, ComplexSub = map(
    subclass, (list, dict, tuple, int, float, str, bytes, set, frozenset, bytearray, complex))
Point = collections.namedtuple("Point", "x y")


class Colour(enum.Enum):
    RED = 1
    BLUE = "b"


class Level(enum.IntEnum):
    LOW = 1


class Flags(enum.Flag):
    A = 1
    B = 2


@dataclasses.dataclass
class Data:
    a: int
    b: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class Frozen:
    a: int


class ShopError(Exception):
    def __init__(self, message, code):
        super().__init__(message, code)
        self.code = code


def with_attributes(made, **attributes):
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


def values():
    shared, text = [1], "".join(["sha", "red"])
    noted = ValueError("bad", 5)
    noted.add_note("a note")
    caused = ShopError("late", 7)
    caused.kept_cause = KeyError("k")
    nan = struct.unpack(">d", bytes.fromhex("fff8000000000123"))[0]
    yield from enumerate_of("int", [0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63 - 1, 2**63, -2**63, 2**2031, -2**2039, 2**2040, 10**4000])
    yield from enumerate_of("float", [0.0, -0.0, 1.5, 1e-300, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf"), 0.1, 1e16])
    yield "nan", [nan, float("nan")]
    yield from enumerate_of("str", ["", "a", "\xe9", "\u20ac", "\U0001F600", "\ud800", "\ud83d\ude00", "a\nb\\c\0\r\x1a", "'\"", "x" * 255, "x" * 256, "\xe9" * 128, "y" * 70000])
    yield from enumerate_of("bytes", [b"", b"a", b"\xff\0", b"x" * 255, b"x" * 256, b"y" * 70000, bytearray(), bytearray(b"a"), bytearray(b"x" * 300)])
    yield from {"none": None, "true": True, "false": False, "ellipsis": ..., "notimplemented": NotImplemented, "complex": [1 - 2j, complex("nan-0j")]}.items()
    for size in (0, 1, 2, 3, 4, 999, 1000, 1001, 2000, 2001):
        numbers = list(range(size))
        yield from {f"list{size}": numbers, f"tuple{size}": tuple(numbers), f"dict{size}": dict.fromkeys(numbers), f"set{size}": set(numbers), f"frozenset{size}": frozenset(numbers)}.items()
    yield from {"nested": {"a": [1, {"b": (2, {3: {4}})}], (1, (2, "x")): None, None: 1, 1.5: 2, b"k": 3, frozenset([1]): 4}, "keys": {1: "int", "1": "str", b"1": "bytes", (1,): "tuple", 2.0: "float"}}.items()
    yield from {"range": range(1, 10**20, 7), "slice": [slice(1, None, 2), slice(None)], "ordereddict": collections.OrderedDict([(2, 1), (1, 2)]), "defaultdict": collections.defaultdict(list, {1: [2]})}.items()
    yield from {"counter": collections.Counter("hello"), "deque": collections.deque([1, [2]], 5), "dequefree": collections.deque(range(1500)), "chainmap": collections.ChainMap({1: 2}, {3: 4})}.items()
    yield from {"userdict": collections.UserDict(a=1), "userlist": collections.UserList([1]), "userstring": collections.UserString("u"), "namedtuple": Point(1, [2]), "namespace": types.SimpleNamespace(a=1, b=[2])}.items()
    yield from {"enum": [Colour.RED, Colour.BLUE, Colour.RED, Level.LOW], "flag": [Flags.A | Flags.B, Flags(0)], "dataclass": [Data(1, [2]), Frozen(3)], "regexflag": re.I | re.M}.items()
    zone = datetime.timezone(datetime.timedelta(hours=5, minutes=30), "IST")
    yield from {"date": [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)], "time": [datetime.time(1, 2, 3, 4), datetime.time(0, tzinfo=zone), datetime.time(1, fold=1)]}.items()
    yield "datetime", [datetime.datetime(2026, 11, 24, 10, 20, 30, 123456), datetime.datetime(1, 1, 1, tzinfo=zone), datetime.datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))]
    yield from {"timedelta": [datetime.timedelta(-1, 5, 7), datetime.timedelta.max], "timezone": [zone, datetime.timezone.utc], "zoneinfo": zoneinfo.ZoneInfo("UTC")}.items()
    yield from {"decimal": [decimal.Decimal("1E+400"), decimal.Decimal("-0.00"), decimal.Decimal("NaN"), decimal.Decimal("1." + "9" * 200)], "fraction": fractions.Fraction(-10**30, 3), "uuid": [uuid.UUID(int=5), uuid.UUID(int=2**128 - 1)]}.items()
    yield from {"paths": [pathlib.PurePosixPath("/a/b"), pathlib.PureWindowsPath("c:\\x"), pathlib.Path("rel/x")], "array": [array.array(code, [1, 2]) for code in "bBhHiIlLqQfd"] + [array.array("u", "\u20acx"), array.array("d")]}.items()
    yield from {"ipaddress": [ipaddress.ip_address("10.0.0.1"), ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_interface("::1/64")], "partial": functools.partial(int, "ff", base=16), "getters": [operator.itemgetter(1, "a"), operator.attrgetter("a.b"), operator.methodcaller("f", 1, k=2)]}.items()
    yield from {"regex": re.compile("a+(b)", re.I), "bytesio": with_attributes(io.BytesIO(b"abc"), ), "stringio": io.StringIO("abc"), "random": random.Random(5), "iterators": [iter([1, 2]), iter((3,)), iter("ab"), itertools.count(3), reversed([1, 2])]}.items()
    yield from {"exceptions": [ValueError("bad", 5), KeyError("k"), OSError(2, "no", "file"), StopIteration(7), ShopError("m", 3)], "noted": noted, "caused": caused, "group": ExceptionGroup("g", [ValueError(1)]), "unicodeerror": UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")}.items()
    yield from {"functions": [len, int, make, Plain, Plain.Inner, os.path.join, collections.OrderedDict, type(None), type(...)], "methods": [Plain.of, Plain.method, [].append, "x".join, dict.fromkeys, Plain(a=1).method], "aliases": [list[int], dict[str, int]]}.items()
    yield from {"plain": Plain(a=1, b=[2]), "empty": Plain(), "inner": Plain.Inner(), "slots": with_attributes(Slots(), a=1), "slotsfull": with_attributes(Slots(), a=1, b=[2]), "slotsempty": Slots(), "slotsanddict": with_attributes(SlotsAndDict(), a=1, c=3)}.items()
    yield from {"newargs": NewArgs(1), "newargsex": NewArgsEx(1, b=[2]), "state": State(), "falsestate": FalseState()}.items()
    yield from ((f"reduce{count}", items(count)) for count in range(2, 7))
    yield "subclasses", [with_attributes(ListSub([1, 2]), x=1), with_attributes(DictSub({1: 2}), x=1), with_attributes(TupleSub((1, 2)), x=1), with_attributes(IntSub(5), x=1), FloatSub(1.5), StrSub("s"), BytesSub(b"b"), SetSub([1]), FrozensetSub([1]), BytearraySub(b"x"), ComplexSub(1j)]
    yield from {"shared": [shared, shared, (shared, {"k": shared}), text, text, "".join(["sha", "red"])], "emptyshared": [[], []], "manyshared": [shared] * 1500, "interned": [Plain(a=i) for i in range(300)]}.items()
    cycle_list, cycle_dict, cycle_object, cycle_set, cycle_deque = [], {}, Plain(), Plain(), collections.deque()
    cycle_list.append(cycle_list)
    cycle_dict[1] = cycle_dict
    cycle_object.me = [cycle_object]
    cycle_set.all = {cycle_set}
    cycle_deque.append(cycle_deque)
    cycle_tuple, cycle_long, cycle_frozen, cycle_reduce = ([],), ([], 2, 3, 4), frozenset([Plain()]), functools.partial(len)
    cycle_tuple[0].append(cycle_tuple)
    cycle_long[0].append(cycle_long)
    next(iter(cycle_frozen)).all = cycle_frozen
    cycle_reduce.me = cycle_reduce
    yield from {"cycle_list": cycle_list, "cycle_dict": cycle_dict, "cycle_object": cycle_object, "cycle_set": cycle_set, "cycle_deque": cycle_deque, "cycle_tuple": cycle_tuple, "cycle_long": cycle_long, "cycle_frozenset": cycle_frozen, "cycle_reduce": cycle_reduce}.items()
    yield from {"frames": [bytes([i]) * 1000 for i in range(200)], "frameedge": ["x" * 65530, "y" * 65535, "z" * 65536, b"w" * 65536]}.items()


def enumerate_of(name, several):
    return ((f"{name}{i}", value) for i, value in enumerate(several))


ATOMS = (bool, int, str, bytes, type(None), type(...), type(NotImplemented))


def same(a, b):
    """Equal part by part, and of the same shape; other objects are taken apart as pickle does."""
    pairs, back, keep, todo = {}, {}, [], [(a, b)]
    while todo:
        a, b = todo.pop()
        if type(a) is not type(b):
            return False
        if type(a) is float:
            if struct.pack(">d", a) != struct.pack(">d", b) and not (a != a and b != b):
                return False
            continue
        if type(a) in ATOMS or isinstance(a, (type, types.FunctionType, enum.Enum)) or a == () and type(a) is tuple:
            if a != b:
                return False
            continue
        if id(a) in pairs or id(b) in back:
            if pairs.get(id(a)) != id(b) or back.get(id(b)) != id(a):
                return False
            continue
        pairs[id(a)], back[id(b)] = id(b), id(a)
        keep.append((a, b))
        if type(a) in (list, tuple):
            if len(a) != len(b):
                return False
            todo += zip(a, b)
        elif type(a) is dict:
            if len(a) != len(b):
                return False
            todo += [*zip(a, b), *zip(a.values(), b.values())]
        elif type(a) in (set, frozenset):
            if len(a) != len(b):
                return False
            todo += zip(sorted(a, key=order), sorted(b, key=order))
        elif type(a) is bytearray:
            if a != b:
                return False
        else:
            reduce = copyreg.dispatch_table.get(type(a)) or operator.methodcaller("__reduce_ex__", 4)
            first, second = reduce(a), reduce(b)
            if isinstance(first, str):
                if a is not b and a != b:
                    return False
                continue
            keep.append((first, second))
            first, second = [[list(part) if hasattr(part, "__next__") and i > 2 else part for i, part in enumerate(parts)] for parts in (first, second)]
            keep.append((first, second))
            todo += [(first, second)]
    return True


def order(item):
    return repr(item) if type(item) in ATOMS + (float, tuple) else type(item).__name__


def main():
    mode, folder = sys.argv[1:]
    if mode == "write":
        for name, value in values():
            for protocol in range(6):
                try:
                    c, pure = pickle.dumps(value, protocol), pickle._dumps(value, protocol)
                    loaded = pickle.loads(c)
                except (TypeError, pickle.PicklingError):
                    # Some protocols cannot say it: __slots__, io objects and keyword arguments of __new__ below 2.
                    assert protocol < 2, name
                    continue
                assert name == "nan" or same(loaded, pickle.loads(c)), f"{name} is not the same as itself"
                for pickler, data in (("c", c), ("py", pure)):
                    with open(f"{folder}/{name}.{protocol}.{pickler}.pkl", "wb") as file:
                        file.write(data)
        return
    tried, right = collections.Counter(), collections.Counter()
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".out"):
            continue
        protocol = file.split(".")[-2]
        tried[protocol] += 1
        try:
            with open(f"{folder}/{file.rsplit('.', 2)[0]}", "rb") as original, open(f"{folder}/{file}", "rb") as stream:
                if same(pickle.load(original), pickle.load(stream)):
                    right[protocol] += 1
                else:
                    print("differs:", file)
        except Exception as error:
            print("fails:", file, repr(error)[:200])
    print(", ".join(f"protocol {protocol}: {right[protocol]} of {tried[protocol]}" for protocol in sorted(tried)))


if __name__ == "__main__":
    import matrix_values
    matrix_values.main()
