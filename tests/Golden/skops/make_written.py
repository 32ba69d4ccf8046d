#!/usr/bin/env python3
"""Pickles, and what skops.io.dump writes of them once Python has loaded them: make_written.py OUT (needs skops, scikit-learn, numpy 2).

NAME.pkl and NAME.skops in OUT hold the same value. Brine's own skops file of NAME.pkl must have the same nodes and the same arrays.
"""
import collections, datetime, decimal, functools, operator, os, pickle, platform, sys, zipfile
import numpy as np, scipy, scipy.sparse as sp, sklearn, skops, skops.io
from scipy.special import expit
from sklearn import compose, ensemble, feature_extraction, feature_selection, impute, linear_model, model_selection, neighbors, pipeline, preprocessing, svm, tree

rng = np.random.default_rng(20261124)
X = rng.normal(size=(24, 3)); y = (X[:, 0] > 0).astype(int); text = ["red wine", "white wine", "red brick", "white wall"] * 6
shared = [1, 2]; owner = preprocessing.StandardScaler().fit(X)
generator = np.random.default_rng(7); generator.normal()
state = np.random.RandomState(5); state.normal()
masked = np.ma.MaskedArray([1.5, 2.5, 3.5], mask=[False, True, False])
objects = np.empty(3, dtype=object); objects[:] = ["a", None, [1, 2]]

values = {
    "plain": [None, True, False, 0, -7, 2**80, 1.5, -0.0, 1e22, 5e-324, float("inf"), float("-inf"), float("nan"), "", "t\u00e9xt \U0001f600 \"quoted\" \\ \n\t\x00\x7f", b"", b"\x00\xff", bytearray(b"ab"),
              (), (1, (2, "x")), [], [[1], 2], {3}, set(), slice(1, None, 2), slice(None)],
    "dicts": [{}, {"a": 1, "b": {"c": None}}, {1: "x", -2: "y"}, {1.5: 0, float("inf"): 1}, {True: 2, "text": 3}, {np.int64(4): 1, np.int32(5): 2}, {np.float64(0.1): 1, np.float32(0.1): 2},
              {np.str_("k"): 1}, collections.OrderedDict([("z", 1), ("a", 2)]), collections.OrderedDict(), collections.defaultdict(list, {"k": [1]}), collections.defaultdict(None, {}), collections.Counter("hello")],
    "shared": [shared, shared, {"again": shared, "tuple": (shared,)}, owner, {"owner": owner}, objects, objects],
    "callables": [int, str, dict, len, np.float64, np.ndarray, np.mean, np.log1p, expit, feature_selection.f_classif, linear_model.Ridge, owner.transform, functools.partial(np.add, 1), functools.partial(np.mean, axis=0),
                  operator.attrgetter("a.b", "c"), operator.itemgetter(1), operator.methodcaller("split", ",")],
    "reduced": [datetime.datetime(2026, 11, 24, 12, 30), datetime.date(2026, 1, 2), datetime.timedelta(1, 2, 3), decimal.Decimal("1.50"), range(3, 9, 2)],
    "arrays": [np.arange(6.0).reshape(2, 3), np.asfortranarray(np.arange(6).reshape(2, 3)), np.array(["ab", "c"]), np.array([b"ab"]), np.array([True, False]), np.array(3.5), np.zeros((0, 2)), np.array([1 + 2j]),
               np.array([(1, 2.5)], dtype=[("i", "i4"), ("f", "f8")]), np.array(["2026-11-24"], dtype="M8[D]"), np.arange(3, dtype="u2"), objects, np.array([["a", None], ["b", 1]], dtype=object), np.matrix([[1, 2]]), masked,
               np.float64(2.5), np.float32(0.1), np.int64(-3), np.uint8(200), np.str_("s"), np.complex128(1 - 2j), np.dtype("f8"), np.dtype(object), np.dtype("U5"), np.dtype([("a", "i4"), ("b", "f8", (2,))])],
    "sparse": [sp.csr_matrix([[1.0, 0], [0, 2]]), sp.csc_matrix([[1, 0], [0, 2]]), sp.coo_matrix([[0.0, 3], [0, 0]]), sp.bsr_matrix(np.eye(4)), sp.dia_matrix(np.eye(3)), sp.csr_array([[0.0, 1]])],
    "random": [state, generator],
    "sgd": pipeline.make_pipeline(feature_extraction.text.TfidfVectorizer(), linear_model.SGDClassifier(random_state=1, max_iter=5, tol=None)).fit(text, y),
    "trees": [tree.DecisionTreeClassifier(max_depth=2, random_state=1).fit(X, y), ensemble.GradientBoostingClassifier(n_estimators=2, max_depth=2, random_state=1).fit(X, y)],
    "histogram": ensemble.HistGradientBoostingClassifier(max_iter=2, min_samples_leaf=4, random_state=1).fit(X, y),
    "neighbours": neighbors.KNeighborsClassifier(algorithm="kd_tree").fit(X, y),
    "search": model_selection.GridSearchCV(svm.SVC(), {"C": [0.5, 1.0]}, cv=2).fit(X, y),
    "columns": compose.ColumnTransformer([("n", pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.StandardScaler()), [0, 1]), ("k", preprocessing.KBinsDiscretizer(3, encode="onehot-dense", quantile_method="linear"), slice(2, 3))]).fit(X),
}


def main():
    out = sys.argv[1]; os.makedirs(out, exist_ok=True)
    for name, value in values.items():
        data = pickle.dumps(value, protocol=4)
        with open(os.path.join(out, name + ".pkl"), "wb") as f:
            f.write(data)
        skops.io.dump(pickle.loads(data), os.path.join(out, name + ".skops"), compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    with open(os.path.join(out, "versions.txt"), "w", encoding="utf-8") as f:
        f.write(f"skops {skops.__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}, Python {platform.python_version()}\n")


if __name__ == "__main__":
    main()
