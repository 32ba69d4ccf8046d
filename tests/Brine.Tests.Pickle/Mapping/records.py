"""What Python users keep in their records: numpy's and pandas' values, collections of all kinds, members of enums. The C# side is Records.cs."""
import collections
import datetime
import enum

import numpy
import pandas


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2

    def __reduce_ex__(self, protocol):
        return Level, (self._value_,)


class Shade(str, enum.Enum):
    DARK = "dark"
    LIGHT = "light"

    def __reduce_ex__(self, protocol):
        return Shade, (self._value_,)


class Planet(enum.Enum):
    EARTH = (5.97, 6378)
    MARS = (0.642, 3396)

    def __reduce_ex__(self, protocol):
        return Planet, (self._value_,)


class Record:
    pass


def record(**attributes):
    made = Record()
    vars(made).update(attributes)
    return made


def scalars():
    return record(
        real=numpy.float64(1.5), single=numpy.float32(0.1), whole=numpy.int32(-7), unsigned=numpy.uint8(200), flag=numpy.bool_(True), text=numpy.str_("t"), plain=2.5,
        reals=[numpy.float64(0.1), numpy.float64(0.2)], mixed=[numpy.float32(1.5), 2.5], by_name={"a": numpy.float64(3.0), "b": 4.0}, by_number={numpy.int64(1): "one"},
        pairs=[(numpy.int16(1), "x"), (2, "y")], words={numpy.str_("w")}, missing=None,
    )


def arrays():
    return record(
        reals=numpy.array([0.1, 0.2]), real_list=numpy.array([1.5, 2.5], dtype="f4"), wholes=numpy.array([1, 2, 3], dtype="i4"), flags=numpy.array([True, False]), texts=numpy.array(["a", "bc"]),
        grid=numpy.array([[1.0, 2.0], [3.0, 4.0]]), rows=[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], fortran=numpy.asfortranarray([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        times=numpy.array(["2024-02-29T12:00:00.5", "1999-12-31"], dtype="M8[ns]"), objects=numpy.array(["x", "yz"], dtype=object), empty=numpy.array([], dtype="i8"),
    )


def times():
    return record(
        naive=pandas.Timestamp("2024-02-29 12:30:00.123456700"), utc=pandas.Timestamp("2024-02-29 12:30", tz="UTC"), aware=pandas.Timestamp("2024-07-01 12:30", tz="Europe/Berlin"),
        span=pandas.Timedelta(days=-1, seconds=5, microseconds=7), moment=numpy.datetime64("2024-02-29T12:30:00.25"), day=numpy.datetime64("1969-07-20"), length=numpy.timedelta64(90, "m"),
        never=pandas.NaT, none=None, number=pandas.NA,
    )


def collections_():
    line = collections.deque([1, 2, 3], maxlen=5)
    counts = collections.Counter(a=2, b=1)
    filling = collections.defaultdict(list, {"a": [1]})
    ordered = collections.OrderedDict([("b", 2), ("a", 1)])
    return record(
        line=line, open_line=collections.deque([4]), row=(1, 2, 3), counts=counts, filling=filling, ordered=ordered, ordered_too=ordered, fixed=frozenset([1]),
        queue=[1, 2], stack=[1, 2, 3], linked=collections.deque([5, 6]), sorted_set={3, 1}, sorted_dict={"a": 1, "b": 2}, observed=[1.5, 2], immutable_list=[1, 2], immutable_dict={"k": 1}, immutable_set={5}, immutable_stack=[1, 2],
    )


def enums():
    return record(level=Level.HIGH, levels=[Level.LOW, 3], shade=Shade.DARK, by_shade={Shade.LIGHT: Level.LOW}, planet=Planet.MARS)


VALUES = {"scalars": scalars, "arrays": arrays, "times": times, "collections": collections_, "enums": enums}


def same(a, b, path="value"):
    """What differs between two values, types and dtypes included; empty where nothing does."""
    if type(a) is not type(b):
        return f"{path}: {type(a)} is not {type(b)}: {a!r} {b!r}"
    if isinstance(a, Record):
        return same(vars(a), vars(b), path)
    if isinstance(a, numpy.ndarray):
        right = a.dtype == b.dtype and a.shape == b.shape and a.flags.f_contiguous == b.flags.f_contiguous and (a == b).all()
        return "" if right else f"{path}: {a!r} is not {b!r}"
    if isinstance(a, numpy.generic):
        return "" if a.dtype == b.dtype and repr(a) == repr(b) else f"{path}: {a!r} is not {b!r}"
    if isinstance(a, collections.deque) and a.maxlen != b.maxlen or isinstance(a, collections.defaultdict) and a.default_factory != b.default_factory:
        return f"{path}: {a!r} is not {b!r}"
    if isinstance(a, dict):
        if isinstance(a, collections.Counter):
            return "" if a == b else f"{path}: {a!r} is not {b!r}"
        return "" if len(a) == len(b) and not (wrong := [text for (k, v), (l, w) in zip(a.items(), b.items()) for text in (same(k, l, f"{path}.key {k!r}"), same(v, w, f"{path}[{k!r}]")) if text]) else wrong[0] if len(a) == len(b) else f"{path}: lengths"
    if isinstance(a, (list, tuple, collections.deque)):
        wrong = [text for i, (x, y) in enumerate(zip(a, b)) if (text := same(x, y, f"{path}[{i}]"))]
        return f"{path}: lengths" if len(a) != len(b) else wrong[0] if wrong else ""
    if isinstance(a, (set, frozenset)):
        return same(sorted(a, key=repr), sorted(b, key=repr), path)
    return "" if a is b or a == b and repr(a) == repr(b) else f"{path}: {a!r} is not {b!r}"
