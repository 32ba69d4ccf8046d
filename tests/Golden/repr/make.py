"""Writes arrays and what numpy's repr prints of them: a pickle of (numpy's version, [(array, repr)...]).

    python3 make.py OUT [--few]

numpy2.4.pkl here was made by Python 3.14 with numpy 2.4.6 and --few; the live test runs the script in the Python that is there, without it.
"""
import pickle
import sys

import numpy as np

r = np.random.RandomState(7)
few = "--few" in sys.argv
arrays = []


def add(*values):
    arrays.extend(values)


shapes = [(), (1,), (3,), (2, 3), (2, 1, 3), (0,), (0, 3), (2, 0), (30,), (7, 9), (2, 2, 2, 2)]
for code in "?bBhHiIlLefdgFDG":
    for shape in shapes[:4] + shapes[5:7] if few else shapes:
        n = int(np.prod(shape))
        for scale in ([1] if code in "?bBhHiIlL" else [1, 1e-6, 1e5, 1e9] if code != "e" else [1, 1e-3, 5e3]):
            v = r.normal(0, 30, n) * scale + (1j * r.normal(0, 3, n) if code in "FDG" else 0)
            v = np.abs(v) % 100 if code in "BHIL" else np.rint(v) % 100 if code in "bhil" else v > 0 if code == "?" else v
            add(np.array(v).astype(code).reshape(shape))
special = [0.0, -0.0, 1.0, np.nan, np.inf, -np.inf, 1e-300, 1e300, 5e-324, 0.1, 1 / 3, 123456789.0, 99999999.5, 1e8, 9.9999e7, 0.0001, 0.00009999, 1e16, 1.7976931348623157e308, 0.5, 2.5, 1000.0, 1001.0, 2 ** 53]
for k in range(30 if few else 400):
    pick = r.choice(special, r.randint(1, 6))
    add(pick, pick.astype("f4") if k % 3 == 0 else pick * r.choice([1, -1], len(pick)))
    if k % 5 == 0:
        add(pick + 1j * r.choice(special, len(pick)), np.round(r.normal(0, 10, 4), r.randint(0, 9)), (r.normal(0, 1, 3) * 10.0 ** r.randint(-3, 4)).astype("e"), r.normal(0, 1, 3).astype("g") * np.longdouble(10) ** r.randint(-6, 6))
add(np.array([0.125, 0.375, 2.5]), np.array([1e-5, 1.0]), np.float32([1e-5, 1.0]), np.float32([16777216.0]), np.float32([1e6, 1]), np.float16([1000, 1]), np.float16([999, 1]), np.array([1.123456785, 2]), np.array([0.1, 0.12345678, 1]))
add(np.arange(1001, dtype="i2"), np.arange(2000, dtype="f2").reshape(2, 10, 100), np.arange(1200, dtype="u1"), np.ones((11, 10, 10), "?"), np.zeros((1001, 1), "i1"))
if not few:
    add(np.arange(1000), np.arange(2000.0).reshape(2, 10, 100), np.arange(3000).reshape(3, 1000), np.zeros((1001, 1)), np.array(["text %d" % k for k in range(1100)]), np.arange(1100).astype("M8[D]"))
add(np.array(["a", "né", "it's", 'q"q', "x\ny", "\U0001F600", ""]), np.array("z"), np.array([b"ab", b"\x00\xffc", b""]), np.array(["word"] * 30), np.array([["a", "bb"], ["ccc", ""]]))
add(np.array([True, False]), np.array(True), np.array([[True], [False]]), np.array([2 ** 63], "u8"), np.array([-2 ** 63, 2 ** 63 - 1]), np.arange(4, dtype=">i4"), np.arange(4.0).astype(">f8"), np.array([1 + 2j]).astype(">c16"))
for unit in ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "25s"]:
    n = np.array([0, 1, -1, 20500, 1234567], "i8")
    add(n.view("M8[%s]" % unit), n.view("m8[%s]" % unit), np.array([3, np.iinfo("i8").min]).view("M8[%s]" % unit), np.array([3, np.iinfo("i8").min]).view("m8[%s]" % unit))
add(np.array(["NaT"], "M8[s]"), np.array([5, 7], "m8"), np.array(["-0044-03-15", "12345-01-01"], "M8[D]"))
o = np.empty(3, object)
o[:] = [np.arange(3), [1, "a"], {"k": (1, None)}]
deep = np.empty(2, object)
deep[0] = np.arange(4.0).reshape(2, 2)
deep[1] = o
add(np.array([1, "a", None, 2.5, (1, 2)], object), o, deep, np.array([[None, True], [1, "x"]], object), np.array(None), np.array([3 + 4j, 1j, -0.0 + 2j], object), np.array(["long " * 12, "b"], object), np.array([[1], [2, 3]], object) if not few else np.array([[], [0]], object))
add(np.zeros(2, [("a", "<i4"), ("b", "<f8", (2,)), ("c", "<U3")]), np.zeros(2, np.dtype([("a", "i1"), ("b", "f8")], align=True)), np.zeros(2, np.dtype({"names": ["a", "b"], "formats": ["<i4", "<f8"], "offsets": [4, 16], "itemsize": 30})),
    np.zeros(2, np.dtype([(("ti", "a"), "<i4")])), np.array([(1, 2.5), (-30, 1e-9)], [("x", "i2"), ("y", "f4")]), np.zeros((2, 2), [("p", [("x", "<f4"), ("y", "?", (2, 2))]), ("q", "M8[s]")]), np.array((7, "q"), [("a", "i8"), ("s", "U2")]),
    np.array([(1, [2]), (3, None)], [("a", "i4"), ("o", "O")]), np.zeros(3, [("one", "f8")]), np.zeros(1, [("big", ">i4"), ("t", "S3")]), np.zeros(1, [("v", "V3"), ("c", "c8")]))
add(np.frombuffer(b"abcdef", "V3"), np.asfortranarray(r.normal(0, 1, (3, 4))), r.normal(0, 1, (3, 4)).T, np.broadcast_to(np.arange(3), (2, 3)))
add(np.float64(1.5), np.float32(0.1), np.float16(65504), np.int8(-3), np.uint64(2 ** 64 - 1), np.bool_(True), np.str_("a'b"), np.bytes_(b"\x01z"), np.complex128(1 + 2j), np.complex64(-0.1j), np.complex128(complex(-0.0, 1)), np.datetime64("2020-01"), np.datetime64("NaT"), np.datetime64("NaT", "s"), np.timedelta64(5, "D"), np.timedelta64("NaT", "s"),
    np.timedelta64(7, "25s"), np.float32(1234567), np.float32(1e-4), np.float16(1000), np.complex64(1e7 + 1e10j), np.longdouble("0.1"), np.float64(1e22), np.float64(1e-5), np.float64("nan"), np.zeros(1, [("a", "i4"), ("b", "f8")])[0], np.void(b"ab"))
if hasattr(np, "dtypes") and hasattr(np.dtypes, "StringDType"):
    S = np.dtypes.StringDType
    add(np.array(["a", "naïve"], S()), np.array([["x", ""]], S()), np.array(["a", None], S(na_object=None)), np.array(["a", np.nan], S(na_object=np.nan)), np.array(["q"], S(coerce=False)))
with open(sys.argv[1], "wb") as f:
    pickle.dump((np.__version__, [(a, repr(a)) for a in arrays]), f, 4)
print(len(arrays))
