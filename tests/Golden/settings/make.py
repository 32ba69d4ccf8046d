#!/usr/bin/env python3
"""Settings that scikit-learn leaves in files, and that change no number: set_output, metadata routing, caches, FrozenEstimator. python3 make.py,
in this folder, with scikit-learn 1.2.1 (Debian bookworm) and 1.9.0 (unstable), as tests/fixtures/add.py says."""
import json, os, pickle, shutil
import joblib, numpy as np, pandas as pd, sklearn
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

FOLDER = "sklearn-" + sklearn.__version__
os.makedirs(FOLDER, exist_ok=True)
rng = np.random.RandomState(2)
frame = pd.DataFrame({"b": np.round(rng.rand(40) * 3, 2), "a": np.round(rng.rand(40) - 0.5, 2), "word": rng.choice(["u", "v", "w"], 40)})
numbers, y = frame[["b", "a"]], (frame["b"] - frame["a"] > 1.2).astype(int)
weights = np.round(rng.rand(40) + 0.1, 2)
P, S = make_pipeline, StandardScaler
columns = lambda: ColumnTransformer([("n", S(), ["b", "a"]), ("w", OneHotEncoder(sparse_output=False), ["word"])])
CASES = {
    "output.scaler": (S().set_output(transform="pandas"), numbers, ["transform", "get_feature_names_out"]),
    "output.pipeline": (P(S(), PolynomialFeatures(2), LogisticRegression()).set_output(transform="pandas"), numbers, ["predict", "predict_proba"]),
    "output.transformers": (P(S(), PolynomialFeatures(2)).set_output(transform="pandas"), numbers, ["transform", "get_feature_names_out"]),
    "output.columns": (P(columns().set_output(transform="pandas"), Ridge()), frame, ["predict"]),
    "output.union": (P(FeatureUnion([("s", S()), ("p", PCA(1))]).set_output(transform="pandas"), RandomForestClassifier(5, random_state=0)), numbers, ["predict", "predict_proba"]),
    "output.default": (P(S().set_output(transform="default"), Ridge()), numbers, ["predict"]),
    "cache.folder": (P(S(), PCA(1), Ridge(), memory="cache"), numbers, ["predict"]),
    "cache.memory": (P(S(), PCA(1), Ridge(), memory=joblib.Memory("cache", verbose=0)), numbers, ["predict"]),
    "cache.search": (GridSearchCV(P(S(), Ridge(), memory=joblib.Memory(None)), {"ridge__alpha": [0.1, 1.0]}, cv=3), numbers, ["predict"]),
}
if tuple(map(int, sklearn.__version__.split(".")[:2])) >= (1, 3):
    sklearn.set_config(enable_metadata_routing=True)
    request = LogisticRegression().set_fit_request(sample_weight=True).set_score_request(sample_weight=True)
    CASES["routing.estimator"] = (request, numbers, ["predict", "predict_proba"], dict(sample_weight=weights))
    CASES["routing.pipeline"] = (P(S().set_fit_request(sample_weight=False), request), numbers, ["predict"], dict(sample_weight=weights))
    CASES["routing.search"] = (GridSearchCV(LogisticRegression().set_fit_request(sample_weight=True).set_score_request(sample_weight=False), {"C": [0.1, 1.0]}, cv=3), numbers, ["predict"], dict(sample_weight=weights))
    CASES["output.polars"] = (S(), numbers, ["transform", "get_feature_names_out"])
if tuple(map(int, sklearn.__version__.split(".")[:2])) >= (1, 6):
    from sklearn.frozen import FrozenEstimator
    CASES["frozen"] = (P(FrozenEstimator(S().fit(numbers)), FrozenEstimator(Ridge().fit(numbers, y))), numbers, ["predict"])
    CASES["frozen.output"] = (P(FrozenEstimator(S().fit(numbers).set_output(transform="pandas")), LogisticRegression()), numbers, ["predict", "predict_proba"])
with open(os.path.join(FOLDER, "manifest.jsonl"), "w") as manifest:
    for number, (id, (model, data, methods, *fit)) in enumerate(CASES.items()):
        model.fit(data, y, **(fit[0] if fit else {}))
        asked = data[:12].reset_index(drop=True)
        answers = {m: np.asarray(model.get_feature_names_out() if m == "get_feature_names_out" else getattr(model, m)(asked)) for m in methods}
        answers = {m: a.astype(str) if a.dtype == object else a for m, a in answers.items()}
        if id == "output.polars": model._sklearn_output_config = {"transform": "polars"}
        open(os.path.join(FOLDER, id + ".pkl"), "wb").write(pickle.dumps(model, protocol=2 + number % 4))
        np.savez_compressed(os.path.join(FOLDER, id + ".npz"), **{f"X.col.{c}": asked[c].to_numpy() if asked[c].dtype.kind == "f" else asked[c].to_numpy().astype(str) for c in asked}, **answers)
        manifest.write(json.dumps(dict(id=id, estimator=type(model).__module__ + "." + type(model).__name__, sklearn=sklearn.__version__, numpy=np.__version__, model=id + ".pkl", format=f"pickle protocol {2 + number % 4}", answers=id + ".npz", columns=list(asked), methods=methods)) + "\n")
shutil.rmtree("cache", ignore_errors=True)
