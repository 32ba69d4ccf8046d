"""Makes the golden files of this folder: python3 generate_compose.py

Debian bookworm's python3-sklearn (1.2.1, numpy 1.24.2, pandas 1.5.3), OMP_NUM_THREADS=1 and
NPY_DISABLE_CPU_FEATURES="AVX512F AVX512CD AVX512_SKX AVX512_CLX". A line of manifest.jsonl a case; inputs and answers as the npz form has them.
Answers that mix text and numbers are stored as text, missing ones as empty text.
"""
import json, pathlib, pickle, sys, warnings
import numpy as np, pandas as pd, scipy.sparse as sp
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor, make_column_selector
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
for old in list(here.glob("*.pkl")) + list(here.glob("*.npz")):
    old.unlink()
lines = []


def plain(value):
    if isinstance(value, str):
        return value
    return "" if value is None or value != value else repr(value)


def store(npz, key, value):
    if isinstance(value, (pd.DataFrame, pd.Series)):
        value = value.values
    if sp.issparse(value):
        value = sp.csr_matrix(value)
        npz.update({key + ".csr.data": value.data.astype(float), key + ".csr.indices": value.indices, key + ".csr.indptr": value.indptr, key + ".csr.shape": np.array(value.shape)})
        return
    value = np.asarray(value)
    if value.dtype == object:
        text = any(isinstance(v, str) for v in value.ravel())
        value = np.array([plain(v) for v in value.ravel()] if text else [float(v) for v in value.ravel()]).reshape(value.shape)
    npz[key] = value


def case(name, model, X, *methods, fit=None, y=None, protocol=4):
    model.fit(X if fit is None else fit, y)
    npz, line = {}, {"id": name, "model": name + ".pkl", "answers": name + ".npz", "methods": list(methods), "estimator": type(model).__name__, "sklearn": "1.2.1"}
    if isinstance(X, pd.DataFrame):
        line["columns"], line["missing"] = list(X.columns), {}
        for column in X:
            values = X[column].values
            if values.dtype == object:
                gone = [i for i, v in enumerate(values) if not isinstance(v, str)]
                if gone:
                    line["missing"]["X.col." + column] = gone
                values = np.array([v if isinstance(v, str) else "" for v in values])
            npz["X.col." + column] = values
    else:
        store(npz, "X", X)
    for method in methods:
        if method == "get_feature_names_out":
            npz[method] = np.array([str(v) for v in model.get_feature_names_out()], dtype=str)
        elif method == "inverse_transform":
            store(npz, method, model.inverse_transform(model.transform(X)))
        else:
            store(npz, method, getattr(model, method)(X))
    with open(here / line["model"], "wb") as file:
        pickle.dump(model, file, protocol)
    np.savez_compressed(here / line["answers"], **npz)
    lines.append(line)


r = np.random.RandomState(7)
n = 12
dense = np.abs(r.randn(n, 6)).round(3)
holes = dense.copy()
holes[[1, 4, 7], [0, 2, 2]] = np.nan
empty = holes.copy()
empty[:, 3] = np.nan
target = dense @ np.arange(1, 7) + r.randn(n)
frame = pd.DataFrame({"age": holes[:, 0], "fare": dense[:, 1], "city": [["Oslo", "Bergen", None][i % 3] for i in range(n)], "rooms": np.arange(n) % 4, "new": np.arange(n) % 2 == 0})
log, expm, same = (lambda: FunctionTransformer(np.log1p, inverse_func=np.expm1)), (lambda: FunctionTransformer(np.exp)), (lambda: FunctionTransformer(feature_names_out="one-to-one"))
text = lambda: SimpleImputer(missing_values=None, strategy="most_frequent")

case("columns.numbers", ColumnTransformer([("a", log(), [3, 1]), ("b", "passthrough", [-1, 0])]), dense, "transform")
case("columns.slice", ColumnTransformer([("a", log(), slice(1, 3)), ("b", expm(), slice(-2, None)), ("c", "drop", [0])], remainder="passthrough"), dense, "transform", protocol=2)
case("columns.mask", ColumnTransformer([("a", log(), [True, False, True, False, False, False]), ("b", "passthrough", np.arange(6) == 4)]), dense, "transform")
case("columns.names", ColumnTransformer([("a", SimpleImputer(add_indicator=True), ["age", "fare"]), ("t", text(), ["city"]), ("p", "passthrough", slice("rooms", "new"))]), frame, "transform", "get_feature_names_out")
case("columns.selector", ColumnTransformer([("n", SimpleImputer(strategy="median"), make_column_selector(dtype_include=np.number))], remainder="passthrough"), frame, "transform", "get_feature_names_out")
case("columns.scalar", ColumnTransformer([("n", SimpleImputer(), ["age"])], remainder=FunctionTransformer()), frame[["age", "fare", "rooms"]], "transform")
case("columns.moved", ColumnTransformer([("n", SimpleImputer(), ["age", "fare"]), ("p", "passthrough", ["rooms"])]), frame[["rooms", "city", "fare", "age"]].assign(more=1.0), "transform", fit=frame)
case("columns.plain_names", ColumnTransformer([("n", SimpleImputer(), ["fare", "age"])], remainder="passthrough", verbose_feature_names_out=False), frame, "transform", "get_feature_names_out")
case("columns.weights", ColumnTransformer([("n", SimpleImputer(), [0, 1]), ("p", log(), [2, 3])], transformer_weights={"n": 2, "p": 0.5}, remainder="passthrough"), dense, "transform")
case("columns.sparse", ColumnTransformer([("m", MissingIndicator(sparse=True, features="all"), [0, 1, 2])], remainder="passthrough", sparse_threshold=1.0), np.where(dense > .5, 0, holes), "transform")
case("columns.dense", ColumnTransformer([("m", MissingIndicator(sparse=True, features="all"), [0, 1, 2])], remainder="passthrough", sparse_threshold=0.0), holes, "transform", "get_feature_names_out")
case("columns.pandas", Pipeline([("c", ColumnTransformer([("n", SimpleImputer(), ["age", "fare"])], remainder="passthrough", verbose_feature_names_out=False)), ("d", ColumnTransformer([("k", "passthrough", ["rooms", "fare"])]))]).set_output(transform="pandas"), frame, "transform", "get_feature_names_out")
case("columns.nothing", ColumnTransformer([("n", "drop", [0]), ("e", SimpleImputer(), [])]), dense, "transform", "get_feature_names_out")
case("columns.single", ColumnTransformer([("a", FunctionTransformer(np.sqrt), [0, 1])], remainder="passthrough"), dense.astype(np.float32), "transform")

case("union.weights", FeatureUnion([("i", SimpleImputer()), ("f", "passthrough"), ("d", "drop")], transformer_weights={"i": 3.0}), holes, "transform")
case("union.names", FeatureUnion([("i", SimpleImputer()), ("m", MissingIndicator(features="all"))]), holes, "transform", "get_feature_names_out")
case("union.sparse", FeatureUnion([("i", SimpleImputer()), ("m", MissingIndicator(sparse=True))]), holes, "transform", "get_feature_names_out")
case("union.pandas", Pipeline([("u", FeatureUnion([("i", SimpleImputer()), ("m", MissingIndicator())])), ("c", ColumnTransformer([("s", "passthrough", ["m__missingindicator_age", "i__fare"])]))]).set_output(transform="pandas"), frame[["age", "fare"]], "transform", "get_feature_names_out")

case("pipeline.none", Pipeline([("n", None), ("i", SimpleImputer()), ("p", "passthrough"), ("r", Ridge())]), holes, "predict", y=target)
case("pipeline.inverse", Pipeline([("a", log()), ("b", FunctionTransformer(np.sqrt, inverse_func=np.square)), ("c", "passthrough")]), dense, "transform", "inverse_transform")
case("pipeline.nested", Pipeline([("u", FeatureUnion([("a", log()), ("b", Pipeline([("i", SimpleImputer()), ("e", expm())]))])), ("r", TransformedTargetRegressor(LinearRegression(), func=np.log1p, inverse_func=np.expm1))]), dense, "predict", y=target)
case("pipeline.frame", Pipeline([("c", ColumnTransformer([("n", SimpleImputer(add_indicator=True), ["age"]), ("p", "passthrough", ["rooms", "new"])])), ("r", GridSearchCV(Ridge(), {"alpha": [.1, 1.0]}, cv=2))]), frame, "predict", y=target)

case("impute.dropped", SimpleImputer(add_indicator=True), empty, "transform", "inverse_transform", "get_feature_names_out")
case("impute.kept", SimpleImputer(strategy="most_frequent", keep_empty_features=True), empty, "transform", "get_feature_names_out")
case("impute.constant", SimpleImputer(strategy="constant", fill_value=-2.5), empty, "transform", "get_feature_names_out")
case("impute.single", SimpleImputer(), holes.astype(np.float32), "transform")
case("impute.whole", SimpleImputer(missing_values=-1, strategy="most_frequent", add_indicator=True), np.array([[1, -1], [1, 5], [-1, 5], [2, 6]]), "transform", "inverse_transform")
case("impute.whole_mean", SimpleImputer(missing_values=-1), np.array([[1, -1], [1, 5], [-1, 5], [2, 6]]), "transform")
case("impute.sparse", SimpleImputer(strategy="median", add_indicator=True), sp.csr_matrix(np.where(np.isnan(empty), np.nan, np.where(empty > .7, empty, 0))), "transform")
case("impute.text", SimpleImputer(missing_values=None, strategy="most_frequent"), frame[["city"]], "transform", "get_feature_names_out")
case("impute.text_nan", SimpleImputer(strategy="constant", add_indicator=True), frame[["city"]].fillna(np.nan), "transform")
case("impute.text_mark", SimpleImputer(missing_values="Oslo", strategy="constant", fill_value="?"), frame[["city"]].fillna("none"), "transform")
case("impute.mixed", SimpleImputer(strategy="most_frequent"), frame[["age", "city", "rooms"]].fillna(np.nan), "transform")
case("indicator.new", MissingIndicator(error_on_new=False), holes, "transform", "get_feature_names_out", fit=np.where(np.arange(6) == 2, holes, dense))

edges = np.array([0.0, -0.0, 1e-320, -1e-320, 1e-20, -1e-9, 0.41421356, -0.29289322, 0.5, -0.5, -0.9999999, -1.0, -2.0, 1e16, -50.0, 709.5, 710.0, np.inf, -np.inf, np.nan])
points = np.concatenate([edges, r.randn(140), np.exp(r.uniform(-30, 30, 140)), -np.exp(r.uniform(-30, 3, 100))])[:, None]
for name in ["log1p", "expm1", "log", "log2", "log10", "exp", "sqrt", "cbrt", "square", "absolute", "negative", "floor", "ceil", "rint", "deg2rad", "rad2deg"]:
    case("function." + name, FunctionTransformer(getattr(np, name)), points, "transform")
case("function.whole", FunctionTransformer(np.square, inverse_func=np.sqrt), np.arange(6).reshape(3, 2), "transform", "inverse_transform")
case("function.sparse", FunctionTransformer(np.log1p, accept_sparse=True), sp.csr_matrix(np.where(dense > .7, dense, 0)), "transform")

search = GridSearchCV(Ridge(), {"alpha": [.1, 1.0]}, cv=2, refit=False).fit(dense, target)
(here / "search.no_refit.pkl").write_bytes(pickle.dumps(search))
custom = FunctionTransformer(np.cumsum, kw_args={"axis": 1}).fit(dense)
(here / "function.arguments.pkl").write_bytes(pickle.dumps(custom))
other = FunctionTransformer(np.cumsum).fit(dense)
(here / "function.unknown.pkl").write_bytes(pickle.dumps(other))
(here / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
