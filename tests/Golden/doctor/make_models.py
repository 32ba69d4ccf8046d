#!/usr/bin/env python3
"""Writes a model for each finding of the doctor, with scikit-learn 1.2.1: the name of the file is the finding."""
import os, pickle, sys, types, warnings
import numpy as np, pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Lasso, LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

warnings.simplefilter("ignore")
rng = np.random.RandomState(0)
X = pd.DataFrame(rng.randn(60, 3), columns=["a", "b", "c"])
y = (X.a + X.b > 0).astype(int)


def clean(rows): return rows


def module(name, value):
    """Makes a function seem to be of another module."""
    sys.modules.setdefault(name.split(".")[0], types.ModuleType(name.split(".")[0]))
    mod = sys.modules.setdefault(name, types.ModuleType(name))
    copy = types.FunctionType(value.__code__, globals(), value.__name__)
    copy.__module__, copy.__qualname__ = name, value.__name__
    setattr(mod, value.__name__, copy)
    return copy


nan = LogisticRegression().fit(X, y)
nan.coef_[0, 1] = np.nan
wide = X.assign(b=7.0)
models = {
    "NotFitted": make_pipeline(StandardScaler().fit(X), LogisticRegression()),
    "NotConverged": make_pipeline(StandardScaler(), LogisticRegression(max_iter=2)).fit(X, y),
    "NotConverged-mixture": GaussianMixture(3, max_iter=1, random_state=0).fit(X),
    "NotFinite": nan,
    "DeadTree": RandomForestClassifier(8, random_state=1).fit(X, np.r_[np.zeros(59), 1].astype(int)),
    "ConstantColumn": make_pipeline(StandardScaler(), LogisticRegression()).fit(wide, y),
    "ConstantColumn-range": MinMaxScaler().fit(wide),
    "ConstantColumn-category": OneHotEncoder().fit(pd.DataFrame({"color": ["red"] * 4, "size": list("abca")})),
    "ImbalancedClasses": GaussianNB().fit(X, np.r_[np.zeros(57), 1, 1, 1].astype(int)),
    "ImbalancedClasses-tree": DecisionTreeClassifier(max_depth=2).fit(X, np.r_[["many"] * 57, ["few"] * 3]),
    "TrainingData": KNeighborsClassifier().fit(X, y),
    "PersonalColumn": LogisticRegression().fit(X.set_axis(["First Name", "e-mail", "c"], axis=1).rename(columns={"e-mail": "contact.email"}), y),
    "MailAddress": CountVectorizer(token_pattern=r"\S+").fit(["write to ann@example.com today", "or bob.b@example.org"]),
    "UserPath": make_pipeline(StandardScaler(), LogisticRegression(), memory="/home/somebody/cache").set_params(memory=None).fit(X, y),
    "Removable": CountVectorizer(max_df=1).fit(["a word", "another word"]),
    "Float32Limit": DecisionTreeClassifier().fit(np.arange(40).reshape(-1, 1) * 1e7, np.arange(40) > 20),
    "UnusedColumn": Lasso(alpha=0.5).fit(X, 3 * X.a),
    "CustomCode": make_pipeline(FunctionTransformer(module("shop.features", clean)), StandardScaler()).fit(X),
    "MainModule": make_pipeline(FunctionTransformer(clean), StandardScaler()).fit(X),
    "Sound": make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y),
}
models["UserPath"].memory = "/home/somebody/cache"
for name, model in models.items():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".pkl"), "wb") as file: pickle.dump(model, file, 4)
