#!/usr/bin/env python3
"""Makes trained searches, and what their results are in Python: make.py > searches-VERSION.jsonl beside the models, here, with each version.

scipy's distributions are not printed by scipy; their text here is the call that made them."""
import json, pickle, warnings
import numpy as np, sklearn
from scipy.stats import randint, uniform
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.metrics import f1_score, log_loss, make_scorer
from sklearn.model_selection import GridSearchCV, HalvingGridSearchCV, KFold, PredefinedSplit, RandomizedSearchCV, RepeatedStratifiedKFold, ShuffleSplit, StratifiedKFold, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier

warnings.simplefilter("ignore")
version = sklearn.__version__
rng = np.random.RandomState(0)
x = np.round(rng.rand(60, 3), 2); y = (x[:, 0] + x[:, 1] > 1).astype(int)
tree, folds = DecisionTreeClassifier(random_state=0), np.arange(60) % 3
steps = make_pipeline(StandardScaler(), tree)
SEARCHES = {
    "grid": (GridSearchCV(tree, {"max_depth": [1, 2, None], "criterion": ["gini", "entropy"]}, scoring=make_scorer(f1_score, average="macro"), cv=StratifiedKFold(3, shuffle=True, random_state=1)), "{'max_depth': [1, 2, None], 'criterion': ['gini', 'entropy']}", "make_scorer(f1_score, average='macro')"),
    "list": (GridSearchCV(tree, [{"max_depth": [1, 2]}, {"min_samples_leaf": [3, 5], "max_depth": [4]}], scoring="accuracy", cv=KFold(3)), "[{'max_depth': [1, 2]}, {'min_samples_leaf': [3, 5], 'max_depth': [4]}]", "'accuracy'"),
    "random": (RandomizedSearchCV(tree, {"max_depth": randint(1, 5), "ccp_alpha": uniform(0, 0.05), "min_samples_leaf": [1, 2]}, n_iter=4, scoring={"a": "accuracy", "f": make_scorer(f1_score)}, refit="f", cv=RepeatedStratifiedKFold(n_splits=3, n_repeats=2, random_state=0), random_state=0), "{'max_depth': randint(1, 5), 'ccp_alpha': uniform(0, 0.05), 'min_samples_leaf': [1, 2]}", "{'a': 'accuracy', 'f': make_scorer(f1_score)}"),
    "halving": (HalvingGridSearchCV(tree, {"max_depth": [1, 2, 3]}, cv=ShuffleSplit(n_splits=2, random_state=0), random_state=0, min_resources=20), "{'max_depth': [1, 2, 3]}", None),
    "steps": (GridSearchCV(steps, {"standardscaler": [MinMaxScaler(), "passthrough"], "decisiontreeclassifier__max_depth": [2]}, cv=PredefinedSplit(folds)), None, "None"),
    "unfit": (GridSearchCV(tree, {"max_depth": [1, 2]}, cv=TimeSeriesSplit(n_splits=3), refit=False), "{'max_depth': [1, 2]}", "None"),
}
for name, (search, grid, scoring) in SEARCHES.items():
    search.fit(x, y)
    pickle.dump(search, open(f"{name}-{version}.pkl", "wb"), protocol=4)
    results = {}
    for key, column in search.cv_results_.items():
        values = np.ma.getdata(column).tolist() if isinstance(column, np.ndarray) else column
        hidden = np.ma.getmaskarray(column) if isinstance(column, np.ma.MaskedArray) else np.zeros(len(values), bool)
        if key == "params": values = [{name: value.item() if hasattr(value, "item") else value for name, value in chosen.items()} for chosen in values]
        results[key] = [None if gone or value is None else str(value) for value, gone in zip(values, hidden)]
    print(json.dumps(dict(model=f"{name}-{version}.pkl", grid=grid, scoring=scoring, cv=None if name == "steps" else repr(search.cv).replace("\n", "").replace("       ", " "), best={key: str(value) for key, value in getattr(search, "best_params_", {}).items()}, score=getattr(search, "best_score_", None), results=results)))
