"""Opens models with the scikit-learn of this Python, warnings as errors, and compares its answers with recorded ones.

    python3 target_answers.py FOLDER [--only REGEX]

FOLDER has a manifest.jsonl with a line a case: the model, the .npz with the inputs and the answers, the methods. One line of JSON a case goes to
standard output:

    {"id": "Lasso.plain.reg", "state": "right", "methods": {"predict": "equal"}, "said": ""}

States: "right" every method that the class has here answers as recorded, to 1e-9; "rounded" to 1e-5; "warns" it was loaded with a warning; "fails at
load"; "fails" a method does; "differs" a method gives another answer. A method that the class of this scikit-learn does not have is "gone". Each case runs
in a process of its own. Not counted as warnings: that two classes are deprecated, which scikit-learn says of its own files too, and that an answer that is
found step by step did not converge. Where two cases have one file of answers the second wrote it, and the first is left out.
"""
import argparse, json, os, re, signal, warnings
from importlib.metadata import version

os.environ.setdefault("OMP_NUM_THREADS", "1")
# numpy's AVX-512 code has other last bits than the one that recorded the answers, which tell ties apart.
os.environ.setdefault("NPY_DISABLE_CPU_FEATURES", "AVX512F AVX512CD AVX512_SKX AVX512_CLX" if version("numpy").startswith("1.") else "X86_V4 AVX512_ICL AVX512_SPR")
import numpy as np
import scipy.sparse as sp
import joblib, pickle, sklearn, sklearn.ensemble, sklearn.exceptions, sklearn.linear_model, sklearn.pipeline  # noqa: F401, E401


def dense(z, key):
    if key in z: return z[key]
    if key + ".csr.data" in z:
        return sp.csr_matrix((z[key + ".csr.data"], z[key + ".csr.indices"], z[key + ".csr.indptr"]), shape=tuple(z[key + ".csr.shape"])).toarray()
    return None


def recorded(z, method):
    whole = dense(z, method)
    if whole is not None: return [whole]
    parts = []
    while (part := dense(z, f"{method}.{len(parts)}")) is not None: parts.append(part)
    return parts


def features(z, case):
    if "X.text" in z: return [str(x) for x in z["X.text"]]
    if "X.dicts" in z: return [json.loads(str(x)) for x in z["X.dicts"]]
    if "X.csr.data" in z:
        return sp.csr_matrix((z["X.csr.data"], z["X.csr.indices"], z["X.csr.indptr"]), shape=tuple(z["X.csr.shape"]))
    if "columns" in case:
        import pandas as pd
        columns = {}
        for name in case["columns"]:
            column = z["X.col." + name]
            if column.dtype.kind == "U":
                column = column.astype(object)
                # The producer of 1.8 had pandas 3, where text that is missing is NaN.
                column[case.get("missing", {}).get("X.col." + name, [])] = float("nan") if case["sklearn"].startswith("1.8.") else None
            columns[name] = column
        return pd.DataFrame(columns)
    X = z["X"]
    gaps = case.get("missing", {}).get("X", [])
    if X.dtype.kind == "U" and gaps:
        X = X.astype(object)
        X.ravel()[gaps] = None
    return X


def close(want, got):
    if sp.issparse(got): got = got.toarray()
    if hasattr(got, "to_numpy"): got = got.to_numpy()
    got = np.asarray(got)
    if want.shape == (*got.shape, 1): want = want.ravel()  # a column of scores is now as many scores
    if want.shape != got.shape: return f"shape {got.shape} for {want.shape}"
    if want.dtype.kind in "US":
        if got.dtype == object: got = np.array(["" if v is None or v != v else v for v in got.ravel()], dtype=str).reshape(got.shape)
        if got.dtype.kind not in "US": return f"{got.dtype} for {want.dtype}"
        if got.dtype.kind == "S": return "bytes for text"
        return "" if (want == got).all() else "other text"
    if got.dtype == object: got = got.astype(np.float64)
    if want.dtype.kind in "biu" and got.dtype.kind in "biu": return "" if (want == got).all() else "other values"
    a, b = want.astype(np.float64), got.astype(np.float64)
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    if same.all(): return ""
    scale = np.maximum(np.abs(a), np.abs(a[np.isfinite(a)]).max(initial=1e-30) * 1e-3)
    with np.errstate(all="ignore"): apart = np.where(same, 0, np.abs(a - b) / scale)
    worst = float(np.max(np.where(np.isnan(apart), np.inf, apart)))
    limit = 1e-9 if want.dtype == np.float64 else 2e-6
    return "" if worst <= limit else f"{'rounded' if worst <= 1e-5 else 'apart'} by {worst:.2g}"


def ask(model, method, X, z):
    if method == "predict_std": return model.predict(X, return_std=True)
    if method == "staged_predict": return list(model.staged_predict(X))[:3]
    if method == "inverse_transform": return model.inverse_transform(model.transform(X))
    if method == "get_feature_names_out": return np.array(model.get_feature_names_out(), dtype=str)
    return getattr(model, method)(X)


def judge(folder, case):
    path = os.path.join(folder, case["model"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", "Class PassiveAggressive", FutureWarning)
        try: model = joblib.load(path) if path.endswith(".joblib") else pickle.load(open(path, "rb"))
        except Warning as warning: return {"state": "warns", "methods": {}, "said": f"{type(warning).__name__}: {warning}"[:200]}
        except BaseException as error: return {"state": "fails at load", "methods": {}, "said": f"{type(error).__name__}: {error}"[:300]}
    z = np.load(os.path.join(folder, case["answers"]), allow_pickle=False)
    state, methods, said = "right", {}, ""
    X = features(z, case)
    for method in case["methods"]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                warnings.simplefilter("ignore", RuntimeWarning)
                warnings.simplefilter("ignore", sklearn.exceptions.ConvergenceWarning)
                if not hasattr(model, "predict" if method == "predict_std" else method):
                    methods[method] = "gone"
                    continue
                got = ask(model, method, X, z)
        except BaseException as error:
            state, methods[method], said = "fails", "fails", f"{method}: {type(error).__name__}: {error}"[:300]
            continue
        want = recorded(z, method)
        parts = list(got) if isinstance(got, (list, tuple)) else [got]
        if method == "inverse_transform" and len(want) > 1 and want[0].dtype.kind == "U":  # the words of a document, in no order
            want, parts = [np.sort(part) for part in want], [np.sort(part) for part in parts]
        differences = [f"{len(parts)} answers for {len(want)}"] if len(parts) != len(want) else [d for a, b in zip(want, parts) if (d := close(a, b))]
        if method == "kneighbors" and differences and len(want) == 2 and not close(want[0], parts[0]):
            gap = np.abs(np.diff(want[0], axis=1)) <= 1e-9 * (1 + want[0][:, 1:])
            tied = np.pad(gap, ((0, 0), (1, 0))) | np.pad(gap, ((0, 0), (0, 1)))
            tied[:, -1] = True
            if ((want[1] == parts[1]) | tied).all(): differences = []
        methods[method] = differences[0] if differences else "equal"
        if differences:
            said = f"{method}: {differences[0]}"
            if differences[0].startswith("rounded"): state = "rounded" if state == "right" else state
            else: state = "differs" if state in ("right", "rounded") else state
    if state == "right" and case["methods"] and all(value == "gone" for value in methods.values()): state = "gone"
    return {"state": state, "methods": methods, "said": said}


def apart(folder, case, seconds=120):
    """The verdict of a process of its own: a file that ends the process ends that one alone."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(seconds)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try: verdict = judge(folder, case)
        except BaseException as error: verdict = {"state": "fails", "methods": {}, "said": f"{type(error).__name__}: {error}"[:300]}
        with os.fdopen(writer, "w") as out: out.write(json.dumps(verdict))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as inside: text = inside.read()
    os.waitpid(child, 0)
    return {"id": case["id"], **(json.loads(text) if text else {"state": "fails", "methods": {}, "said": "the process ended"})}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    with open(os.path.join(options.folder, "manifest.jsonl"), encoding="utf-8") as manifest: cases = [json.loads(line) for line in manifest]
    last = {case["answers"]: case for case in cases}
    for case in cases:
        if last[case["answers"]] is case and re.search(options.only, case["id"]): print(json.dumps(apart(options.folder, case), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
