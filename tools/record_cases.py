"""Records what a model answers, so that whoever opens it later can see that it still answers so.

    from record_cases import record
    joblib.dump(model, "model.joblib")
    record(model, X_test[:200], "cases.npz")

X is what the model takes: an array, a data frame, a sparse matrix, a list of texts or of dicts. Only numpy is needed.
"""
import json
import platform
import numpy as np

METHODS = ("predict", "predict_proba", "decision_function", "transform", "score_samples")


def put(arrays, name, value):
    if isinstance(value, (list, tuple)) and name != "X":
        for i, part in enumerate(value):
            put(arrays, f"{name}.{i}", part)
    elif hasattr(value, "tocsr"):
        rows = value.tocsr()
        arrays |= {f"{name}.csr.{part}": getattr(rows, part) for part in ("data", "indices", "indptr")}
        arrays[f"{name}.csr.shape"] = np.array(rows.shape)
    elif hasattr(value, "columns") and name == "X":
        arrays |= {f"X.col.{column}": value[column].to_numpy() for column in value.columns}
    elif isinstance(value, list):
        kind, texts = ("dicts", [json.dumps(item) for item in value]) if isinstance(value[0], dict) else ("text", value)
        arrays[f"X.{kind}"] = np.array(texts, dtype=str)
    else:
        arrays[name] = np.asarray(value)


def record(model, X, path):
    arrays = {}
    put(arrays, "X", X)
    for method in METHODS:
        if hasattr(model, method):
            put(arrays, method, getattr(model, method)(X))
    said = {"by": "python", "python": platform.python_version(), "numpy": np.__version__, "class": type(model).__qualname__}
    np.savez_compressed(path, recorded=np.array([json.dumps(said)]), **arrays)
