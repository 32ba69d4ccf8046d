#!/usr/bin/env python3
"""Adds ExpressionTransformer's cases to those of make_pmml.py: python3 make_expressions.py, in this folder, after it and as it says."""
import json, os, pickle
import numpy as np, pandas as pd, sklearn
np.float = float  # 0.92 has it still
import sklearn2pmml
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import Ridge
from sklearn2pmml.decoration import ContinuousDomain
from sklearn2pmml.pipeline import PMMLPipeline
from sklearn2pmml.preprocessing import ExpressionTransformer

FOLDER = "sklearn2pmml-" + sklearn2pmml.__version__
rng = np.random.RandomState(3)
x = np.round(rng.rand(40, 3) * 4 - 1, 2)
x[3] = [0, -0.0, 2]
x[4, 1] = -2
y = np.round(x @ [1.0, -2.0, 0.5], 3)
frame = pd.DataFrame(x, columns=["age", "fare", "the size"])
holes = np.where(rng.rand(40, 3) < 0.2, np.nan, x)
E = ExpressionTransformer
ARRAYS = {
    "sums": E("X[0] + 2 * X[1] - X[2] / 4"), "signs": E("-X[0] ** 2 + +X[1] - -X[-1]"), "powers": E("2 ** -X[0] ** 2 ** 0.5 if X[0] > 0 else 0.25"),
    "rests": E("X[0] % 0.7 + X[1] % -0.7 - X[0] // 0.3 - X[1] // -0.3"), "compared": E("X[0] > X[1]"), "counted": E("(X[0] > 0) * 1.0 + (X[1] >= 0) * 10 + (X[2] == 2) * 100"),
    "both": E("(X[0] > 0) & (X[1] > 0) | ~(X[2] < 1)", dtype=int), "chosen": E("X[0] and X[1] or 7"),
    "not": E("not X[0] > 1 and X[1] > 0 or X[2] != 2"), "nested": E("1 if X[0] > 1 else 2 if X[1] > 0 else 3.5"), "functions": E("numpy.exp(X[0]) + numpy.log1p(X[2] + 1) - numpy.tanh(X[1] * X[0]) + numpy.sqrt(numpy.abs(X[1]))"),
    "wheres": E("numpy.where(X[0] > 0, X[1], 0) + numpy.maximum(X[0], X[1]) - numpy.minimum(X[0], 0.5) + numpy.power(X[2], 3)"), "rounded": E("numpy.rint(X[0]) + numpy.floor(X[1]) + numpy.ceil(X[2]) + numpy.sign(X[0]) * numpy.pi"),
    "lazy": E("0 if X[0] == 0 else 1 / X[0]"), "divided": E("X[2] / X[0]", invalid_value_treatment="as_missing", default_value=-1.5), "undivided": E("X[2] / (X[0] + 9.0)", dtype="float32"),
    "logged": E("numpy.log(X[0])", invalid_value_treatment="as_missing", dtype=float), "ints": E("X[0] * 3", dtype=int), "bools": E("X[0] * X[1]", dtype=bool), "constant": E("7 // 2 + 2 ** 3 - 1"),
}
HOLES = {"mapped": E("X[0] + X[1]", map_missing_to=-99.0), "default": E("X[0] + X[1]", default_value=-1.0), "tested": E("0.5 if pandas.isnull(X[0]) else X[0] * 2"), "kept": E("X[0] * X[1] if pandas.notnull(X[2]) else None", dtype=float)}
FRAMES = {"named": E("X['age'] - X[\"fare\"] * X['the size']"), "named.compared": E("X['age'] > 0"), "named.missing": E("X['age'] if X['age'] > 0 else None"), "placed": E("X['age'] + 1", default_value=0.5)}
CASES = {f"expression.{name}": (model, x, None, ["transform"]) for name, model in ARRAYS.items()}
CASES |= {f"expression.{name}": (model, holes, None, ["transform"]) for name, model in HOLES.items()}
CASES |= {f"expression.{name}": (model, frame, None, ["transform"]) for name, model in FRAMES.items()}
CASES["expression.pipeline"] = (PMMLPipeline([("domain", ContinuousDomain()), ("columns", ColumnTransformer([("a", E("X[0] * X[1]"), [0, 1]), ("b", "passthrough", [2])])), ("model", Ridge())]), x, y, ["predict"])
path = os.path.join(FOLDER, "manifest.jsonl")
kept = [line for line in open(path) if json.loads(line)["id"] not in CASES]
with open(path, "w") as manifest:
    manifest.writelines(kept)
    for number, (id, (model, data, target, methods)) in enumerate(CASES.items()):
        model.fit(data.copy(), target)
        asked, answers = data[:12].copy(), {}
        for method in methods:
            answer = getattr(model, method)(asked.copy())
            answer = answer.to_numpy() if hasattr(answer, "to_numpy") else np.asarray(answer)
            if method == "transform": answer = answer.reshape(-1, 1)
            answers[method] = answer.astype(float) if answer.dtype == object else answer
        inputs = {f"X.col.{name}": asked[name].to_numpy() for name in asked} if isinstance(asked, pd.DataFrame) else {"X": asked}
        open(os.path.join(FOLDER, id + ".pkl"), "wb").write(pickle.dumps(model, protocol=2 + number % 4))
        np.savez_compressed(os.path.join(FOLDER, id + ".npz"), **inputs, **answers)
        line = dict(id=id, estimator=type(model).__module__ + "." + type(model).__name__, sklearn=sklearn.__version__, numpy=np.__version__, model=id + ".pkl", format=f"pickle protocol {2 + number % 4}", answers=id + ".npz", methods=methods)
        if isinstance(asked, pd.DataFrame): line |= dict(columns=list(asked))
        manifest.write(json.dumps(line) + "\n")
