#!/usr/bin/env python3
"""Classifiers of NLTK over scikit-learn with Python's answers: python3 make_nltk.py, in this folder, with NLTK 3.8 (Debian bookworm) under
scikit-learn 1.2.1 and 1.9.0."""
import json, os, pickle
import nltk, numpy as np, sklearn
from nltk.classify.scikitlearn import SklearnClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import BernoulliNB, MultinomialNB
from sklearn.svm import LinearSVC

FOLDER = f"nltk-{nltk.__version__}-sklearn-{sklearn.__version__}"
os.makedirs(FOLDER, exist_ok=True)
words = ["good", "bad", "fine", "poor", "great"]
rng = np.random.RandomState(4)
records = [{word: bool(rng.rand() > 0.5) for word in words if rng.rand() > 0.3} | {"length": int(rng.randint(9)), "ends": str(rng.choice(["e", "d"]))} for _ in range(40)]
labels = [("pos" if r["length"] % 3 else "neg") if r["length"] < 7 else "other" for r in records]
asked = records[:10] + [{"new": True}, {}]
CASES = {"bayes": (SklearnClassifier(BernoulliNB()), True), "counts": (SklearnClassifier(MultinomialNB(), sparse=False), True), "logistic": (SklearnClassifier(LogisticRegression(C=10)), True), "svc": (SklearnClassifier(LinearSVC(random_state=0), sparse=False), False)}
with open(os.path.join(FOLDER, "manifest.jsonl"), "w") as manifest:
    for number, (id, (model, hasShares)) in enumerate(CASES.items()):
        model.train(list(zip(records, labels)))
        answers = {"predict": np.array(model.classify_many(asked))}
        if hasShares: answers["predict_proba"] = np.array([[p.prob(label) for label in model.labels()] for p in model.prob_classify_many(asked)])
        open(os.path.join(FOLDER, "nltk." + id + ".pkl"), "wb").write(pickle.dumps(model, protocol=2 + number % 4))
        np.savez_compressed(os.path.join(FOLDER, "nltk." + id + ".npz"), **{"X.dicts": np.array([json.dumps(r) for r in asked])}, **answers)
        manifest.write(json.dumps(dict(id="nltk." + id, estimator="nltk.classify.scikitlearn.SklearnClassifier", sklearn=sklearn.__version__, numpy=np.__version__, packages={"nltk": nltk.__version__}, input="dicts", model=f"nltk.{id}.pkl", format=f"pickle protocol {2 + number % 4}", answers=f"nltk.{id}.npz", methods=list(answers))) + "\n")
