"""Random data and parameters for the trainers of Brine.Training, and what scikit-learn makes of them.

    training.py make FOLDER CLASS FIRST COUNT    a folder a seed: X.npy or X.csv, y.npy, w.npy of weights, pipeline.json; version.txt beside them
    training.py check FOLDER CLASS               trains the same, loads each model.pkl, and compares attribute by attribute

One line a difference goes to standard output. Numbers are compared bit by bit, but where a solver iterates: TOLERANCE.
"""

import importlib.metadata
import json
import os
import pickle
import sys
import warnings

# Without vector instructions: numpy has other last bits of exponentials and another order of equal values with them.
os.environ["NPY_DISABLE_CPU_FEATURES"] = (
    "X86_V3 X86_V4 AVX512_ICL AVX512_SPR" if importlib.metadata.version("numpy") >= "2.4" else "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL")

import numpy as np
import pandas as pd
import sklearn
import sklearn.feature_selection
from sklearn.utils import all_estimators

warnings.filterwarnings("ignore")

# Relative to the largest number of an attribute. Where LAPACK, BLAS or a solver decides the order of additions.
TOLERANCE = {
    "LinearRegression": 1e-9, "Ridge": 1e-9, "LogisticRegression": 1e-9, "PCA": 1e-9, "IncrementalPCA": 1e-9, "TruncatedSVD": 1e-9, "KMeans": 1e-12,
    "SVC": 1e-9, "SVR": 1e-9, "LinearSVC": 1e-9, "LinearSVR": 1e-9, "MLPClassifier": 1e-9, "MLPRegressor": 1e-9,
    "Lasso": 1e-9, "ElasticNet": 1e-9, "GaussianNB": 1e-12, "MultinomialNB": 1e-12, "BernoulliNB": 1e-12, "ComplementNB": 1e-12, "Pipeline": 1e-9, "VotingClassifier": 1e-9, "VotingRegressor": 1e-9, "FeatureUnion": 1e-9,
    "GridSearchCV": 1e-9, "RandomizedSearchCV": 1e-9, "KBinsDiscretizer": 1e-12, "SelectKBest": 1e-9, "SelectPercentile": 1e-9, "IsolationForest": 1e-13, "GaussianMixture": 1e-9, "MiniBatchKMeans": 1e-9, "CalibratedClassifierCV": 1e-9,
    "StackingClassifier": 1e-9, "StackingRegressor": 1e-9,
}
# What is no number of the model: how many threads there were, a generator that goes on, when a solver saw that it was there.
IGNORED = {"_n_threads", "_stop_words_id", "refit_time_", "mean_fit_time", "std_fit_time", "mean_score_time", "std_score_time"}
COUNTED = {"n_iter_"}
# The difference of two large numbers, which is small.
LOOSE = {"dual_gap_": 1e-6}
# What is computed as Python computes it where the rows are float32.
SINGLE = {
    "StandardScaler", "MinMaxScaler", "MaxAbsScaler", "PolynomialFeatures", "OneHotEncoder", "OrdinalEncoder", "DecisionTreeClassifier", "RandomForestRegressor",
    "GradientBoostingRegressor", "HistGradientBoostingClassifier", "MultinomialNB", "BernoulliNB", "KNeighborsClassifier", "KNeighborsRegressor", "IsolationForest",
}
# What learns from weights of rows, and what to a last bit otherwise then.
WEIGHTED = {
    "DecisionTreeClassifier", "ExtraTreeClassifier", "DecisionTreeRegressor", "ExtraTreeRegressor", "RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier",
    "ExtraTreesRegressor", "LinearRegression", "Ridge", "LogisticRegression", "LinearSVC", "LinearSVR", "SGDClassifier", "SGDRegressor", "GaussianNB", "MultinomialNB", "BernoulliNB",
    "StandardScaler", "VotingClassifier", "VotingRegressor", "Pipeline", "DBSCAN",
    "Lasso", "ElasticNet", "SVC", "SVR", "KMeans",
}
if sklearn.__version__ < "1.3":
    WEIGHTED |= {"GradientBoostingClassifier", "GradientBoostingRegressor", "HistGradientBoostingClassifier", "HistGradientBoostingRegressor"}
WEIGHTED_TOLERANCE = {"StandardScaler": 1e-12}
CLASSES = {name: cls for name, cls in all_estimators()}
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.compose import ColumnTransformer
CLASSES.update(FeatureUnion=FeatureUnion, Pipeline=Pipeline, ColumnTransformer=ColumnTransformer)


def numbers(rng, n, p, kind):
    if kind == "normal":
        x = rng.randn(n, p) * 10.0 ** rng.randint(-2, 3, p) + rng.randint(-3, 4, p)
    elif kind == "ties":
        x = rng.randint(0, rng.randint(2, 12), (n, p)) / 4.0
    elif kind == "whole":
        x = rng.randint(-50, 50, (n, p)).astype(float)
    else:
        x = np.where(rng.rand(n, p) < 0.6, 0.0, rng.rand(n, p).round(2))
    if p > 2 and rng.rand() < 0.3:
        x[:, rng.randint(p)] = 3.25
    return np.ascontiguousarray(x)


def data(rng, most=400, columns=9, least=12):
    n, p = rng.randint(least, most), rng.randint(1, columns)
    return numbers(rng, n, p, rng.choice(["normal", "ties", "whole", "sparse"]))


def labels(rng, x, text=True):
    k = rng.randint(2, 6)
    score = x @ rng.randn(x.shape[1]) + rng.randn(len(x)) * (x.std() + 0.1)
    codes = np.searchsorted(np.quantile(score, np.arange(1, k) / k), score)
    codes[:k] = np.arange(k)[: len(codes)]
    form = rng.randint(4 if text else 2)
    if form == 0:
        return codes.astype(np.int64)
    if form == 1:
        return codes.astype(np.int64) * 7 - 3
    if form == 2:
        return np.array(["no", "yes", "maybe", "Ä", "z"])[codes]
    return codes > 0 if len(set(codes > 0)) == 2 else codes.astype(np.int64)


def target(rng, x):
    y = x @ rng.randn(x.shape[1]) + rng.randn(len(x)) * (x.std() + 0.1)
    return y.round(1) if rng.rand() < 0.3 else y


def frame(rng, missing=True):
    n = rng.randint(8, 200)
    made = {
        "age": rng.randint(1, 90, n).astype(float), "fare": (rng.rand(n) * 100).round(2), "rooms": rng.randint(0, 9, n),
        "sex": rng.choice(["m", "f"], n), "city": rng.choice(["Bern", "Oslo", "Rom", "Zürich"], n), "x": rng.randn(n),
    }
    df = pd.DataFrame(made)
    if missing:
        df.loc[rng.rand(n) < 0.2, "age"] = np.nan
        df.loc[rng.rand(n) < 0.2, "city"] = np.nan
        df.loc[0, "city"] = "Bern"
        df.loc[0, "age"] = 30.0
    return df


def tree(rng, forest=False, classifier=True, extra=False):
    given = {"random_state": int(rng.randint(0, 2 ** 31))}
    if classifier:
        given["criterion"] = str(rng.choice(["gini", "gini", "entropy", "log_loss"]))
        if rng.rand() < 0.2:
            given["class_weight"] = "balanced"
    elif rng.rand() < 0.2 and sklearn.__version__ < "1.9":
        given["criterion"] = "friedman_mse"
    for name, values in {
        "max_depth": [None, None, 1, 3, 6], "min_samples_split": [2, 2, 5, 12], "min_samples_leaf": [1, 1, 1, 3, 8],
        "min_weight_fraction_leaf": [0.0, 0.0, 0.0, 0.05], "max_features": [None, "sqrt", "log2", 1, 2, 0.5],
        "max_leaf_nodes": [None, None, None, 5, 17], "min_impurity_decrease": [0.0, 0.0, 0.001], "ccp_alpha": [0.0, 0.0, 0.01],
    }.items():
        if rng.rand() < 0.5:
            given[name] = values[rng.randint(len(values))]
    if forest:
        given["n_estimators"] = int(rng.randint(1, 9))
        if rng.rand() < 0.3:
            given["bootstrap"] = bool(rng.rand() < 0.5)
    elif rng.rand() < 0.3:
        given["splitter"] = str(rng.choice(["best", "random"]))
    return given


def some(rng, **choices):
    return {name: values[rng.randint(len(values))] for name, values in choices.items() if rng.rand() < 0.6}


def documents(rng, count):
    words = ["red", "Green", "blue", "café", "x", "42", "a1", "the", "and", "word_s", "O'Neil", "東京", "e.g.", "late", "soon", "good", "bad"]
    return [" ".join(rng.choice(words, rng.randint(2, 12))) + " red blue" for _ in range(count)]


def case(name, rng):
    """The rows, the target and the parameters of a case."""
    if name in ("StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler"):
        x = data(rng)
        if rng.rand() < 0.3:
            x[rng.rand(*x.shape) < 0.1] = np.nan
            x[0] = 1.0
        if rng.rand() < 0.3:
            x = pd.DataFrame(x, columns=[f"c{i}" for i in range(x.shape[1])])
        given = {
            "StandardScaler": lambda: some(rng, with_mean=[True, False], with_std=[True, False]),
            "MinMaxScaler": lambda: some(rng, feature_range=[[0, 1], [-1, 1], [0.5, 2]], clip=[True, False]),
            "RobustScaler": lambda: some(rng, with_centering=[True, False], with_scaling=[True, False], quantile_range=[[25.0, 75.0], [10.0, 81.5]]),
        }.get(name, dict)()
        return x, None, given
    if name == "SimpleImputer":
        df = frame(rng)
        if rng.rand() < 0.5:
            return df[["age", "fare", "x"]], None, some(rng, strategy=["mean", "median", "most_frequent", "constant"])
        return df[["city", "sex"]], None, {"strategy": str(rng.choice(["most_frequent", "constant"]))}
    if name in ("OneHotEncoder", "OrdinalEncoder"):
        df = frame(rng, missing=bool(rng.rand() < 0.5))
        x = df[["city", "sex", "rooms"]] if rng.rand() < 0.7 else np.asarray(df[["rooms", "rooms"]], float)
        if name == "OneHotEncoder":
            return x, None, some(rng, handle_unknown=["ignore"], drop=["first", "if_binary"], sparse_output=[True, False])
        return x, None, {"handle_unknown": "use_encoded_value", "unknown_value": -1} if rng.rand() < 0.5 else {}
    if name == "ColumnTransformer":
        df = frame(rng, missing=False)
        given = {"transformers": [
            ["num", {"class": "StandardScaler"}, ["age", "fare"]], ["cat", {"class": "OneHotEncoder", "handle_unknown": "ignore"}, ["city", "sex"]],
        ]}
        if rng.rand() < 0.5:
            given["transformers"].append(["same", str(rng.choice(["passthrough", "drop"])), ["rooms"]])
        if rng.rand() < 0.5:
            given["remainder"] = str(rng.choice(["passthrough", "drop"]))
        if rng.rand() < 0.4:
            # A column by its name alone, which a vectorizer takes as documents.
            df["note"] = documents(rng, len(df))
            given["transformers"].append(["words", {"class": str(rng.choice(["CountVectorizer", "TfidfVectorizer"]))}, "note"])
        return df, None, given
    if name == "Pipeline":
        df = frame(rng)
        y = labels(rng, df[["fare", "x"]].to_numpy())
        number = {"class": "Pipeline", "steps": [["fill", {"class": "SimpleImputer", "strategy": "median"}], ["scale", {"class": "StandardScaler"}]]}
        text = {"class": "Pipeline", "steps": [["fill", {"class": "SimpleImputer", "strategy": "most_frequent"}],
                                               ["code", {"class": "OneHotEncoder", "handle_unknown": "ignore"}]]}
        columns = {"class": "ColumnTransformer", "transformers": [["num", number, ["age", "fare", "x"]], ["cat", text, ["city", "sex"]]]}
        model = [{"class": "RandomForestClassifier", "n_estimators": 5, "random_state": 3}, {"class": "LogisticRegression"},
                 {"class": "DecisionTreeClassifier", "random_state": 1}][rng.randint(3)]
        return df, y, {"steps": [["columns", columns], ["model", model]]}
    if name in ("SGDClassifier", "SGDRegressor"):
        x = data(rng)
        x = (x - x.mean(0)) / (x.std(0) + 1e-3)
        classifier = name == "SGDClassifier"
        given = {"random_state": int(rng.randint(2 ** 31)), **some(
            rng, penalty=["l2", "l1", "elasticnet", None], alpha=[1e-4, 0.01, 0.1], l1_ratio=[0.15, 0.7], fit_intercept=[True, False], max_iter=[1000, 3],
            tol=[1e-3, 0.01, None], shuffle=[True, False], n_iter_no_change=[1, 5], power_t=[0.25, 0.5], epsilon=[0.1, 0.5])}
        if given.get("tol", 0) is None:
            given["max_iter"] = 5
        if rng.rand() < 0.5:
            given.update(learning_rate=str(rng.choice(["constant", "adaptive", "invscaling", "optimal"])), eta0=[0.01, 0.1][rng.randint(2)])
        if classifier:
            given.update(some(rng, loss=["hinge", "log_loss", "modified_huber", "squared_hinge", "perceptron"], class_weight=["balanced", None]))
            y = labels(rng, x)
        else:
            given.update(some(rng, loss=["squared_error", "huber", "epsilon_insensitive", "squared_epsilon_insensitive"]))
            y = target(rng, x) / 10
        if rng.rand() < 0.5:
            return x, y, given
        # The same on sparse rows: of a vectorizer, of one-hot columns, or of both.
        x = pd.DataFrame({"text": documents(rng, len(x))})
        words = {"class": str(rng.choice(["CountVectorizer", "TfidfVectorizer"])), **some(rng, ngram_range=[[1, 2], [2, 2]], min_df=[2], norm=["l1"])}
        if words["class"] == "CountVectorizer":
            words.pop("norm", None)
        kind = rng.randint(3)
        if kind > 0:
            x = x.assign(city=rng.choice(["Bern", "Oslo", "Rom", "Zürich"], len(x)), rooms=rng.randint(0, 9, len(x)))
            codes = ["codes", {"class": "OneHotEncoder"}, ["city", "rooms"]]
            words = {"class": "ColumnTransformer", "transformers": [codes, ["words", words, "text"]] if kind > 1 else [codes]}
        return x, y, {"class": "Pipeline", "steps": [["rows", words], ["model", {"class": name, **given}]]}
    if name in ("Lasso", "ElasticNet"):
        x = data(rng) if rng.rand() < 0.8 else rng.randn(rng.randint(3, 20), rng.randint(20, 40))
        x = (x - x.mean(0)) / (x.std(0) + 1e-3)
        y = target(rng, x)
        given = some(rng, alpha=[0.01, 0.1, 1.0], fit_intercept=[True, False], positive=[True, False], tol=[1e-4, 1e-8], max_iter=[1000, 3])
        return x, y, {**given, **(some(rng, l1_ratio=[0.1, 0.5, 0.9, 1.0, 0.0]) if name == "ElasticNet" else {})}
    if name in ("LinearRegression", "Ridge"):
        x = data(rng) if rng.rand() < 0.8 else rng.randn(rng.randint(3, 20), rng.randint(20, 40))
        given = some(rng, fit_intercept=[True, False])
        if name == "Ridge":
            given.update(some(rng, alpha=[0.01, 1.0, 10.0, 100]))
        return x, target(rng, x), given
    if name == "LogisticRegression":
        x = data(rng)
        x = (x - x.mean(0)) / (x.std(0) + 1e-3)
        y, given = labels(rng, x), some(rng, C=[0.1, 1.0, 5.0], fit_intercept=[True, False], class_weight=["balanced", None], tol=[1e-4, 1e-6],
                                        max_iter=[100, 1000])
        solver = rng.rand()
        if solver < 0.3:
            given.update(solver=str(rng.choice(["sag", "saga"])), random_state=int(rng.randint(2 ** 31)))
            if given["solver"] == "saga":
                share = [0.0, 1.0, 0.3][rng.randint(3)]
                given.update({"l1_ratio": share} if sklearn.__version__ > "1.8" else
                             {"penalty": "elasticnet", "l1_ratio": share} if share == 0.3 else {"penalty": "l1" if share else "l2"})
        elif solver < 0.6:
            given.update(solver="liblinear", random_state=int(rng.randint(2 ** 31)), **some(rng, intercept_scaling=[1, 3.0], dual=[True, False]))
            if rng.rand() < 0.5:
                given.update({"l1_ratio": 1.0} if sklearn.__version__ > "1.8" else {"penalty": "l1"})
        elif solver < 0.75 and len(np.unique(y)) < (3 if sklearn.__version__ > "1.8" else 9):
            given["solver"] = "newton-cholesky"
        elif solver < 0.85 and len(x) > 40 * x.shape[1]:
            given.update({"C": float("inf")} if sklearn.__version__ > "1.8" else {"penalty": None})
        return x, y, given
    if name in ("LinearSVC", "LinearSVR"):
        x = data(rng) if rng.rand() < 0.8 else rng.randn(rng.randint(12, 20), rng.randint(20, 40))
        x = (x - x.mean(0)) / (x.std(0) + 1e-3)
        given = {"random_state": int(rng.randint(2 ** 31)), **some(rng, C=[0.1, 1.0, 10.0], tol=[1e-4, 1e-2], fit_intercept=[True, False], intercept_scaling=[1, 5.0], max_iter=[1000, 20],
                                                                  dual=[True, False])}
        if name == "LinearSVC":
            y = labels(rng, x)
            given.update(some(rng, loss=["hinge", "squared_hinge"], penalty=["l1", "l2"], class_weight=["balanced", None]))
        else:
            y = target(rng, x)
            given.update(some(rng, loss=["epsilon_insensitive", "squared_epsilon_insensitive"], epsilon=[0.1, 0.0, 1.0]))
        if rng.rand() < 0.7:
            return x, y, given
        x = pd.DataFrame({"text": documents(rng, len(x))})
        return x, y, {"class": "Pipeline", "steps": [["rows", {"class": "TfidfVectorizer"}], ["model", {"class": name, **given}]]}
    if name in ("MLPClassifier", "MLPRegressor"):
        x = data(rng, least=40)
        x = (x - x.mean(0)) / (x.std(0) + 1e-3)
        given = {"random_state": int(rng.randint(2 ** 31)), "max_iter": int(rng.randint(1, 12)), "hidden_layer_sizes": [[7], [16, 5], [33], [4, 3, 9]][rng.randint(4)], **some(
            rng, activation=["relu", "tanh", "logistic", "identity"], solver=["adam", "sgd", "lbfgs"], alpha=[1e-4, 0.1], batch_size=["auto", 10, 32], learning_rate_init=[0.001, 0.01],
            learning_rate=["constant", "invscaling", "adaptive"], tol=[1e-4, 0.05], momentum=[0.9, 0.5], nesterovs_momentum=[True, False], shuffle=[True, False], early_stopping=[True, False],
            n_iter_no_change=[10, 1], validation_fraction=[0.1, 0.3], beta_1=[0.9, 0.8])}
        return x, labels(rng, x) if name == "MLPClassifier" else target(rng, x), given
    if name in ("SVC", "SVR"):
        x = data(rng, least=30)
        x = (x - x.mean(0)) / (x.std(0) + 1e-3)
        given = some(rng, kernel=["rbf", "linear", "poly", "sigmoid"], C=[0.1, 1.0, 10.0], gamma=["scale", "auto", 0.3], degree=[2, 3], coef0=[0.0, 0.5], shrinking=[True, False],
                     tol=[1e-3, 1e-2], max_iter=[-1, 50], cache_size=[200, 0.01])
        if name == "SVC":
            y = labels(rng, x)
            given.update(some(rng, class_weight=["balanced", None], decision_function_shape=["ovr", "ovo"]))
            if rng.rand() < 0.4:
                given.update(probability=True, random_state=int(rng.randint(2 ** 31)))
        else:
            y = target(rng, x)
            given.update(some(rng, epsilon=[0.1, 0.0, 1.0]))
        if rng.rand() < 0.7:
            return x, y, given
        x = pd.DataFrame({"text": documents(rng, len(x))})
        return x, y, {"class": "Pipeline", "steps": [["rows", {"class": str(rng.choice(["CountVectorizer", "TfidfVectorizer"]))}], ["model", {"class": name, **given}]]}
    if name in ("DecisionTreeClassifier", "ExtraTreeClassifier", "DecisionTreeRegressor", "ExtraTreeRegressor", "RandomForestClassifier",
                "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor"):
        x = data(rng, most=900 if rng.rand() < 0.2 else 300)
        classifier = name.endswith("Classifier")
        given = tree(rng, "Forest" in name or "Trees" in name, classifier)
        return x, labels(rng, x) if classifier else target(rng, x), given
    if name == "GaussianNB":
        x = data(rng)
        return x, labels(rng, x), some(rng, var_smoothing=[1e-9, 1e-3])
    if name in ("MultinomialNB", "BernoulliNB"):
        x = np.abs(data(rng)).round()
        given = some(rng, alpha=[1.0, 0.1, 3], fit_prior=[True, False])
        if name == "BernoulliNB":
            given.update(some(rng, binarize=[0.0, 1.0]))
        return x, labels(rng, x), given
    if name == "KMeans":
        x = data(rng, least=30)
        x = x + rng.randn(*x.shape) * 0.1
        return x, None, {"n_clusters": int(rng.randint(1, 9)), "random_state": int(rng.randint(2 ** 31)), "n_init": int(rng.randint(1, 4)),
                         **some(rng, init=["k-means++", "random"], max_iter=[300, 5], tol=[1e-4, 0.0])}
    if name in ("KNeighborsClassifier", "KNeighborsRegressor"):
        x = data(rng)
        return x, labels(rng, x) if name.endswith("Classifier") else target(rng, x), some(
            rng, n_neighbors=[1, 3, 5], weights=["uniform", "distance"], p=[1, 2], algorithm=["auto", "brute", "kd_tree"], leaf_size=[30, 1, 4])
    if name == "PCA":
        x = data(rng, least=30) + rng.randn(1) * 0
        x = x + rng.randn(*x.shape)
        return x, None, some(rng, n_components=[None, 1, 0.9], whiten=[True, False], svd_solver=["full"])
    if name in ("GradientBoostingClassifier", "GradientBoostingRegressor"):
        x = data(rng, most=200)
        classifier = name.endswith("Classifier")
        return x, labels(rng, x) if classifier else target(rng, x), {
            "n_estimators": int(rng.randint(1, 12)), "random_state": int(rng.randint(2 ** 31)),
            **some(rng, learning_rate=[0.1, 0.5, 1.0], max_depth=[1, 2, 3, 5, None], min_samples_leaf=[1, 4], max_features=[None, "sqrt"],
                   subsample=[1.0, 0.7], n_iter_no_change=[None, 2], max_leaf_nodes=[None, 4], ccp_alpha=[0.0, 0.01], tol=[1e-4, 0.01]),
            **some(rng, loss=["log_loss", "exponential"] if classifier else ["squared_error", "absolute_error", "huber", "quantile"]),
            **({} if classifier else some(rng, alpha=[0.9, 0.5, 0.2]))}
    if name in ("HistGradientBoostingClassifier", "HistGradientBoostingRegressor"):
        x = data(rng, most=900)
        classifier = name.endswith("Classifier")
        y = labels(rng, x) if classifier else target(rng, x)
        given = {"max_iter": int(rng.randint(1, 12)), "random_state": int(rng.randint(2 ** 31)), **some(
            rng, learning_rate=[0.1, 0.5, 1.0], max_depth=[None, 2, 3], min_samples_leaf=[1, 5, 20], max_leaf_nodes=[None, 31, 4],
            l2_regularization=[0.0, 1.0], max_bins=[255, 16, 2], early_stopping=[True, "auto"], n_iter_no_change=[1, 3], tol=[1e-7, 0.01],
            validation_fraction=[0.1, 0.3, None])}
        if not classifier:
            given.update(some(rng, loss=["squared_error", "absolute_error", "poisson", "quantile"] + ["gamma"] * (sklearn.__version__ > "1.3")))
            given["quantile"] = [0.5, 0.3, 0.9][rng.randint(3)]
            if given.get("loss") in ("poisson", "gamma"):
                y = np.abs(y) + 0.01
        if rng.rand() < 0.3 and (not classifier or len(set(y)) == 2):
            given["monotonic_cst"] = [int(d) for d in rng.randint(-1, 2, x.shape[1])]
        if rng.rand() < 0.5:
            x[rng.rand(*x.shape) < 0.2] = np.nan
            x[:2] = np.arange(2)[:, None]
        return x, y, given
    if name == "PolynomialFeatures":
        x = data(rng, most=50, columns=5)
        return x, None, some(rng, degree=[1, 2, 3], interaction_only=[True, False], include_bias=[True, False])
    if name == "FeatureUnion":
        x = data(rng)
        parts = [["a", {"class": "StandardScaler"}], ["b", {"class": "PCA", "n_components": 1}], ["c", {"class": "PolynomialFeatures"}],
                 ["d", {"class": "MinMaxScaler"}]]
        return x + rng.randn(*x.shape), None, {"transformer_list": [parts[i] for i in rng.permutation(4)[: rng.randint(1, 4)]]}
    if name in ("VotingClassifier", "VotingRegressor"):
        x = data(rng)
        classifier = name.endswith("Classifier")
        kind = "Classifier" if classifier else "Regressor"
        parts = [["tree", {"class": "DecisionTree" + kind, "random_state": 1, "max_depth": 3}], ["forest", {"class": "RandomForest" + kind, "random_state": 2, "n_estimators": 3}],
                 ["other", {"class": "GaussianNB"} if classifier else {"class": "Ridge"}]]
        given = {"estimators": [parts[i] for i in rng.permutation(3)[: rng.randint(1, 4)]]}
        if rng.rand() < 0.4:
            given["weights"] = [float(w) for w in rng.randint(1, 5, len(given["estimators"])) / 2]
        return x, labels(rng, x) if classifier else target(rng, x), {**given, **(some(rng, voting=["hard", "soft"]) if classifier else {})}
    if name in ("CountVectorizer", "TfidfVectorizer"):
        words = ["red", "Green", "blue", "café", "été", "x", "42", "a1", "naïve", "the", "and", "word_s", "O'Neil", "Ωmega", "東京", "don't", "e.g."]
        x = pd.DataFrame({"text": [" ".join(rng.choice(words, rng.randint(1, 12))) + str(rng.choice(["", ".", "!", ", so"])) for _ in range(rng.randint(4, 60))]})
        given = some(rng, analyzer=["word", "char", "char_wb"], lowercase=[True, False], strip_accents=["unicode", "ascii"], ngram_range=[[1, 1], [1, 2], [2, 3]],
                     min_df=[1, 2, 0.1], max_df=[1.0, 0.5, 20], max_features=[None, 5, 20], binary=[True, False], stop_words=["english", ["red", "blue"]])
        if name == "TfidfVectorizer":
            given.update(some(rng, norm=["l1", "l2", None], use_idf=[True, False], smooth_idf=[True, False], sublinear_tf=[True, False]))
        if given.get("analyzer", "word") != "word":
            given.pop("stop_words", None)
        return x, None, given
    if name == "TfidfTransformer":
        x = np.abs(data(rng)).round()
        x[0] = 1
        return x, None, some(rng, norm=["l1", "l2", None], use_idf=[True, False], smooth_idf=[True, False], sublinear_tf=[True, False])
    if name in ("GridSearchCV", "RandomizedSearchCV"):
        return search(rng, name)
    if name == "KBinsDiscretizer":
        x = data(rng)
        given = some(rng, n_bins=[2, 5, 9], encode=["onehot", "onehot-dense", "ordinal"], strategy=["uniform", "quantile", "kmeans"])
        if rng.rand() < 0.2 and given.get("strategy", "quantile") == "quantile":
            given.update(subsample=20, random_state=int(rng.randint(1000)))
        if sklearn.__version__ > "1.7":
            given.update(some(rng, quantile_method=["linear", "averaged_inverted_cdf"]))
        return x, None, given
    if name in ("SelectKBest", "SelectPercentile"):
        x = data(rng)
        score = str(rng.choice(["f_classif", "f_regression", "chi2"]))
        y = target(rng, x) if score == "f_regression" else labels(rng, x)
        if score == "chi2":
            x = np.abs(x)
        given = {"k": [0, 1, 2, "all"][rng.randint(4)]} if name == "SelectKBest" else {"percentile": [0, 10, 50, 100][rng.randint(4)]}
        return x, y, {"score_func": score, **given}
    if name == "TruncatedSVD":
        x = data(rng, most=120, columns=9 if rng.rand() < 0.6 else 60, least=15)
        if x.shape[1] < 2:
            x = np.c_[x, x[:, 0] ** 2]
        x = x + rng.randn(*x.shape)
        most = min(6, *x.shape)
        return x, None, {"n_components": int(rng.randint(1, most)), "random_state": int(rng.randint(2 ** 31)), "n_iter": [5, 7, 12][rng.randint(3)]}
    if name == "IsolationForest":
        x = data(rng, most=600 if rng.rand() < 0.3 else 200)
        return x, None, {"random_state": int(rng.randint(2 ** 31)), "n_estimators": int(rng.randint(1, 9)), **some(
            rng, max_samples=["auto", 10, 0.5, 1.0, 5000], contamination=["auto", 0.1, 0.37], max_features=[1.0, 0.5], bootstrap=[True, False])}
    if name == "CalibratedClassifierCV":
        x = data(rng, most=200, least=60)
        inner = [{"class": "DecisionTreeClassifier", "random_state": 0, "max_depth": 4}, {"class": "GaussianNB"},
                 {"class": "RandomForestClassifier", "random_state": 1, "n_estimators": 4},
                 {"class": "Pipeline", "steps": [["scale", "StandardScaler"], ["model", {"class": "SGDClassifier", "random_state": 3}]]}][rng.randint(4)]
        if rng.rand() < 0.2:
            x = (x - x.mean(0)) / (x.std(0) + 1e-3)
            return x, labels(rng, x), some(rng, method=["sigmoid", "isotonic"], cv=[None, 2, 3], ensemble=[True, False])
        given = {"estimator": inner, **some(rng, method=["sigmoid", "isotonic"], cv=[None, 2, 3], ensemble=[True, False])}
        if inner["class"] == "Pipeline":
            # A sigmoid of scores in the hundreds ends where scipy's search for steps runs into infinity.
            given["method"] = "isotonic"
        return x, labels(rng, x), given
    if name == "DBSCAN":
        x = data(rng, columns=19 if rng.rand() < 0.2 else 6, least=3)
        if rng.rand() < 0.3:
            x = np.rint(x).astype(np.int64)
        if rng.rand() < 0.3:
            x = pd.DataFrame(x, columns=[f"c{i}" for i in range(x.shape[1])])
        wide = float(np.abs(np.asarray(x, float)).std()) + 0.01
        return x, None, {"eps": [round(wide * share, 2) + 0.25 for share in (0.1, 0.3, 0.8)][rng.randint(3)], **some(
            rng, min_samples=[1, 2, 4, 9], metric=["euclidean", "manhattan"], algorithm=["auto", "kd_tree", "brute"], leaf_size=[30, 5])}
    if name == "AgglomerativeClustering":
        x = data(rng, most=150, least=2)
        if rng.rand() < 0.2:
            x = pd.DataFrame(x, columns=[f"c{i}" for i in range(x.shape[1])])
        given = some(rng, linkage=["ward", "complete", "average", "single"], compute_distances=[True, False])
        if given.get("linkage", "ward") != "ward":
            given.update(some(rng, metric=["euclidean", "manhattan"]))
        if rng.rand() < 0.3:
            return x, None, {"n_clusters": None, "distance_threshold": [0.5, 3.0, 20.0][rng.randint(3)], **given}
        return x, None, {**some(rng, n_clusters=[1, 3, 8, 20]), **given}
    if name == "MiniBatchKMeans":
        x = data(rng, least=30, most=1500 if rng.rand() < 0.3 else 300)
        x = x + rng.randn(*x.shape) * 0.1
        return x, None, {"n_clusters": int(rng.randint(1, 9)), "random_state": int(rng.randint(2 ** 31)), **some(
            rng, init=["k-means++", "random"], max_iter=[100, 5], tol=[0.0, 1e-3], batch_size=[1024, 20, 64], n_init=[1, 3], max_no_improvement=[10, 2, None],
            init_size=[None, 25], reassignment_ratio=[0.01, 0.3, 0.0])}
    if name == "IncrementalPCA":
        x = data(rng, least=30)
        x = x + rng.randn(*x.shape) * 0.1
        return x, None, some(rng, n_components=[None, 1, min(2, x.shape[1])], whiten=[True, False], batch_size=[None, 10, 17])
    if name == "GaussianMixture":
        x = data(rng, least=60, columns=6)
        x = x + rng.randn(*x.shape) * (x.std() * 0.3 + 0.1) + rng.randint(0, 3, len(x))[:, None] * (x.std() * 3)
        return x, None, {"n_components": int(rng.randint(1, 4)), "random_state": int(rng.randint(2 ** 31)), **some(
            rng, covariance_type=["full", "tied", "diag", "spherical"], n_init=[1, 2], init_params=["kmeans", "random"], max_iter=[100, 3],
            tol=[1e-3, 1e-2], reg_covar=[1e-6, 0.01])}
    if name in ("StackingClassifier", "StackingRegressor"):
        x = data(rng, most=150, least=60)
        classifier = name.endswith("Classifier")
        kind = "Classifier" if classifier else "Regressor"
        y = labels(rng, x) if classifier else target(rng, x)
        parts = [["tree", {"class": "DecisionTree" + kind, "random_state": 1, "max_depth": 3}], ["forest", {"class": "RandomForest" + kind, "random_state": 2, "n_estimators": 3}],
                 ["near", {"class": "KNeighbors" + kind, "n_neighbors": 3}]]
        given = {"estimators": [parts[i] for i in rng.permutation(3)[: rng.randint(1, 4)]], **some(rng, cv=[None, 2, 4], passthrough=[True, False])}
        if classifier:
            given.update(some(rng, stack_method=["auto", "predict_proba", "predict"]))
        if not classifier or rng.rand() < 0.6:
            given["final_estimator"] = {"class": "DecisionTree" + kind, "random_state": 0, "max_depth": 4} if rng.rand() < 0.5 else {"class": "GaussianNB" if classifier else "Ridge"}
        else:
            given["passthrough"] = False
        return x, y, given
    raise SystemExit(f"no case for {name}")


def search(rng, name):
    """A search for parameters."""
    x = data(rng, most=150, least=40)
    classifier = bool(rng.rand() < 0.6)
    y = labels(rng, x) if classifier else target(rng, x)
    kind = "Classifier" if classifier else "Regressor"
    inner, grid = [
        ({"class": "DecisionTree" + kind, "random_state": 3}, {"max_depth": [1, 2, None], "min_samples_leaf": [1, 4], "max_features": [None, "sqrt", 1]}),
        ({"class": "Pipeline", "steps": [["scale", "MinMaxScaler"], ["model", "KNeighbors" + kind]]},
         {"scale__feature_range": [[0, 1], [-1, 2]], "model__n_neighbors": [1, 3, 5], "scale__clip": [True, False]}),
        ({"class": "Pipeline", "steps": [["scale", "StandardScaler"], ["tree", {"class": "ExtraTree" + kind, "random_state": 1}]]},
         [{"tree__max_depth": [1, 3]}, {"scale__with_mean": [True, False], "tree__min_impurity_decrease": [0, 0.01]}]),
        ({"class": "RandomForest" + kind, "n_estimators": 3, "random_state": 5}, {"bootstrap": [True, False], "max_depth": [2, 5]}),
    ][rng.randint(4)]
    given = {"estimator": inner, **some(rng, cv=[None, 2, 3, 4], return_train_score=[True, False], scoring=[
        "accuracy", "f1_macro", "balanced_accuracy", "recall_weighted", "neg_log_loss", None] if classifier else ["r2", "neg_mean_squared_error", "neg_mean_absolute_error", None])}
    if name == "GridSearchCV":
        given["param_grid"] = grid
    else:
        given.update(param_distributions=grid, random_state=int(rng.randint(1000)), n_iter=int(rng.randint(1, 14)))
    return x, y, given


def estimator(given):
    """The estimator of a pipeline file."""
    if isinstance(given, str):
        return CLASSES[given]() if given in CLASSES else given
    parameters = {key: float("inf") if value == "inf" else value for key, value in given.items() if key != "class"}
    if given["class"] == "Pipeline":
        parameters["steps"] = [(name, estimator(step)) for name, step in parameters["steps"]]
    if given["class"] == "ColumnTransformer":
        parameters["transformers"] = [(name, estimator(step), columns) for name, step, columns in parameters["transformers"]]
    for name in ("transformer_list", "estimators"):
        if name in parameters:
            parameters[name] = [(part, estimator(step)) for part, step in parameters[name]]
    if "score_func" in parameters:
        parameters["score_func"] = getattr(sklearn.feature_selection, parameters["score_func"])
    for name in ("estimator", "final_estimator"):
        if name in parameters:
            parameters[name] = estimator(parameters[name])
    for name in ("param_grid", "param_distributions"):
        for grid in parameters[name] if isinstance(parameters.get(name), list) else [parameters.get(name, {})]:
            for path in grid:
                grid[path] = [tuple(value) if isinstance(value, list) else value for value in grid[path]]
    for name in ("feature_range", "quantile_range", "ngram_range", "hidden_layer_sizes"):
        if name in parameters:
            parameters[name] = tuple(parameters[name])
    return CLASSES[given["class"]](**parameters)


def read(folder):
    path = os.path.join(folder, "X.csv")
    x = pd.read_csv(path, float_precision="round_trip") if os.path.exists(path) else np.load(os.path.join(folder, "X.npy"))
    path = os.path.join(folder, "y.npy")
    if list(getattr(x, "columns", [])) == ["text"]:
        x = x["text"]
    weight = os.path.join(folder, "w.npy")
    return x, np.load(path) if os.path.exists(path) else None, np.load(weight) if os.path.exists(weight) else None


def weights(rng, count):
    """Weights of rows: whole ones with zeros and ties, or any."""
    kind = rng.randint(6)
    if kind < 3:
        return None
    return [rng.randint(0, 4, count).astype(float), rng.rand(count).round(1) * 2, rng.rand(count) * 5][kind - 3]


def fitted(theirs, given, x, y, w):
    """The estimator after fit; a pipeline gives weights to its last step."""
    if w is None:
        return theirs.fit(x, y)
    last, name = given, ""
    while last["class"] == "Pipeline":
        step, last = last["steps"][-1]
        name += step + "__"
        last = {"class": last} if isinstance(last, str) else last
    return theirs.fit(x, y, **{name + "sample_weight": w})


def make(folder, name, first, count):
    for seed in range(int(first), int(first) + int(count)):
        rng = np.random.RandomState(seed)
        x, y, given = case(name, rng)
        if name in SINGLE and isinstance(x, np.ndarray) and rng.rand() < 0.2:
            x = x.astype(np.float32)
        place = os.path.join(folder, f"{name}-{seed}")
        os.mkdir(place)
        if isinstance(x, pd.DataFrame):
            x.to_csv(os.path.join(place, "X.csv"), index=False)
        else:
            np.save(os.path.join(place, "X.npy"), x)
        if y is not None:
            np.save(os.path.join(place, "y.npy"), y)
        with open(os.path.join(place, "pipeline.json"), "w") as file:
            json.dump({"class": name, **{key: "inf" if value == float("inf") else value for key, value in given.items()}}, file)
        w = weights(np.random.RandomState(seed + 1000003), len(x)) if name in WEIGHTED else None
        if w is not None:
            np.save(os.path.join(place, "w.npy"), w)
    with open(os.path.join(folder, "version.txt"), "w") as file:
        file.write(sklearn.__version__)


def differences(ours, theirs, path, tolerance):
    tolerance = LOOSE.get(path.rsplit(".", 1)[-1], tolerance)
    if path.rsplit(".", 1)[-1] in IGNORED:
        return
    if type(ours) in (int, float) and type(theirs) in (int, float) and not path.endswith("_") and not path.rsplit(".", 1)[-1].startswith("_"):
        # A parameter that is 3 in one place and 3.0 in the other.
        if ours != theirs and not (ours != ours and theirs != theirs):
            yield f"{path}: {ours!r} instead of {theirs!r}"
    elif type(ours) is not type(theirs):
        yield f"{path}: {type(ours).__name__} instead of {type(theirs).__name__}"
    elif isinstance(ours, np.ma.MaskedArray):
        yield from differences(np.ma.getmaskarray(ours), np.ma.getmaskarray(theirs), f"{path}.mask", 0.0)
        yield from differences(ours.compressed(), theirs.compressed(), path, tolerance)
        yield from differences(str(ours.fill_value), str(theirs.fill_value), f"{path}.fill_value", 0.0)
    elif isinstance(ours, np.ndarray):
        if ours.dtype != theirs.dtype or ours.shape != theirs.shape:
            yield f"{path}: {ours.dtype}{ours.shape} instead of {theirs.dtype}{theirs.shape}"
        elif ours.dtype.names:
            for field in ours.dtype.names:
                yield from differences(ours[field], theirs[field], f"{path}[{field}]", tolerance)
        elif ours.dtype.kind == "O":
            for i, (a, b) in enumerate(zip(ours.ravel(), theirs.ravel())):
                yield from differences(a, b, f"{path}[{i}]", tolerance)
        elif path.rsplit(".", 1)[-1] in COUNTED and tolerance:
            if np.abs(ours - theirs).max() > 1:
                yield f"{path}: {ours} instead of {theirs}"
        elif ours.dtype.kind == "f" and tolerance and ours.size:
            size = np.nanmax(np.abs(theirs), initial=1e-300)
            off = np.abs(ours - theirs)
            if (np.isnan(ours) != np.isnan(theirs)).any() or np.nanmax(off, initial=0) > tolerance * max(size, 1e-3):
                yield f"{path}: off by {np.nanmax(off)} of {size}"
        elif not np.array_equal(ours, theirs, equal_nan=ours.dtype.kind == "f"):
            where = np.argwhere(ours != theirs)[0]
            yield f"{path}{list(where)}: {ours[tuple(where)]!r} instead of {theirs[tuple(where)]!r}, {int((ours != theirs).sum())} differ"
    elif isinstance(ours, (float, np.floating)):
        if not (ours == theirs or (np.isnan(ours) and np.isnan(theirs)) or abs(ours - theirs) <= tolerance * max(abs(theirs), 1e-3)):
            yield f"{path}: {ours!r} instead of {theirs!r}"
    elif isinstance(ours, (list, tuple)):
        if len(ours) != len(theirs):
            yield f"{path}: {len(ours)} instead of {len(theirs)}"
        for i, (a, b) in enumerate(zip(ours, theirs)):
            yield from differences(a, b, f"{path}[{i}]", tolerance)
    elif isinstance(ours, dict):
        if set(ours) != set(theirs):
            yield f"{path}: keys {sorted(map(str, set(ours) ^ set(theirs)))}"
        for key in ours:
            if key in theirs:
                yield from differences(ours[key], theirs[key], f"{path}.{key}", tolerance)
    elif isinstance(ours, np.random.RandomState):
        yield from differences(ours.get_state(), theirs.get_state(), path, 0.0)
    elif isinstance(ours, np.random.Generator):
        yield from differences(ours.bit_generator.state, theirs.bit_generator.state, path, 0.0)
    elif type(ours).__name__.startswith("Cy") or type(ours).__module__.endswith("_sgd_fast"):
        yield from differences(ours.__reduce__()[1:], theirs.__reduce__()[1:], path, 0.0)
    elif type(ours).__name__ == "KDTree" or type(ours).__name__.rstrip("64").endswith("Distance"):
        yield from differences(ours.__getstate__(), theirs.__getstate__(), path, tolerance)
    elif type(ours).__name__ == "Tree":
        yield from differences(ours.__getstate__(), theirs.__getstate__(), path, tolerance)
    elif hasattr(ours, "__dict__") and not isinstance(ours, type):
        # What scikit-learn leaves uninitialized: nobody reads it.
        left = {"_n_support"} if type(ours).__name__ == "SVR" and theirs._sparse else set()
        ours, theirs = ({key: value for key, value in vars(one).items() if key not in left} for one in (ours, theirs))
        yield from differences(ours, theirs, path, tolerance)
    elif ours != theirs:
        yield f"{path}: {ours!r} instead of {theirs!r}"


def answers(ours, theirs, x, tolerance):
    for method in ("predict", "predict_proba", "decision_function", "transform", "kneighbors"):
        if hasattr(theirs, method):
            a, b = getattr(ours, method)(x), getattr(theirs, method)(x)
            a, b = (v.toarray() if hasattr(v, "toarray") else v for v in (a, b))
            if method != "predict" or tolerance == 0:
                yield from differences(a, b, f"{method}()", tolerance * 1000)


def check(folder, name):
    count = 0
    for case_name in sorted(os.listdir(folder)):
        place = os.path.join(folder, case_name)
        if not case_name.startswith(name + "-"):
            continue
        count += 1
        with open(os.path.join(place, "pipeline.json")) as file:
            given = json.load(file)
        x, y, w = read(place)
        theirs = estimator(given)
        try:
            theirs = fitted(theirs, given, x, y, w)
        except ValueError as error:
            theirs = None
            refusal = str(error).split("\n")[0]
        path = os.path.join(place, "model.pkl")
        if theirs is None or not os.path.exists(path):
            if theirs is not None or os.path.exists(path):
                with open(os.path.join(place, "error.txt")) if theirs is not None else open(os.devnull) as file:
                    print(f"{case_name}: refused by {'Brine: ' + file.read() if theirs is not None else 'Python: ' + refusal}")
            continue
        with open(path, "rb") as file:
            ours = pickle.load(file)
        tolerance = TOLERANCE.get(name, 0.0 if w is None else WEIGHTED_TOLERANCE.get(name, 0.0))
        try:
            found = list(differences(ours, theirs, "model", tolerance)) + list(answers(ours, theirs, x, tolerance))
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        for line in found[:4]:
            print(f"{case_name}: {line}   {json.dumps(given)[:300]}")
    print(f"{count} cases")


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
