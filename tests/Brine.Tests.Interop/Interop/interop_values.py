"""Writes values for InteropTests, or checks what came back: python interop_values.py write|check FOLDER."""
import array
import collections
import datetime
import decimal
import enum
import fractions
import functools
import os
import pathlib
import pickle
import sys
import uuid

import numpy as np
import pandas as pd
import scipy.sparse as sparse


def values():
    shared = [1, 2]
    cycle = {"me": None, "list": shared, "again": shared}
    cycle["me"] = cycle
    structured = np.zeros(3, dtype=np.dtype([("a", "i1"), ("b", ">f8"), ("c", "U3")], align=True))
    structured["c"] = "xyz"
    rng = np.random.RandomState(5)
    result = {
        "scalars": [None, True, False, 0, -1, 255, 256, 65536, -2**31, 2**31, 2**63, -2**70, 1.5, -0.0, float("inf"), 1e-300, "", "a", "\xe9\u20ac\U0001F600\ud800", b"", b"a", bytes(range(256)), bytearray(b"xyz")],
        "containers": [(), (1,), (1, 2, 3, 4), [], {}, set(), {1, 2}, frozenset({"a"}), {"a": [1, {"b": (2,)}], None: 1, (1, 2): 3}],
        "numbers": [complex(1, -2), decimal.Decimal("1E+400"), fractions.Fraction(1, 3), range(1, 10, 2), slice(1, None, 2), Ellipsis, NotImplemented],
        "times": [datetime.datetime(2026, 11, 24, 10, 20, 30, 123456), datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=5))), datetime.date(1, 1, 1), datetime.timedelta(microseconds=-1)],
        "library": [uuid.UUID(int=5), pathlib.PurePosixPath("/a/b"), collections.OrderedDict([(1, 2), (3, 4)]), collections.Counter("hello"), collections.deque([1, 2], 5), collections.defaultdict(list, {1: [2]}), array.array("d", [1.5]), array.array("q", [2**40])],
        "functions": [len, int, collections.OrderedDict, functools.partial(int, base=2), ValueError("bad", 5)],
        "long": [list(range(1001)), {i: str(i) for i in range(2000)}, set(range(1000)), "x" * 70000, b"y" * 70000],
        "dtypes": [np.arange(6).astype(kind).reshape(2, 3) for kind in ("?", "i1", "u2", ">i4", "i8", "u8", "f2", "f4", "f8", ">f8", "c8", "c16", "g", "S4", "U4", "M8[us]", "m8[D]")],
        "arrays": [np.array(3.5), np.array([]), np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2), np.array(["a", None, {"b": 1}], dtype=object), structured, np.ma.array([1, 2], mask=[0, 1]), np.matrix([[1.0, 2.0]])],
        "numpy scalars": [np.float64(1.5), np.int32(-5), np.str_("s"), np.datetime64("2026-11-24"), np.dtype("f8"), structured.dtype],
        "random": [rng.get_state()[1], np.random.RandomState(7).get_state()[1]],
        "sparse": [sparse.csr_matrix(np.eye(3)), sparse.csc_matrix(np.eye(3)), sparse.coo_matrix(np.eye(3))],
        "frame": [pd.DataFrame({"n": [1, 2], "s": ["a", None], "t": pd.to_datetime(["2026-01-01", None]), "c": pd.Categorical(["x", "y"])}), pd.Series([1.5, 2.5], name="v")],
        "cycle": cycle,
    }
    return result


def same(a, b, seen):
    if (id(a), id(b)) in seen:
        return True
    seen.add((id(a), id(b)))
    if type(a) is not type(b):
        return False
    if isinstance(a, (pd.DataFrame, pd.Series)):
        return a.equals(b) and (a.dtypes == b.dtypes if isinstance(a, pd.Series) else list(a.dtypes) == list(b.dtypes))
    if isinstance(a, np.ma.MaskedArray):
        return np.array_equal(a.mask, b.mask) and np.array_equal(a.data, b.data)
    if isinstance(a, np.ndarray):
        return a.dtype.newbyteorder("=") == b.dtype.newbyteorder("=") and a.shape == b.shape and (all(same(x, y, seen) for x, y in zip(a.ravel().tolist(), b.ravel().tolist())) if a.dtype.kind == "O" else np.array_equal(a, b))
    if sparse.issparse(a):
        return (a != b).nnz == 0
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k], seen) for k in a)
    if isinstance(a, (list, tuple, collections.deque)):
        return len(a) == len(b) and all(same(x, y, seen) for x, y in zip(a, b))
    if isinstance(a, functools.partial):
        return a.func == b.func and a.keywords == b.keywords
    if isinstance(a, BaseException):
        return a.args == b.args
    if isinstance(a, float):
        return repr(a) == repr(b)
    return a == b


def main():
    mode, folder = sys.argv[1:]
    wrong = tried = 0
    for name, value in values().items():
        if mode == "write":
            for protocol in range(6):
                with open(os.path.join(folder, f"{name}.{protocol}.pkl"), "wb") as file:
                    pickle.dump(value, file, protocol)
            continue
        for file in sorted(os.listdir(folder)):
            if file.startswith(name + ".") and file.endswith(".out"):
                tried += 1
                try:
                    with open(os.path.join(folder, file), "rb") as stream:
                        read = pickle.load(stream)
                    right = same(value, read, set())
                except Exception as error:
                    right = False
                    print(file, repr(error)[:200])
                if not right:
                    wrong += 1
                    print("differs:", file)
    print(f"{tried - wrong} of {tried}")


main()
