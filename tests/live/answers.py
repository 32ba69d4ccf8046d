"""What Python answers, written so that every cell keeps its kind: numbers as their bytes, others as a letter and a text."""
import base64
import copy
import struct
import warnings
import numpy as np
import pandas as pd
import scipy.sparse
from sklearn.pipeline import Pipeline

METHODS = ["predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "inverse_transform", "score_samples", "apply", "decision_path", "kneighbors", "predict_std", "mahalanobis", "get_feature_names_out", "staged_predict", "staged_predict_proba", "staged_decision_function"]


def cell(value):
    if value is None: return "none"
    if value is pd.NA: return "na"
    if value is pd.NaT: return "nat"
    if isinstance(value, (bool, np.bool_)): return f"b:{bool(value)}"
    if isinstance(value, (int, np.integer)): return f"i:{int(value)}"
    if isinstance(value, (float, np.floating)): return "f:nan" if value != value else "f:" + struct.pack(">d", float(value)).hex()
    if isinstance(value, str): return "s:" + value
    return f"?:{type(value).__name__}"


def encode(value):
    if isinstance(value, (list, tuple)): return {"parts": [encode(part) for part in value]}
    if scipy.sparse.issparse(value):
        matrix = value.tocsr(copy=True)
        matrix.sort_indices()
        return {"shape": list(matrix.shape), "starts": matrix.indptr.tolist(), "columns": matrix.indices.tolist(), **numbers(matrix.data)}
    array = value.to_numpy() if isinstance(value, pd.DataFrame) else np.asarray(value)
    return {"shape": list(array.shape), **numbers(array)}


def numbers(array):
    if array.dtype.kind in "fiub":
        plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        return {"dtype": array.dtype.name, "bytes": base64.b64encode(plain.tobytes()).decode()}
    return {"dtype": "object" if array.dtype == object else array.dtype.kind, "cells": [cell(value) for value in array.ravel().tolist()]}


def last(model): return model.steps[-1][1] if isinstance(model, Pipeline) else model


def methods(model):
    name = type(last(model)).__name__
    if "BernoulliRBM" in name: skipped = {"score_samples"}  # it draws random numbers
    elif name == "DummyClassifier" and last(model).strategy in ("stratified", "uniform"): skipped = {"predict"}  # the same
    elif name == "DictVectorizer": skipped = {"inverse_transform"}  # dicts are no array; the tests of the class look at them
    else: skipped = set()
    own = {"predict_std"} if name in ("BayesianRidge", "ARDRegression") else set()
    return [m for m in METHODS if m not in skipped and (m in own or hasattr(model, m))]


def plain(model, rows):
    """scikit-learn 1.2's ARDRegression indexes a frame as if it were an array, which later versions do not."""
    return rows.to_numpy() if type(model).__name__ == "ARDRegression" and hasattr(rows, "to_numpy") else rows


def labels(model, value):
    """The tuples of a MultiLabelBinarizer as arrays of its labels."""
    return [np.array(row, dtype=model.classes_.dtype) for row in value] if type(model).__name__ == "MultiLabelBinarizer" else value


def ask(model, rows, only):
    """The answer of each method, or what Python raised."""
    if hasattr(model, "max_patches"): model = copy.deepcopy(model)  # it goes on drawing where the last call ended
    predicts = model.predict if hasattr(model, "predict") else None
    found = {}
    for method in only:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                if method == "predict_std" and predicts(rows) is not None: value = model.predict(plain(model, rows), return_std=True)
                elif method == "inverse_transform": value = labels(model, model.inverse_transform(model.transform(rows)))
                elif method.startswith("staged_"): value = list(getattr(model, method)(rows))
                elif method == "get_feature_names_out": value = model.get_feature_names_out()
                else: value = getattr(model, method)(rows)
                found[method] = encode(value)
            except Exception as error:  # whatever Python raises is a refusal
                found[method] = {"raises": f"{type(error).__name__}: {str(error).strip()[:200]}"}
    return found
