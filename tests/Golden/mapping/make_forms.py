"""Pickles the values of forms.py at every protocol that Python has for them, with Python 3.11.

    python3 make_forms.py ../../Brine.Tests.Pickle/Mapping > forms.txt
"""
import base64
import pickle
import sys

sys.path.insert(0, sys.argv[1])
import forms

for name in forms.VALUES:
    for protocol in forms.protocols(name):
        data = pickle.dumps(forms.root(name), protocol)
        wrong = forms.same(pickle.loads(data), forms.root(name))
        assert not wrong, (name, protocol, wrong)
        print(f"{name}-{protocol}", base64.b64encode(data).decode())
