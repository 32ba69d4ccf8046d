#!/usr/bin/env python3
"""Records what every scorer of scikit-learn says of models: record.py > metrics-VERSION.jsonl beside the models, here, with each version.

The targets have ties, a class that is missing, one class alone, labels of text, several columns; weights are none, floats with zeros, and ints.
What Python refuses is recorded as "raises". The settings of the processor are those of tests/fixtures/add.py."""
import json, pickle, warnings
import numpy as np, sklearn
from sklearn import cluster, dummy, ensemble, linear_model, metrics, multioutput, naive_bayes, neighbors, svm, tree

warnings.simplefilter("ignore")
version = sklearn.__version__
scorers = metrics.get_scorer_names()
rng = np.random.RandomState(41)
x = np.round(rng.rand(60, 3) * 4, 1)
three = (x[:, 0] + x[:, 1]).astype(int) % 3
words = np.array(["low", "middle", "high"])[three]
two = (x[:, 0] + rng.rand(60) > 2).astype(int)
numbers = np.round(np.abs(x @ [1.0, 2.0, -0.5]) + 0.5, 2)
several = np.column_stack([numbers, np.round(numbers ** 2, 1)])
marks = np.column_stack([two, x[:, 1] > 2, x[:, 2] > 3]).astype(int)
stump = tree.DecisionTreeClassifier(max_depth=2, random_state=0)
MODELS = {
    "tree.two": (stump, two), "tree.signs": (stump, two * 2 - 1), "tree.one.two": (stump, two + 1), "tree.words.two": (stump, np.where(two, "yes", "no")), "tree.three": (stump, three),
    "tree.words": (stump, words), "tree.marks": (stump, marks), "bayes.two": (naive_bayes.GaussianNB(), two), "bayes.three": (naive_bayes.GaussianNB(), three + 3), "bayes.words": (naive_bayes.GaussianNB(), words),
    "logistic.two": (linear_model.LogisticRegression(), two), "logistic.one.two": (linear_model.LogisticRegression(), two + 1), "margin.two": (svm.LinearSVC(dual=True, random_state=0), two), "margin.three": (svm.LinearSVC(dual=True, random_state=0), three),
    "several.marks": (multioutput.MultiOutputClassifier(naive_bayes.GaussianNB()), marks), "near.three": (neighbors.KNeighborsClassifier(4, algorithm="kd_tree"), three), "always": (dummy.DummyClassifier(strategy="most_frequent"), two),
    "numbers": (tree.DecisionTreeRegressor(max_depth=3, random_state=0), numbers), "line": (linear_model.Ridge(), numbers), "numbers.several": (tree.DecisionTreeRegressor(max_depth=3, random_state=0), several),
    "means": (cluster.KMeans(3, n_init=1, random_state=0), None), "odd": (ensemble.IsolationForest(n_estimators=5, random_state=0), None),
}


def targets(name, y):
    """What the model is asked for: what is right, other labels, ones that are missing, one alone."""
    if name == "means": return dict(words=words, three=three, one=np.zeros(60, int), pairs=np.arange(60) // 2)
    if name == "odd": return dict(signs=np.where(x[:, 0] > 3.5, -1, 1))
    if y.dtype.kind == "f": return dict(right=y, shifted=np.roll(y, 1, axis=0), constant=np.full_like(y, 2.5), zeros=np.where(y < 2, 0, y), negative=y - 3)
    found = dict(right=y, shifted=np.roll(y, 1, axis=0))
    if y.ndim == 1: found |= dict(one=np.full_like(y, np.unique(y)[-1]), missing=np.where(y == np.unique(y)[0], np.unique(y)[1], y), other=np.where(np.arange(60) % 7 == 0, "other" if y.dtype.kind == "U" else 9, y))
    else: found |= dict(empty=np.zeros_like(y), missing=y * [1, 0, 1])
    return found


weights = {"none": None, "floats": np.round(np.where(np.arange(60) % 9 == 0, 0, rng.rand(60)), 3), "ints": np.arange(60) % 4 + 1}
asked = np.vstack([x[:30], x[:30] + 0.3])
print(json.dumps(dict(rows=asked.tolist(), weights={key: None if weight is None else weight.tolist() for key, weight in weights.items()})))
for name, (model, y) in MODELS.items():
    model.fit(x) if y is None else model.fit(x, y)
    pickle.dump(model, open(f"{name}-{version}.pkl", "wb"), protocol=4)
    for kind, target in targets(name, y).items():
        for weighing, weight in weights.items():
            said = {}
            for scorer in scorers:
                try: said[scorer] = repr(float(metrics.get_scorer(scorer)(model, asked, target, **({} if weight is None else dict(sample_weight=weight)))))
                except Exception as error: said[scorer] = "raises " + type(error).__name__
            print(json.dumps(dict(model=f"{name}-{version}.pkl", case=f"{name} {kind} {weighing}", target=target.tolist(), weights=weighing, said={key: value for key, value in said.items() if not value.startswith("raises")}, raises=[key for key, value in said.items() if value.startswith("raises")])))
