"""Digits with each pixel black or white, so that nearly all distances tie: the default KNeighborsClassifier, whose answers hang on the order of
np.argpartition. Debian's python3-sklearn 1.2.1: OMP_NUM_THREADS=1 python3 generate.py"""
import json

import joblib
import numpy as np
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier

digits = load_digits()
bits = (digits.data > 7).astype(np.uint8)
with open("manifest.jsonl", "w") as manifest:
    for name, dtype in (("bytes", np.uint8), ("bools", bool)):
        model = KNeighborsClassifier().fit(bits[:1097].astype(dtype), digits.target[:1097].astype(np.int8))
        rows = bits[1097:].astype(dtype)
        joblib.dump(model, name + ".joblib", compress=("xz", 9))
        distances, neighbours = model.kneighbors(rows)
        np.savez_compressed(name + ".npz", **{"X": rows, "predict": model.predict(rows), "predict_proba": model.predict_proba(rows),
                                              "kneighbors.0": distances, "kneighbors.1": neighbours})
        manifest.write(json.dumps(dict(id=name, estimator="sklearn.neighbors._classification.KNeighborsClassifier", sklearn="1.2.1", input="dense",
                                       model=name + ".joblib", answers=name + ".npz", methods=["predict", "predict_proba", "kneighbors"])) + "\n")
