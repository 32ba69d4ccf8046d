"""Writes the files in dill/ and what numpy prints of them. They were made by dill 0.3.6, numpy 1.24 and scikit-learn 1.2.1 on Python 3.11:

    python3 make_dill.py
"""

import collections
import functools
import json
import os

import dill
import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OrdinalEncoder, StandardScaler

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "dill")
X = np.array([[0.5, 1.0], [1.5, -1.0], [2.5, 3.0], [-0.5, 0.25], [3.5, 1.0], [-2.0, 2.0]])
y = np.array([0, 1, 1, 0, 1, 0])
twice = np.arange(2)

ARRAYS = {
    "array": np.arange(3.0),
    "table": np.arange(6).reshape(2, 3),
    "fortran": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "objects": np.array(["a", None, 3], dtype=object),
    "texts": np.array(["a", "bc"]),
    "record": np.zeros(2, dtype=[("x", "f8"), ("y", "i4")]),
    "matrix": np.matrix([[1, 2]]),
    "datetimes": np.array(["2020-01-01"], dtype="M8[D]"),
    "empty": np.zeros((0, 3), dtype="f4"),
}
VALUES = {
    "shared": [twice, twice],
    "types": [int, dict, type(None), np.ndarray],
    "range": range(0, 9, 2),
    "slice": slice(1, 2),
    "partial": functools.partial(int, base=2),
    "ordered": collections.OrderedDict(a=np.arange(2)),
    "masked": np.ma.array([1.0, 2.0], mask=[0, 1]),
}
MODELS = {
    "logistic": make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y),
    "forest": RandomForestClassifier(n_estimators=2, random_state=0).fit(X, y),
    "clusters": KMeans(2, n_init=1, random_state=0).fit(X),
    "ordinal": OrdinalEncoder(dtype=float, handle_unknown="use_encoded_value", unknown_value=-1).fit(X),
    "function": make_pipeline(FunctionTransformer(np.square), LogisticRegression()).fit(X, y),
}

os.makedirs(HERE, exist_ok=True)
expected = {"X": X.tolist(), "arrays": {}, "models": {}}
for name, value in (ARRAYS | VALUES | MODELS).items():
    for protocol in range(6) if name in ARRAYS else (0, 2, 4):
        with open(os.path.join(HERE, f"{name}.{protocol}.pkl"), "wb") as file:
            dill.dump(value, file, protocol=protocol)
for name, value in ARRAYS.items():
    expected["arrays"][name] = repr(np.asarray(value))
for name, model in MODELS.items():
    method = "transform" if name == "ordinal" else "predict_proba" if hasattr(model, "predict_proba") else "predict"
    expected["models"][name] = {"method": method, "answers": np.asarray(getattr(model, method)(X), dtype=float).ravel().tolist()}
with open(os.path.join(HERE, "expected.json"), "w") as file:
    json.dump(expected, file, indent=1)
