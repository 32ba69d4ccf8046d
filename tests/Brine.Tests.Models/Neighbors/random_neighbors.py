"""Small random tables with many equal distances, for models of neighbours of every metric, algorithm, weight and dtype and for others that
break ties (clusters, support vectors, trees), with Python's answers:
random_neighbors.py FOLDER FIRST COUNT. A case is made of its number alone. Where Python raises, the manifest lists the method as refused."""
import json
import os
import pickle
import sys
import warnings

# One thread, and no SIMD that rounds or orders in a way of its own.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ.setdefault("NPY_DISABLE_CPU_FEATURES", "AVX512F AVX512CD AVX512_SKX AVX512_CLX")

import numpy as np
import scipy.sparse as sp
from sklearn.cluster import BisectingKMeans, KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import (KNeighborsClassifier, KNeighborsRegressor, KNeighborsTransformer, NearestCentroid, NearestNeighbors,
                               RadiusNeighborsClassifier, RadiusNeighborsRegressor, RadiusNeighborsTransformer, VALID_METRICS)
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier

warnings.simplefilter("ignore")
np.seterr(all="ignore")
ALL = sorted({metric for known in VALID_METRICS.values() for metric in known} - {"precomputed", "pyfunc"})
COMMON = ["minkowski", "euclidean", "manhattan", "cosine", "hamming", "jaccard", "chebyshev", "l2", "sqeuclidean"]
DTYPES = ["f8", "f8", "f8", "f4", "f4", "i8", "i4", "u1", "?", "f2"]


def table(rng, kind, rows, columns):
    if kind == "bits":
        return rng.randint(0, 2, (rows, columns))
    if kind == "counts":
        return rng.randint(-2, 4, (rows, columns))
    if kind == "grid":
        return rng.randint(0, 5, (rows, columns)) / 10
    if kind == "angles":
        return rng.randint(-3, 4, (rows, columns)) / 4
    whole = rng.randn(rows, columns)
    whole[rng.randint(0, rows, rows // 2)] = whole[0]
    return whole


def cast(x, dtype):
    return np.abs(x).astype(dtype) if dtype in ("u1",) else x.astype(dtype)


def put(data, name, value):
    if sp.issparse(value):
        csr = value.tocsr()
        data.update({f"{name}.csr.data": csr.data, f"{name}.csr.indices": csr.indices, f"{name}.csr.indptr": csr.indptr, f"{name}.csr.shape": np.array(csr.shape)})
    elif isinstance(value, (list, tuple)):
        data.update({f"{name}.{i}": part for i, part in enumerate(value)})
    else:
        data[name] = value


def parameters(rng, metric, columns):
    if metric == "seuclidean":
        return {"V": rng.randint(1, 5, columns) / 2}
    if metric == "mahalanobis":
        root = rng.randn(columns, columns)
        return {"VI": root @ root.T + np.eye(columns)}
    if metric == "wminkowski" or (metric in ("minkowski", "hamming") and rng.rand() < 0.2):
        return {"w": rng.randint(1, 4, columns) / 2}
    return None


def model_of(rng, number):
    """A trained model and the rows to ask it about, or None where Python does not train it."""
    columns = int(rng.choice([1, 2, 2, 3, 4, 5, 8, 11, 20]))
    metric = str(rng.choice(COMMON) if rng.rand() < 0.6 else rng.choice(ALL))
    columns = 2 if metric == "haversine" else columns
    rows = int(rng.choice([3, 6, 12, 20, 40, 90, 300], p=[0.1, 0.15, 0.2, 0.2, 0.2, 0.1, 0.05]))
    kind = "angles" if metric == "haversine" else str(rng.choice(["bits", "bits", "counts", "grid", "angles", "reals"]))
    dtypes = [str(rng.choice(DTYPES))] * 2 if rng.rand() < 0.6 else [str(rng.choice(DTYPES)) for _ in range(2)]
    training, asked = cast(table(rng, kind, rows, columns), dtypes[0]), cast(table(rng, kind, int(rng.choice([1, 3, 7, 16])), columns), dtypes[1])
    if rng.rand() < 0.3:
        asked[0] = training[0]
    if rng.rand() < 0.15 and dtypes[0] != "f2":
        training = sp.csr_matrix(training)
    if rng.rand() < 0.15 and dtypes[1] != "f2":
        asked = sp.csr_matrix(asked)
    k = int(min(rows, rng.choice([1, 2, 3, 4, 5, 6, 9, 17, 25, rows])))
    given = dict(metric=metric, metric_params=parameters(rng, metric, columns), algorithm=str(rng.choice(["auto", "brute", "brute", "ball_tree", "kd_tree"])),
                 p=float(rng.choice([2, 2, 2, 1, 3, 1.5, np.inf, 0.5])), leaf_size=int(rng.choice([2, 30])))
    weights = str(rng.choice(["uniform", "distance"]))
    labels = rng.randint(0, 4, rows) * 3 if rng.rand() < 0.8 else rng.randint(0, 3, (rows, 2))
    targets = rng.randn(rows).astype(rng.choice(["f8", "f4"])) if rng.rand() < 0.7 else rng.randint(0, 5, (rows, 2)).astype(float)
    radius = float(rng.choice([0.2, 0.5, 1, 1.5, 3]))
    which = str(rng.choice(["classifier", "classifier", "regressor", "nearest", "graph", "radius classifier", "radius regressor", "radius graph", "centroid", "other"]))
    if which == "classifier":
        return KNeighborsClassifier(k, weights=weights, **given).fit(training, labels), asked, ["predict", "predict_proba", "kneighbors"]
    if which == "regressor":
        return KNeighborsRegressor(k, weights=weights, **given).fit(training, targets), asked, ["predict", "kneighbors"]
    if which == "nearest":
        return NearestNeighbors(n_neighbors=k, **given).fit(training), asked, ["kneighbors"]
    mode = str(rng.choice(["distance", "connectivity"]))
    if which == "graph":
        return KNeighborsTransformer(n_neighbors=max(k - 1, 1), mode=mode, **given).fit(training), asked, ["transform"]
    if which == "radius classifier":
        outlier = rng.choice([None, "most_frequent", 3, 0])
        return RadiusNeighborsClassifier(radius, weights=weights, outlier_label=outlier, **given).fit(training, labels), asked, ["predict", "predict_proba"]
    if which == "radius regressor":
        return RadiusNeighborsRegressor(radius, weights=weights, **given).fit(training, targets), asked, ["predict"]
    if which == "radius graph":
        return RadiusNeighborsTransformer(radius=radius, mode=mode, **given).fit(training), asked, ["transform"]
    if which == "other":
        flat = labels if labels.ndim == 1 else labels[:, 0]
        kind = rng.randint(6)
        if kind == 0:
            return KMeans(min(rows, 4), n_init=1, random_state=0).fit(training), asked, ["predict", "transform"]
        if kind == 1:
            return BisectingKMeans(min(rows, 3), n_init=1, random_state=0).fit(training), asked, ["predict"]
        if kind == 2:
            return SVC(kernel=str(rng.choice(["linear", "rbf", "poly"])), decision_function_shape=str(rng.choice(["ovr", "ovo"]))).fit(training, flat), asked, ["predict", "decision_function"]
        if kind == 3:
            return LinearSVC(random_state=0).fit(training, flat), asked, ["predict"]
        tree = DecisionTreeClassifier(max_depth=2, random_state=0) if kind == 4 else RandomForestClassifier(4, max_depth=2, random_state=0)
        return tree.fit(training, flat), asked, ["predict", "predict_proba"]
    return NearestCentroid(metric=metric).fit(training, labels if labels.ndim == 1 else labels[:, 0]), asked, ["predict"]


def main(folder, first, count):
    manifest = open(folder + "/manifest.jsonl", "w")
    made, number = 0, first
    while made < count:
        number += 1
        rng = np.random.RandomState(number)
        try:
            model, asked, methods = model_of(rng, number)
        except (ValueError, TypeError, IndexError, np.linalg.LinAlgError):
            continue
        made += 1
        data, right, refused = {}, [], []
        put(data, "X", asked)
        for method in methods:
            try:
                put(data, method, getattr(model, method)(asked))
                right.append(method)
            except (ValueError, TypeError, IndexError) as error:
                refused.append(method)
        pickle.dump(model, open(f"{folder}/{number}.pkl", "wb"))
        np.savez(f"{folder}/{number}.npz", **data)
        manifest.write(json.dumps(dict(id=str(number), estimator=type(model).__name__, model=f"{number}.pkl", answers=f"{number}.npz", methods=right, refused=refused)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
