#!/usr/bin/env python3
"""Models of the package sklearn2pmml with Python's answers: python3 make_pmml.py, in this folder, with sklearn2pmml on PYTHONPATH.

Made with sklearn2pmml 0.92.2 and sklearn-pandas 2.2.0 under Debian bookworm's scikit-learn 1.2.1, and with 0.129.2 under 1.9.0; as
tests/fixtures/add.py says.
"""
import json, os, pickle
import numpy as np, pandas as pd, sklearn
np.float = float  # 0.92 has it still
import sklearn2pmml
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelBinarizer, OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier
from sklearn2pmml.decoration import Alias, CategoricalDomain, ContinuousDomain, ContinuousDomainEraser, DiscreteDomainEraser, DomainEraser, MultiAlias, MultiDomain, OrdinalDomain
from sklearn2pmml.pipeline import PMMLPipeline
try: from sklearn2pmml.preprocessing import IdentityTransformer
except ImportError: IdentityTransformer = None
try: from sklearn_pandas import DataFrameMapper
except ImportError: DataFrameMapper = None

FOLDER = "sklearn2pmml-" + sklearn2pmml.__version__
os.makedirs(FOLDER, exist_ok=True)
rng = np.random.RandomState(3)
x = np.round(rng.rand(40, 3) * 4 - 1, 2)
y = np.round(x @ [1.0, -2.0, 0.5], 3)
two = np.where(y > -1, "yes", "no")
frame = pd.DataFrame({"age": x[:, 0], "fare": x[:, 2], "kind": np.array(["a", "b", "c"])[(x[:, 1] * 10).astype(int) % 3]})
inside = x[:12] * 0.5 + np.median(x, axis=0) * 0.5
odd = inside.copy(); odd[0, 0], odd[3, 1], odd[4, 2], odd[5, 0] = np.nan, 99.0, -99.0, -1.0
holes = x.copy(); holes[5, 1] = np.nan
words = pd.DataFrame({"kind": ["a", "c", "b", "a"]}); strange = pd.DataFrame({"kind": ["a", "z", None, "b"]})
C, D = ContinuousDomain, CategoricalDomain
asked = frame[:12]
CASES = {
    "pipeline": (PMMLPipeline([("scale", StandardScaler()), ("model", LogisticRegression())]), x, two, ["predict", "predict_proba"], x[:12]),
    "pipeline.tree": (PMMLPipeline([("domain", C()), ("model", DecisionTreeClassifier(max_depth=3, random_state=0))]), x, two, ["predict", "predict_proba"], inside),
    "pipeline.columns": (PMMLPipeline([("columns", ColumnTransformer([("n", make_pipeline(C(), StandardScaler()), ["age", "fare"]), ("w", make_pipeline(D(), OneHotEncoder()), ["kind"])])), ("model", Ridge())]), frame, y, ["predict"], asked),
    "domain.replaced": (C(missing_value_replacement=0.25, missing_value_treatment="as_value", invalid_value_treatment="as_value", invalid_value_replacement=7.5), x, None, ["transform"], odd),
    "domain.missing": (C(missing_value_replacement=-5.0, invalid_value_treatment="as_missing"), x, None, ["transform"], odd),
    "domain.kept": (C(invalid_value_treatment="as_is"), x, None, ["transform"], odd),
    "domain.value": (C(missing_values=-1.0, missing_value_replacement=3.0, invalid_value_treatment="as_is"), x, None, ["transform"], np.where(np.isnan(odd), 0.5, odd)),
    "domain.extreme": (C(outlier_treatment="as_extreme_values", low_value=-0.5, high_value=2.0), x, None, ["transform"], inside),
    "domain.outliers": (C(outlier_treatment="as_missing_values", low_value=-0.5, high_value=2.0, missing_value_replacement=0.0), x, None, ["transform"], inside),
    "domain.any": (C(with_data=False, with_statistics=False), x, None, ["transform"], odd),
    "domain.words": (D(), words, None, ["transform"], words),
    "domain.strange": (D(missing_value_replacement="b", invalid_value_treatment="as_missing"), words, None, ["transform"], strange),
    "domain.given": (OrdinalDomain(missing_value_replacement="c", missing_value_treatment="as_value", invalid_value_treatment="as_value", invalid_value_replacement="a"), words, None, ["transform"], strange),
    "domain.several": (MultiDomain([C(invalid_value_treatment="as_is"), None, C(missing_value_replacement=1.5, invalid_value_treatment="as_missing")]), x, None, ["transform"], odd),
    "alias": (PMMLPipeline([("a", Alias(StandardScaler(), "scaled")), *([("b", IdentityTransformer())] if IdentityTransformer else []), ("model", Ridge())]), x, y, ["predict"], x[:12]),
}
CASES["aliases"] = (PMMLPipeline([("a", MultiAlias(StandardScaler(), ["p", "q", "r"], prefit=False)), ("b", DomainEraser()), ("c", ContinuousDomainEraser()), ("model", Ridge())]), x, y, ["predict"], x[:12])
CASES["eraser"] = (DiscreteDomainEraser(), x, None, ["transform"], x[:12])
try: from sklearn2pmml.decoration import TransformerWrapper
except ImportError: pass
else: CASES["wrapper"] = (TransformerWrapper(StandardScaler()), x, None, ["transform"], x[:12])
if DataFrameMapper is not None:
    CASES["mapper"] = (PMMLPipeline([("mapper", DataFrameMapper([(["age", "fare"], [C(), StandardScaler()]), ("kind", [D(), LabelBinarizer()])])), ("model", LogisticRegression())]), frame, two, ["predict", "predict_proba"], asked)
with open(os.path.join(FOLDER, "manifest.jsonl"), "w") as manifest:
    for number, (id, (model, data, target, methods, asked)) in enumerate(CASES.items()):
        protocol = 2 + number % 4
        model.fit(data.copy(), target)
        answers, missing = {}, {}
        for method in methods:
            answer = getattr(model, method)(asked.copy())
            answer = answer.to_numpy() if isinstance(answer, pd.DataFrame) else np.asarray(answer)
            answers[method] = answer.astype(str) if answer.dtype == object else answer
        inputs = {"X": asked}
        if isinstance(asked, pd.DataFrame):
            inputs = {f"X.col.{name}": asked[name].to_numpy() if asked[name].dtype.kind == "f" else np.array(["" if pd.isna(v) else v for v in asked[name]]) for name in asked}
            missing = {f"X.col.{name}": [i for i, v in enumerate(asked[name]) if v is None] for name in asked}
        open(os.path.join(FOLDER, id + ".pkl"), "wb").write(pickle.dumps(model, protocol=protocol))
        np.savez_compressed(os.path.join(FOLDER, id + ".npz"), **inputs, **answers)
        line = dict(id=id, estimator=type(model).__module__ + "." + type(model).__name__, sklearn=sklearn.__version__, numpy=np.__version__, model=id + ".pkl", format=f"pickle protocol {protocol}", answers=id + ".npz", methods=methods)
        if isinstance(asked, pd.DataFrame): line |= dict(columns=list(asked), missing={k: v for k, v in missing.items() if v})
        manifest.write(json.dumps(line) + "\n")
