#!/usr/bin/env python3
"""Options of category_encoders and feature-engine over frames with gaps and unknown categories, with Python's answers and refusals:
python3 make_options.py PACKAGE, in this folder, with the package on PYTHONPATH.

Made with category_encoders 2.6.0 and feature-engine 1.2.0 under Debian bookworm's scikit-learn 1.2.1 and pandas 1.5, and with 2.10.0 and 1.9.4
under 1.9.0 and pandas 2.3; as tests/fixtures/add.py says. The contrasts of category_encoders need patsy, which is not asked for here.
"""
import itertools, json, os, pickle, sys, types
from unittest import mock
for name in ["patsy", "patsy.contrasts", "statsmodels", "statsmodels.api", "statsmodels.formula", "statsmodels.formula.api", "statsmodels.regression", "statsmodels.genmod", "statsmodels.genmod.bayes_mixed_glm", "statsmodels.tools", "statsmodels.tools.sm_exceptions"]:
    sys.modules[name] = mock.MagicMock()
import numpy as np, pandas as pd, sklearn

rng = np.random.RandomState(9)
n = 48
train = pd.DataFrame({"n": np.round(rng.rand(n), 3), "word": rng.choice(["a", "b", "c"], n), "code": rng.choice([3, 5, 8], n), "gap": rng.choice(["u", "v", None], n), "rare": ["solo"] + ["many"] * (n - 1)})
train.loc[:1, "gap"] = np.nan
train["gap"] = train["gap"].where(train["gap"].notna(), np.nan)
y = pd.Series((rng.rand(n) > 0.5).astype(int))
number = pd.Series(np.round(rng.rand(n) * 10, 2))
seen = train[:8].reset_index(drop=True)
unseen = seen.copy(); unseen.loc[0, "word"] = "zz"; unseen.loc[1, "code"] = 99; unseen.loc[2, "gap"] = "new"
whole = seen.copy(); whole["gap"] = ["u", "v"] * 4
holes = whole.copy(); holes.loc[1, "word"] = np.nan; holes.loc[2, "gap"] = None; holes.loc[3, "gap"] = np.nan
none = whole.copy(); none.loc[4, "word"] = None
DATA = {"seen": seen, "unseen": unseen, "holes": holes, "none": none}
COLUMNS = ["word", "code", "gap", "rare"]


def encoders(ce):
    """Every encoder with every way to treat what is missing or unknown."""
    for name in ["OrdinalEncoder", "OneHotEncoder", "BinaryEncoder", "BaseNEncoder", "GrayEncoder", "RankHotEncoder", "TargetEncoder", "WOEEncoder", "JamesSteinEncoder", "MEstimateEncoder", "QuantileEncoder", "SummaryEncoder", "CatBoostEncoder", "LeaveOneOutEncoder", "CountEncoder"]:
        if not hasattr(ce, name): continue
        ways = [("value", "value"), ("return_nan", "return_nan"), ("error", "value"), ("value", "error"), ("return_nan", "value"), ("value", "return_nan")]
        if name in ("OneHotEncoder", "BinaryEncoder", "BaseNEncoder"): ways.append(("indicator", "indicator"))
        for unknown, missing in ways:
            yield f"{name}.{unknown}.{missing}", lambda name=name, unknown=unknown, missing=missing: getattr(ce, name)(cols=COLUMNS, handle_unknown=unknown, handle_missing=missing), whole_train(missing)
    yield "OneHotEncoder.names", lambda: ce.OneHotEncoder(cols=COLUMNS, use_cat_names=True), train
    yield "OneHotEncoder.array", lambda: ce.OneHotEncoder(cols=COLUMNS, return_df=False), train
    yield "TargetEncoder.drop", lambda: ce.TargetEncoder(cols=COLUMNS, drop_invariant=True), train
    yield "OrdinalEncoder.some", lambda: ce.OrdinalEncoder(cols=["word"]), train
    yield "OrdinalEncoder.given", lambda: ce.OrdinalEncoder(mapping=[{"col": "word", "mapping": {"a": 7, "b": 2}}, {"col": "code", "mapping": {3: 30, 5: 50, None: -9}}]), train
    yield "CountEncoder.groups", lambda: ce.CountEncoder(cols=COLUMNS, min_group_size=15), train
    yield "CountEncoder.share", lambda: ce.CountEncoder(cols=COLUMNS, normalize=True, handle_unknown=0, handle_missing="return_nan"), train
    yield "CatBoostEncoder.a", lambda: ce.CatBoostEncoder(cols=COLUMNS, a=2.5), train
    yield "HashingEncoder.all", lambda: ce.HashingEncoder(cols=COLUMNS, n_components=5, max_process=1), train
    yield "HashingEncoder.numbers", lambda: ce.HashingEncoder(cols=["n", "code"], n_components=4, max_process=1), train


def whole_train(missing):
    if missing != "error": return train
    filled = train.copy(); filled["gap"] = filled["gap"].fillna("u"); return filled


def transformers(fe):
    """feature-engine's, with the options that change what they compute."""
    from feature_engine import creation as fc, discretisation as fd, encoding as fn, imputation as fi, outliers as fo, selection as fs, transformation as ft
    words = ["word", "rare"]
    for unseen in ["ignore", "raise"]:
        yield f"OrdinalEncoder.{unseen}", lambda unseen=unseen: fn.OrdinalEncoder(encoding_method="arbitrary", variables=words, **option(fn.OrdinalEncoder, unseen=unseen)), train
        yield f"MeanEncoder.{unseen}", lambda unseen=unseen: fn.MeanEncoder(variables=words, **option(fn.MeanEncoder, unseen=unseen)), train
    yield "CountFrequencyEncoder.share", lambda: fn.CountFrequencyEncoder(encoding_method="frequency", variables=words), train
    yield "OneHotEncoder.top", lambda: fn.OneHotEncoder(top_categories=2, variables=words), train
    yield "RareLabelEncoder.some", lambda: fn.RareLabelEncoder(tol=0.3, n_categories=1, variables=words, replace_with="other"), train
    yield "CategoricalImputer.words", lambda: fi.CategoricalImputer(fill_value="none", variables=["gap", "word"]), train
    yield "CategoricalImputer.frequent", lambda: fi.CategoricalImputer(imputation_method="frequent", variables=["gap"]), train
    yield "AddMissingIndicator.gap", lambda: fi.AddMissingIndicator(variables=["gap", "word"]), train
    yield "ArbitraryDiscretiser.outside", lambda: fd.ArbitraryDiscretiser(binning_dict={"n": [0.2, 0.5, 0.8]}), train
    yield "EqualWidthDiscretiser.two", lambda: fd.EqualWidthDiscretiser(bins=3, variables=["n", "code"]), train
    yield "Winsorizer.right", lambda: fo.Winsorizer(capping_method="quantiles", tail="right", fold=0.1, variables=["n"]), train
    yield "LogTransformer.ten", lambda: ft.LogTransformer(base="10", variables=["code"]), train
    yield "PowerTransformer.third", lambda: ft.PowerTransformer(exp=0.3, variables=["n"]), train
    yield "ReciprocalTransformer.code", lambda: ft.ReciprocalTransformer(variables=["code"]), train
    if hasattr(fc, "MathFeatures"):
        yield "MathFeatures.many", lambda: fc.MathFeatures(variables=["n", "code"], func=["sum", "prod", "min", "std", "median", "var"], drop_original=True), train
        yield "RelativeFeatures.many", lambda: fc.RelativeFeatures(variables=["n"], reference=["code"], func=["add", "sub", "mul", "div", "pow"]), train
        yield "CyclicalFeatures.drop", lambda: fc.CyclicalFeatures(variables=["code"], drop_original=True), train
    yield "DropFeatures.two", lambda: fs.DropFeatures(["n", "word"]), train


def option(made, **given):
    import inspect
    return {key: value for key, value in given.items() if key in inspect.signature(made).parameters}


package = __import__(sys.argv[1])
version = getattr(package, "__version__", None) or sys.argv[2]
FOLDER = f"{sys.argv[1]}-{version}"
os.makedirs(FOLDER, exist_ok=True)
for name, frame in DATA.items(): frame.to_pickle(os.path.join(FOLDER, f"X.{name}.pkl"), protocol=4)
with open(os.path.join(FOLDER, "manifest.jsonl"), "w") as manifest:
    for id, make, data in (encoders if sys.argv[1] == "category_encoders" else transformers)(package):
        model = make()
        try: model.fit(data.copy(), number if "Quantile" in id or "Summary" in id else y)
        except Exception as error:
            print("not made:", id, type(error).__name__, str(error)[:90], file=sys.stderr); continue
        line = dict(id=id, model=id + ".pkl", estimator=type(model).__module__ + "." + type(model).__name__, sklearn=sklearn.__version__, pandas=pd.__version__, packages={sys.argv[1]: version}, format="pickle protocol 4", methods=[], answers=id + ".npz", raises=[])
        open(os.path.join(FOLDER, id + ".pkl"), "wb").write(pickle.dumps(model, protocol=4))
        answers = {}
        for name, frame in DATA.items():
            try: answer = model.transform(frame.copy())
            except Exception as error: line["raises"].append(name); continue
            if isinstance(answer, np.ndarray): answers[name] = answer if answer.dtype != object else answer.astype(float)
            else:
                for column in answer: answers[f"{name}.col.{column}"] = answer[column].to_numpy() if answer[column].dtype.kind in "fiub" else np.array(["" if pd.isna(v) else str(v) for v in answer[column]])
        np.savez_compressed(os.path.join(FOLDER, id + ".npz"), **answers)
        manifest.write(json.dumps(line) + "\n")
