#!/usr/bin/env python3
"""Models that name Python code of a user's (mymodule.py) with Python's answers: python3 make.py, in this folder, with scikit-learn 1.2.1
(Debian bookworm) and 1.9.0 (unstable), as tests/fixtures/add.py says."""
import functools, json, os, pickle
import numpy as np, pandas as pd, sklearn
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestNeighbors, RadiusNeighborsRegressor
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.tree import DecisionTreeRegressor
import mymodule as m
try: import cloudpickle
except ImportError: cloudpickle = None

FOLDER = "sklearn-" + sklearn.__version__
os.makedirs(FOLDER, exist_ok=True)
rng = np.random.RandomState(5)
x = np.round(rng.rand(40, 3) * 4 - 1, 2)
y = np.round(x @ [1.0, -2.0, 0.5], 3)
two = np.where(y > -1, "yes", "no")
frame = pd.DataFrame({"age": x[:, 0], "kind": np.array(["a", "b"])[(x[:, 1] > 0).astype(int)], "fare": x[:, 2]})
texts = np.array(["red-blue sky", "BLUE-green sea", "red-red sun", "sea-sky", "", "green-blue-red moons", "a-b suns"] * 2)
F, P = FunctionTransformer, make_pipeline
rates = {"by": 0.5, "shift": 2}
functions = ["transform"]
CASES = {
    "function": (P(F(m.clean), Ridge()), x, y, ["predict"]),
    "function.alone": (F(m.clean, validate=True, feature_names_out="one-to-one"), x, y, ["transform", "get_feature_names_out"]),
    "function.wide": (P(F(m.ratio), StandardScaler(), Ridge()), x, y, ["predict"]),
    "function.arguments": (P(F(m.scale, kw_args=rates), Ridge()), x, y, ["predict"]),
    "function.partial": (F(functools.partial(m.scale, by=3.0, shift=1.0), kw_args={"shift": -1.0}), x, y, ["transform"]),
    "function.inverse": (F(m.clean, m.ratio, check_inverse=False), x, y, ["transform", "inverse_transform"]),
    "function.frame": (P(F(m.pick), LinearRegression()), frame, y, ["predict"]),
    "function.columns": (P(ColumnTransformer([("a", F(m.clean), ["age"]), ("b", "passthrough", ["fare"])]), Ridge()), frame, y, ["predict"]),
    "function.union": (P(FeatureUnion([("a", F(m.clean)), ("b", m.LogColumns([1]))]), Ridge()), x, y, ["predict"]),
    "function.target": (TransformedTargetRegressor(Ridge(), func=m.clean, inverse_func=np.square, check_inverse=False), x, y, ["predict"]),
    "function.target.inverse": (TransformedTargetRegressor(Ridge(), func=np.square, inverse_func=m.clean, check_inverse=False), x, y, ["predict"]),
    "text.tokenizer": (TfidfVectorizer(tokenizer=m.pieces, token_pattern=None, ngram_range=(1, 2)), texts, None, ["transform", "get_feature_names_out"]),
    "text.stops": (CountVectorizer(tokenizer=m.pieces, token_pattern=None, stop_words=["reds"]), texts, None, ["transform", "get_feature_names_out"]),
    "text.object": (CountVectorizer(tokenizer=m.Stemmer("s"), token_pattern=None), texts, None, ["transform", "get_feature_names_out"]),
    "text.method": (CountVectorizer(tokenizer=m.Stemmer("s").cut, token_pattern=None), texts, None, ["transform"]),
    "text.analyzer": (CountVectorizer(analyzer=m.parts), texts, None, ["transform", "get_feature_names_out"]),
    "text.preprocessor": (CountVectorizer(preprocessor=m.upper), texts, None, ["transform", "get_feature_names_out"]),
    "text.accents": (CountVectorizer(strip_accents=m.upper), texts, None, ["transform"]),
    "text.hashing": (HashingVectorizer(n_features=16, analyzer=m.parts), texts, None, ["transform"]),
    "metric.brute": (KNeighborsClassifier(3, metric=m.taxi, algorithm="brute"), x, two, ["predict", "predict_proba"]),
    "metric.tree": (KNeighborsRegressor(3, metric=m.taxi, weights="distance", leaf_size=4), x, y, ["predict"]),
    "metric.search": (NearestNeighbors(n_neighbors=4, metric=m.taxi), x, None, ["kneighbors"]),
    "metric.radius": (RadiusNeighborsRegressor(4.0, metric=m.taxi), x, y, ["predict"]),
    "class.transformer": (P(m.LogColumns([0, 2], shift=2.0), StandardScaler(), Ridge()), x, y, ["predict"]),
    "class.clip": (m.ClipToSeen(), x, None, ["transform"]),
    "class.parts": (m.MeanOfParts([Ridge(), DecisionTreeRegressor(max_depth=3, random_state=0)]), x, y, ["predict"]),
    "class.threshold": (m.Threshold(LogisticRegression(), 0.25), x, two, ["predict", "predict_proba"]),
    "class.nested": (P(StandardScaler(), m.Threshold(P(m.LogColumns([1]), LogisticRegression()), 0.4)), x, two, ["predict"]),
    "class.base": (P(StandardScaler(), m.OurLogistic(C=0.5)), x, two, ["predict", "predict_proba"]),
}
# As a notebook has it: saved with its bytecode.
def doubled(rows): return rows * 2
def maker(by): return lambda rows: rows * by
class InNotebook(m.TransformerMixin, m.BaseEstimator):
    def __init__(self, factor=1.0): self.factor = factor
    def fit(self, X, y=None): self.n_features_in_ = X.shape[1]; return self
    def transform(self, X): return X * self.factor
BY_VALUE = {
    "value.class": (P(InNotebook(3.0), Ridge()), x, y, ["predict"]),
    "value.named": (P(F(doubled), Ridge()), x, y, ["predict"]),
    "value.lambda": (P(F(lambda rows: rows * 2), Ridge()), x, y, ["predict"]),
    "value.inner": (P(F(maker(2)), Ridge()), x, y, ["predict"]),
    "value.tokenizer": (CountVectorizer(tokenizer=lambda text: text.split("-"), token_pattern=None), texts, None, ["transform"]),
}
with open(os.path.join(FOLDER, "manifest.jsonl"), "w") as manifest:
    for number, (id, (model, data, target, methods)) in enumerate({**CASES, **(BY_VALUE if cloudpickle else {})}.items()):
        model.fit(data, target)
        asked = data[:12] if isinstance(data, pd.DataFrame) or data is texts else np.round(data[:12] * 1.3 + 0.005, 4)
        answers = {}
        for method in methods:
            answer = model.get_feature_names_out() if method == "get_feature_names_out" else getattr(model, method)(model.transform(asked) if method == "inverse_transform" else asked)
            if hasattr(answer, "indptr"): answers |= {f"{method}.csr.{part}": np.asarray(getattr(answer, part)) for part in ("data", "indices", "indptr", "shape")}
            elif isinstance(answer, tuple): answers |= {f"{method}.{i}": np.asarray(part) for i, part in enumerate(answer)}
            else: answers[method] = np.asarray(answer).astype(str) if np.asarray(answer).dtype == object else np.asarray(answer)
        inputs = {f"X.col.{name}": asked[name].to_numpy().astype(str) if asked[name].dtype.kind not in "f" else asked[name].to_numpy() for name in asked} if isinstance(asked, pd.DataFrame) else {"X.text": asked} if data is texts else {"X": asked}
        protocol = 2 + number % 4
        saved = cloudpickle.dumps(model, protocol=4) if id in BY_VALUE else pickle.dumps(model, protocol=protocol)
        open(os.path.join(FOLDER, id + ".pkl"), "wb").write(saved)
        np.savez_compressed(os.path.join(FOLDER, id + ".npz"), **inputs, **answers)
        manifest.write(json.dumps(dict(id=id, estimator=type(model).__module__ + "." + type(model).__name__, sklearn=sklearn.__version__, numpy=np.__version__, model=id + ".pkl", format=f"pickle protocol {protocol}", answers=id + ".npz", methods=methods, **({"columns": list(asked)} if isinstance(asked, pd.DataFrame) else {}))) + "\n")
