"""Writes the pickles of shop.VALUES at every protocol, a line each: name-protocol and base64.

    python3 make_shop.py ../../Brine.Tests.Pickle/Mapping > shop.txt

Python 3.11.2 and 3.14 write the same.
"""
import base64
import pickle
import sys

sys.path.insert(0, sys.argv[1])
import shop

for name, make in shop.VALUES.items():
    for protocol in range(6):
        try:
            data = pickle.dumps(make(), protocol)
        except TypeError:
            continue  # __slots__ at protocols 0 and 1
        print(f"{name}-{protocol} {base64.b64encode(data).decode()}")
