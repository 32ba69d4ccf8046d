"""Writes the pickles here and what `python3 -m pickletools` (CPython 3.11) prints for them: run it in this folder.

arrays.joblib needs joblib; its text is Brine's own, as pickletools cannot read it.
"""
import collections
import datetime
import io
import pickle
import pickletools
import sys

shared = ["twice"]
VALUE = {
    "text": ["plain", "it's", 'both \' and "', "tab\tline\nback\\slash", "é ü", "\u2028\x85\xad", "\U0001f600", "\ud83d alone", "\U000e0001"],
    "bytes": [b"", b"it's", b"\x00\xff\"", bytearray(b"it's \\")],
    "numbers": [0, -1, 255, 65535, -(2 ** 31), 2 ** 31, 2 ** 100, -(2 ** 63), True, None],
    "floats": [0.0, -0.0, 1.0, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 0.1, 1e22, 1e23, 5e-324, float("inf"), float("nan"), 1234567890123456.7],
    "shared": (shared, shared, ()),
    "more": [{1, 2}, frozenset("a"), collections.OrderedDict(a=1), datetime.timedelta(1, 2, 3), complex(1, -2), range(3), len],
}


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def dis(data, annotate):
    out = io.StringIO()
    pickletools.dis(data, out, None, 4, annotate)
    return out.getvalue()


for protocol in range(6):
    data = pickle.dumps(VALUE, protocol)
    write("values%d.pkl" % protocol, data)
    for annotate, ending in (0, ".txt"), (30, ".annotated.txt"):
        write("values%d%s" % (protocol, ending), dis(data, annotate).encode("utf-8"))

stream = io.BytesIO()
pickler = pickle.Pickler(stream, 2)
for part in (shared, [shared, "more"], shared):
    pickler.dump(part)
write("stream.pkl", stream.getvalue())
stream.seek(0)
out, memo = io.StringIO(), {}
for _ in range(3):
    pickletools.dis(stream, out, memo, 2)
write("stream.txt", out.getvalue().encode("utf-8"))

if "joblib" in sys.argv:
    import joblib
    import numpy
    joblib.dump({"a": numpy.arange(6.0).reshape(2, 3), "o": numpy.array(["x", None], dtype=object), "z": 1}, "arrays.joblib", protocol=2)
