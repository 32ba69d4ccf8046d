"""What CPython makes of pickles: python pickle_oracle.py FILE [pure]

FILE holds pairs of byte strings, each behind its length (4 bytes, little-endian; 0xFFFFFFFF: there is none). The first of a pair is a pickle, the
second what Brine wrote after it had read the first. For each pair a line is printed: "same", "differs", "refused ERROR" (CPython does not load the
first), "unreadable ERROR" (it does not load the second). Classes that do not exist are stood in for; nothing of the pickle is imported.
"""
import builtins
import codecs
import copyreg
import functools
import io
import pickle
import resource
import struct
import sys
import warnings
import _compat_pickle


class CallFailed(Exception):
    """A function of Python's own was called, which Brine does not do, and did not like its arguments."""


def guard(function):
    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception as error:
            raise CallFailed(error) from None
    return call


REAL = {(module, name): guard(getattr(builtins, name)) for module in ("builtins", "__builtin__") for name in ("set", "frozenset", "bytes", "bytearray", "getattr")}
REAL.update({("_codecs", "encode"): guard(codecs.encode), ("functools", "partial"): guard(functools.partial)})
REAL.update({(module, name): guard(getattr(copyreg, name)) for module in ("copyreg", "copy_reg") for name in ("__newobj__", "__newobj_ex__")})


class Meta(type):
    def __call__(cls, *args, **kwargs):
        made = object.__new__(cls)
        made.record = ["call", args, kwargs, [], [], []]
        return made

    def __getattr__(cls, name):
        if name.startswith("__") or name == "add":
            raise AttributeError(name)
        return stub(cls.module, cls.path + "." + name)


class Stub(metaclass=Meta):
    def __new__(cls, *args, **kwargs):
        made = object.__new__(cls)
        made.record = ["new", args, kwargs, [], [], []]
        return made

    def __call__(self, *args):
        made = object.__new__(Stub)
        made.record = ["call of", (self, args), {}, [], [], []]
        return made

    def append(self, item):
        self.record[3].append(item)

    def extend(self, items):
        self.record[3].extend(items)

    def __setitem__(self, key, value):
        self.record[4].append((key, value))

    def __setstate__(self, state):
        self.record[5].append(state)


class Persistent:
    def __init__(self, pid):
        self.pid = pid


def stub(module, path, known={}):
    module, path = _compat_pickle.NAME_MAPPING.get((module, path), (module, path))
    module = _compat_pickle.IMPORT_MAPPING.get(module, module)
    if (module, path) not in known:
        known[module, path] = Meta("stub", (Stub,), {"module": module, "path": path})
    return known[module, path]


def unpickler(base):
    class Unpickler(base):
        def find_class(self, module, name):
            return REAL.get((module, name)) or stub(module, name)

        def persistent_load(self, pid):
            return Persistent(pid)

    return Unpickler


def load(base, data):
    return base(io.BytesIO(data), encoding="latin1", buffers=[bytearray(b"ab"), bytearray(b"cd"), bytearray()]).load()


def same(a, b):
    """Equal and of the same shape: what is one object in the one is one object in the other."""
    pairs, back, todo = {}, {}, [(a, b)]
    keep = []
    while todo:
        a, b = todo.pop()
        if isinstance(a, memoryview):
            a = bytes(a)
        if isinstance(b, memoryview):
            b = bytes(b)
        if type(a) is not type(b):
            return False
        if isinstance(a, float):
            if struct.pack(">d", a) != struct.pack(">d", b) and not (a != a and b != b):
                return False
            continue
        if a is None or isinstance(a, (bool, int, str, bytes, type)) or a == ():
            if a != b:
                return False
            continue
        if isinstance(a, Persistent):
            todo.append((a.pid, b.pid))
            continue
        if callable(a) and not isinstance(a, (Stub, functools.partial)):
            if function_of(a) != function_of(b):
                return False
            continue
        if id(a) in pairs or id(b) in back:
            if pairs.get(id(a)) != id(b) or back.get(id(b)) != id(a):
                return False
            continue
        pairs[id(a)], back[id(b)] = id(b), id(a)
        keep.append((a, b))
        if isinstance(a, bytearray):
            if a != b:
                return False
        elif isinstance(a, (list, tuple)):
            if len(a) != len(b):
                return False
            todo += zip(a, b)
        elif isinstance(a, dict):
            if len(a) != len(b):
                return False
            todo += zip(a, b)
            todo += zip(a.values(), b.values())
        elif isinstance(a, (set, frozenset)):
            # Here a float has no identity: NaN twice is two, where Python may have one object twice.
            if sorted(key(item) for item in a if item == item) != sorted(key(item) for item in b if item == item):
                return False
        elif isinstance(a, Stub):
            todo.append((a.record, b.record))
        elif isinstance(a, functools.partial):
            todo.append((a.__reduce__()[1:], b.__reduce__()[1:]))
        elif a != b:
            return False
    return True


def function_of(guarded):
    """What a guard stands before; of a method of Python's own, which comes out of a call of getattr, the name."""
    closure = getattr(guarded, "__closure__", None)
    return closure[0].cell_contents if closure else getattr(guarded, "__qualname__", guarded)


def key(item):
    """Order does not matter inside sets; text does for what is in them, and stubs are known by what they are."""
    if isinstance(item, tuple):
        return "(" + ",".join(map(key, item)) + ")"
    if isinstance(item, frozenset):
        return "{" + ",".join(sorted(map(key, item))) + "}"
    if isinstance(item, Stub):
        return repr(type(item))
    if getattr(item, "__closure__", None):
        return repr(function_of(item))
    return type(item).__name__ + ascii(item) if not isinstance(item, (Persistent, functools.partial)) else type(item).__name__


def records(file):
    while length := file.read(4):
        size = struct.unpack("<I", length)[0]
        yield None if size == 0xFFFFFFFF else file.read(size)


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(5000)
    # A memo index of two thousand million makes the C code ask for 32 GB.
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    base = unpickler(pickle._Unpickler if sys.argv[2:] == ["pure"] else pickle.Unpickler)
    check = unpickler(pickle.Unpickler)
    with open(sys.argv[1], "rb") as file:
        items = records(file)
        for data in items:
            again = next(items)
            try:
                value = load(base, data)
            except MemoryError:
                print("refused MemoryError")
                continue
            except Exception as error:
                print("refused", type(error).__name__, ascii(str(error))[:90].replace("\\n", " "))
                continue
            if again is None:
                print("accepted", ascii(value)[:60])
                continue
            try:
                read = load(check, again)
            except Exception as error:
                print("unreadable", type(error).__name__, ascii(str(error))[:90])
                continue
            print("same" if same(value, read) else "differs")


main()
