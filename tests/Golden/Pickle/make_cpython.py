"""Writes cpython.tsv: what CPython's two picklers make of the values that PicklerGoldenTests builds by the same names.

Made with Python 3.11.2. Columns: name, protocol, pickler, length, SHA-256 of the bytes.
"""
import collections
import hashlib
import io
import os
import pickle
import sys

values = {
    "None": None, "True": True, "False": False,
    "inf": float("inf"), "-inf": float("-inf"), "nan": float("nan"),
    "empty str": "", "surrogate": "\ud800", "escapes": "a\nb\\c\0\r\x1a\xe9",
    "empty tuple": (), "class": collections.OrderedDict, "int class": int, "function": len,
    "bytearray 0": bytearray(), "bytearray 2": bytearray(b"ab"), "bytearray 65536": bytearray(65536),
}
for number in (0, 1, 255, 256, 65535, 65536, -1, -128, -129, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63 - 1, -2**63, 2**63, 2**200, -2**200, 2**2031, 2**2039, -2**2039, 2**2040):
    values[f"int {number}"] = number
for number in (0.0, -0.0, 1.5, 1e15, 1e16, 123456789012345.0, 1234567890123456.0, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 0.1, 1e22, 123e-7):
    values[f"float {number!r}"] = number
for text in ("a", "\xe9", "\u20ac", "\U0001F600", "\xe9" * 128):
    values[f"str {text}"] = text
for size in (255, 256, 5000, 65535, 65536):
    values[f"str x{size}"] = "x" * size
for size in (0, 1, 255, 256, 65535, 65536):
    values[f"bytes {size}"] = bytes([7]) * size
for size in (0, 1, 2, 999, 1000, 1001, 1999, 2000, 2001):
    values[f"list {size}"] = [None] * size
    values[f"ints {size}"] = list(range(size))
    values[f"dict {size}"] = {i: None for i in range(size)}
    values[f"set {size}"] = set(range(size))
    values[f"frozenset {size}"] = frozenset(range(size))
    values[f"ordered {size}"] = collections.OrderedDict((i, None) for i in range(size))
for size in (1, 2, 3, 4):
    values[f"tuple {size}"] = tuple(range(size))
values["frames"] = [bytes([i]) * 1000 for i in range(200)]
values["shared"] = (lambda inner: [inner, inner, (inner,)])([1])
recursive = []
recursive.append(recursive)
values["recursive list"] = recursive
recursive = {}
recursive[1] = recursive
values["recursive dict"] = recursive
for size in (1, 4):
    inner = []
    recursive = (inner,) + (None,) * (size - 1)
    inner.append(recursive)
    values[f"recursive tuple {size}"] = recursive

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "cpython.tsv"), "w", newline="\n") as out:
    for name, value in values.items():
        for protocol in range(6):
            for label, pickler in (("C", pickle.Pickler), ("Python", pickle._Pickler)):
                sink = io.BytesIO()
                pickler(sink, protocol).dump(value)
                data = sink.getvalue()
                print(name.encode("unicode_escape").decode(), protocol, label, len(data), hashlib.sha256(data).hexdigest(), sep="\t", file=out)
print(len(values), "values", sys.version)
