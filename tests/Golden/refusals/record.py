"""Records which inputs Python refuses: python3 record.py CASES... > sklearn-VERSION.json (BRINE_ONLY=CLASS: of the cases of one class)

Each folder of CASES holds models and inputs as a manifest.jsonl describes them (tests/fixtures/sklearn-*, and the folder that models.py fills).
Of the inputs the first ROWS rows are taken and spoiled in each way of SPOILED, in row ROW; a method answered ("") or raised the exception named.
Debian bookworm's python3-sklearn 1.2.1 and, from unstable, 1.9.0.
"""
import json, os, pickle, sys, warnings
import joblib, numpy as np, pandas as pd, scipy.sparse as sp, sklearn

ROWS, ROW = 6, 3
METHODS = ["predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "score_samples", "apply", "decision_path", "kneighbors", "predict_std", "inverse_transform", "mahalanobis"]


def inputs(npz, case):
    if "X" in npz:
        return npz["X"][:ROWS]
    if "X.csr.data" in npz:
        return sp.csr_matrix((npz["X.csr.data"], npz["X.csr.indices"], npz["X.csr.indptr"]), shape=npz["X.csr.shape"])[:ROWS]
    if "X.dicts" in npz:
        return [json.loads(record) for record in npz["X.dicts"][:ROWS]]
    if "X.text" in npz:
        return np.array(list(map(str, npz["X.text"])), dtype=object)[:ROWS]
    columns = {}
    for name in case.get("columns") or [n[6:] for n in npz.files if n.startswith("X.col.")]:
        values = npz["X.col." + name]
        values = values.astype(object) if values.dtype.kind == "U" else values
        for row in case.get("missing", {}).get("X.col." + name, []):
            values[row] = None
        columns[name] = values[:ROWS]
    return pd.DataFrame(columns)


def transformed(npz):
    if "transform" in npz:
        return npz["transform"][:ROWS]
    if "transform.csr.data" in npz:
        return sp.csr_matrix((npz["transform.csr.data"], npz["transform.csr.indices"], npz["transform.csr.indptr"]), shape=npz["transform.csr.shape"])[:ROWS]
    return None


def with_cell(x, value):
    """The cell of row ROW in column 1, or in the first column of floats of a frame."""
    if isinstance(x, pd.DataFrame):
        x = x.copy()
        name = [c for c in x if x[c].dtype.kind == "f"][0]
        if isinstance(value, str):
            x[name] = x[name].astype(object)
        x.iloc[ROW, x.columns.get_loc(name)] = value
        return x
    x = x.astype(object if isinstance(value, str) else np.float64)
    x[(ROW, min(1, x.shape[1] - 1)) if x.ndim == 2 else ROW] = value
    return x


def spoil_numbers(x):
    yield "nan", lambda: with_cell(x, np.nan)
    yield "inf", lambda: with_cell(x, np.inf)
    yield "-inf", lambda: with_cell(x, -np.inf)
    yield "1e39", lambda: with_cell(x, 1e39)
    yield "1e308", lambda: with_cell(x, 1e308)
    yield "negative", lambda: with_cell(x, -3.0)
    yield "text", lambda: with_cell(x, "abc")


def spoil_sparse(x):
    def stored(value):
        y = x.astype(np.float64).tolil()
        y[ROW, min(1, y.shape[1] - 1)] = value
        return y.tocsr()
    yield "csr", lambda: x.tocsr()
    yield "csr nan", lambda: stored(np.nan)
    yield "csr inf", lambda: stored(np.inf)
    yield "csr empty", lambda: x.tocsr()[:0]
    yield "csr fewer", lambda: x.tocsr()[:, :-1]


# A record in the place of another, as JSON.
RECORDS = ['null', '5', '"abc"', '["abc", "de"]', '[[1, 2]]', '["ab", 3]', '[["kind", 2], ["kind", "x"]]', '[["kind", 2, 3]]', '[["kind", null]]', '{"kind": 1.5}', '{"kind": null}', '{"kind": true}',
           '{"kind": ["new", "new"]}', '{"kind": ["new", 1]}', '{"kind": {"a": 1}}', '{"kind": [["new"]]}', '{"kind": NaN}', '{"stock": Infinity}', '{"stock": 1e300}', '{"other": [1]}', '{}', '[]', '""']


def spoil(x):
    yield "as it is", lambda: x
    if isinstance(x, list):
        for record in RECORDS:
            yield "record " + record, lambda record=record: [json.loads(record) if i == ROW else r for i, r in enumerate(x)]
        yield "empty", lambda: []
        yield "numbers", lambda: np.arange(12.0).reshape(6, 2)
        yield "number vector", lambda: np.arange(6.0)
    elif isinstance(x, np.ndarray) and x.ndim > 2:
        def pixel(value):
            y = x.astype(np.float64)
            y[ROW].flat[1] = value
            return y
        for name, value in {"nan": np.nan, "inf": np.inf, "-inf": -np.inf, "1e39": 1e39, "1e308": 1e308, "negative": -3.0}.items():
            yield name, lambda value=value: pixel(value)
        yield "float32", lambda: x.astype(np.float32)
        yield "ints", lambda: np.round(x).astype(np.int64)
        yield "bools", lambda: x > 0
        yield "flat", lambda: x.reshape(len(x), -1)
        yield "vector", lambda: x.reshape(len(x), -1)[:, 0]
        yield "empty", lambda: x[:0]
        yield "no columns", lambda: x[:, :0]
    elif sp.issparse(x):
        yield from spoil_sparse(x)
        yield "dense", lambda: x.toarray()
        yield from spoil_numbers(x.toarray())
    elif isinstance(x, pd.DataFrame):
        yield from spoil_numbers(x)
        yield "more", lambda: x.assign(zz=1.0)
        yield "fewer", lambda: x.iloc[:, :-1]
        yield "unnamed", lambda: x.to_numpy()
        yield "renamed", lambda: x.set_axis(["other " + c for c in x.columns], axis=1)
        yield "reordered", lambda: x.iloc[:, ::-1]
        yield "empty", lambda: x.iloc[:0]
    elif x.ndim == 1 and x.dtype == object:
        yield "no document", lambda: np.array([None if i == ROW else d for i, d in enumerate(x)], dtype=object)
        yield "empty", lambda: x[:0]
        yield "numbers", lambda: np.arange(12.0).reshape(6, 2)
        yield "number vector", lambda: np.arange(6.0)
    elif x.ndim == 1:
        yield "column", lambda: x.reshape(-1, 1)
        yield "columns", lambda: np.stack([x, x], axis=1)
        yield "empty", lambda: x[:0]
        if x.dtype.kind in "if":
            yield "nan", lambda: with_cell(x, np.nan)
            yield "inf", lambda: with_cell(x, np.inf)
            yield "csr", lambda: sp.csr_matrix(x.reshape(-1, 1))
    else:
        if x.dtype.kind in "fiub":
            yield from spoil_numbers(x)
            yield from spoil_sparse(sp.csr_matrix(x))
            yield "float32", lambda: x.astype(np.float32)
            yield "ints", lambda: np.round(x).astype(np.int64) if np.isfinite(x).all() else np.ones(x.shape, np.int64)
            yield "bools", lambda: x > 0
            yield "named", lambda: pd.DataFrame(x, columns=["c%d" % i for i in range(x.shape[1])])
        yield "more", lambda: np.hstack([x, x[:, :1]])
        yield "fewer", lambda: x[:, :-1]
        yield "row", lambda: x[ROW]
        yield "vector", lambda: x[:, 0]
        yield "empty", lambda: x[:0]
        yield "no columns", lambda: x[:, :0]


def outcome(model, method, x):
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            model.predict(x, return_std=True) if method == "predict_std" else getattr(model, method)(x)
        return ""
    except Exception as error:
        return type(error).__name__


def main():
    records = []
    for folder in sys.argv[1:]:
        for line in open(os.path.join(folder, "manifest.jsonl")):
            case = json.loads(line)
            if os.environ.get("BRINE_ONLY", "") not in case["estimator"]: continue
            if case.get("sklearn", sklearn.__version__) != sklearn.__version__:
                raise SystemExit("%s was saved by %s" % (case["id"], case["sklearn"]))
            npz = np.load(os.path.join(folder, case["answers"]), allow_pickle=False)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = joblib.load(os.path.join(folder, case["model"]))
            methods = {}
            for method in METHODS:
                if method not in case["methods"]: continue
                x = transformed(npz) if method == "inverse_transform" else inputs(npz, case)
                if x is None: continue
                told = {}
                for name, make in spoil(x):
                    told.setdefault(outcome(model, method, make()), []).append(name)
                same = next((known for known in methods if methods[known] == told), None)
                if same: methods[same + " " + method] = methods.pop(same)
                else: methods[method] = told
            if methods:
                records.append({"folder": os.path.basename(os.path.normpath(folder)), "id": case["id"], "class": type(model).__module__ + "." + type(model).__name__, "methods": methods})
    print(json.dumps({"sklearn": sklearn.__version__, "numpy": np.__version__, "rows": ROWS, "row": ROW, "cases": len(records)}))
    for record in records:
        print(json.dumps(record))


main()
