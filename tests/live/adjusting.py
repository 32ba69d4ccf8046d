"""Trained models that Brine.Training is to change, and what scikit-learn makes of them.

    adjusting.py make FOLDER WHAT CLASS FIRST COUNT    a folder a seed: start.pkl, rows to go on with; version.txt beside them
    adjusting.py check FOLDER WHAT CLASS               does the same in Python, loads each adjusted.pkl, and compares attribute by attribute

WHAT is partial (partial_fit), more (warm_start), prune (ccp_alpha), calibrate, threshold (since 1.6) or names. One line a difference goes to standard output.
"""

import copy
import json
import os
import pickle
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import training
import numpy as np
import pandas as pd
import sklearn

PARTIAL_MISSES = {"early_stopping": True, "solver": "lbfgs"}


def save(place, name, value):
    if isinstance(value, pd.DataFrame):
        value.to_csv(os.path.join(place, name + ".csv"), index=False)
    else:
        np.save(os.path.join(place, name + ".npy"), value)


def load(place, name):
    path = os.path.join(place, name + ".csv")
    if os.path.exists(path):
        return pd.read_csv(path, float_precision="round_trip")
    path = os.path.join(place, name + ".npy")
    return np.load(path) if os.path.exists(path) else None


def write(place, name, value):
    with open(os.path.join(place, name), "wb") as file:
        pickle.dump(value, file)


def read(place, name):
    with open(os.path.join(place, name), "rb") as file:
        return pickle.load(file)


def some_case(name, rng):
    """A case of arrays and frames, without what partial_fit does not take."""
    while True:
        x, y, given = training.case(name, rng)
        if given.get("class", name) == name and not any(given.get(key) == value for key, value in PARTIAL_MISSES.items()):
            given.pop("class", None)
            return x, y, given


def rows(values, where):
    return None if values is None else values.iloc[where].reset_index(drop=True) if isinstance(values, pd.DataFrame) else values[where]


def make_partial(place, name, rng):
    x, y, given = some_case(name, rng)
    ends = sorted(rng.choice(np.arange(len(x) // 4, len(x)), 2, replace=False))
    if name in ("MiniBatchKMeans", "IncrementalPCA"):
        least = max(given.get("n_clusters", given.get("n_components") or 0), 12)
        ends = [max(least, ends[0]), max(2 * least, ends[1])]
    parts = [np.arange(ends[0]), np.arange(ends[0], ends[1]), np.arange(ends[1], len(x))]
    is_fit = rng.rand() < 0.5
    if given.get("class_weight") == "balanced":
        is_fit = True
    classes = None
    if name.endswith(("Classifier", "NB")):
        classes = np.unique(y[parts[0]] if is_fit else y)
        parts = [part[np.isin(y[part], classes)] for part in parts]
        if given.get("class_weight") == "balanced":
            parts[1:] = [part if len(np.unique(y[part])) == len(classes) else np.arange(len(x))[np.isin(y, classes)] for part in parts[1:]]
        if len(classes) < 2:
            return False
    if min(map(len, parts)) < 1 or (name == "IncrementalPCA" and min(map(len, parts)) < max(given.get("n_components") or 1, 2)):
        return False
    begin = rng.rand() < 0.3 and not is_fit
    model = training.estimator({"class": name, **given})
    try:
        if is_fit:
            model.fit(rows(x, parts[0]), rows(y, parts[0]))
        else:
            first(model, rows(x, parts[0]), rows(y, parts[0]), classes)
    except ValueError:
        return False
    write(place, "theirs.pkl", model)
    if not begin:
        write(place, "start.pkl", model)
    elif classes is not None:
        save(place, "classes", classes)
    for i, part in enumerate(parts):
        save(place, f"X{i}", rows(x, part))
        if y is not None:
            save(place, f"y{i}", y[part])
    with open(os.path.join(place, "pipeline.json"), "w") as file:
        json.dump({"class": name, **given}, file)
    return True


def first(model, x, y, classes):
    if classes is not None:
        model.partial_fit(x, y, classes=classes)
    elif y is not None:
        model.partial_fit(x, y)
    else:
        model.partial_fit(x)


def check_partial(place, ours, theirs):
    first(theirs, load(place, "X1"), load(place, "y1"), None)
    yield ours, theirs
    ours = copy.deepcopy(ours)
    first(ours, load(place, "X2"), load(place, "y2"), None)
    first(theirs, load(place, "X2"), load(place, "y2"), None)
    yield ours, theirs


def make_fitted(place, name, rng, change):
    """A model that is fitted, and another that change makes of it."""
    x, y, given = training.case(name, rng)
    if not change(given):
        return False
    begin = training.estimator({"class": name, **given})
    try:
        begin.fit(x, y)
    except ValueError:
        return False
    write(place, "start.pkl", begin)
    save(place, "X0", x)
    save(place, "y0", y)
    with open(os.path.join(place, "pipeline.json"), "w") as file:
        json.dump({"class": name, **given}, file)
    return begin, x, y, given


def note(place, **values):
    with open(os.path.join(place, "change.json"), "w") as file:
        json.dump(values, file)


def make_more(place, name, rng):
    def change(given):
        given["n_estimators"] = int(rng.randint(1, 6))
        given.pop("n_iter_no_change", None)
        return True

    made = make_fitted(place, name, rng, change)
    if not made:
        return False
    model, x, y, given = made
    if rng.rand() < 0.5:
        # Other rows, in which all classes are.
        order = rng.permutation(len(x))[: max(12, len(x) * 2 // 3)]
        if name.endswith("Regressor") or set(np.unique(y[order])) == set(np.unique(y)):
            x, y = rows(x, order), y[order]
    save(place, "X1", x)
    save(place, "y1", y)
    count = given["n_estimators"] + int(rng.randint(0, 5))
    note(place, count=count)
    try:
        write(place, "theirs.pkl", copy.deepcopy(model).set_params(warm_start=True, n_estimators=count).fit(x, y).set_params(warm_start=False))
    except ValueError:
        return False
    return True


def make_prune(place, name, rng):
    def change(given):
        given["ccp_alpha"] = 0.0
        return True

    made = make_fitted(place, name, rng, change)
    if not made:
        return False
    _, x, y, given = made
    alpha = float(rng.choice([0.0, 0.001, 0.01, 0.05, 0.2]) * (1 if name.endswith("Classifier") else np.var(y)))
    note(place, alpha=alpha)
    write(place, "theirs.pkl", training.estimator({"class": name, **given, "ccp_alpha": alpha}).fit(x, y))
    return True


def make_calibrate(place, name, rng):
    made = make_fitted(place, name, rng, lambda given: True)
    if not made:
        return False
    model, x, y, given = made
    order = rng.permutation(len(x))
    x, y = rows(x, order), y[order]
    if np.unique(y, return_counts=True)[1].min() < 5 or not hasattr(model, "predict_proba"):
        return False
    method = str(rng.choice(["sigmoid", "isotonic"]))
    note(place, isotonic=method == "isotonic")
    save(place, "X1", x)
    save(place, "y1", y)
    from sklearn.calibration import CalibratedClassifierCV
    if sklearn.__version__ < "1.6":
        theirs = CalibratedClassifierCV(model, method=method, cv="prefit")
    else:
        from sklearn.frozen import FrozenEstimator
        theirs = CalibratedClassifierCV(FrozenEstimator(model), method=method)
    write(place, "theirs.pkl", theirs.fit(x, y))
    return True


def make_threshold(place, name, rng):
    made = make_fitted(place, name, rng, lambda given: True)
    if not made or len(made[0].classes_) != 2:
        return False
    model, x, y, _ = made
    threshold = round(float(rng.rand()), 2)
    note(place, threshold=threshold)
    from sklearn.frozen import FrozenEstimator
    from sklearn.model_selection import FixedThresholdClassifier
    write(place, "theirs.pkl", FixedThresholdClassifier(FrozenEstimator(model), threshold=threshold).fit(x, y))
    return True


def make_names(place, name, rng):
    """The same rows with other names of columns and classes."""
    made = make_fitted(place, name, rng, lambda given: True)
    if not made:
        return False
    model, x, y, given = made
    classes = np.unique(y)
    labels = np.array([f"class {i}" for i in range(len(classes))])
    names = [f"column {i}" for i in range(x.shape[1])]
    note(place, classes=labels.tolist(), columns=names)
    x = pd.DataFrame(np.asarray(x), columns=names)
    theirs = training.estimator({"class": name, **given}).fit(x, labels[np.searchsorted(classes, y)])
    write(place, "theirs.pkl", theirs)
    return True


def check_once(place, ours, theirs):
    yield ours, theirs


def check_more(place, ours, theirs):
    yield ours, theirs
    x, y = load(place, "X0"), load(place, "y0")
    count = theirs.n_estimators + 2
    yield tuple(copy.deepcopy(model).set_params(warm_start=True, n_estimators=count).fit(x, y) for model in (ours, theirs))


MAKERS = {"partial": make_partial, "more": make_more, "prune": make_prune, "calibrate": make_calibrate, "threshold": make_threshold, "names": make_names}
CHECKERS = {"partial": check_partial, "more": check_more}


def make(folder, what, name, begin, count):
    with open(os.path.join(folder, "version.txt"), "w") as file:
        file.write(sklearn.__version__)
    for seed in range(int(begin), int(begin) + int(count)):
        rng = np.random.RandomState(seed)
        place = os.path.join(folder, f"{name}-{seed}")
        os.mkdir(place)
        while not MAKERS[what](place, name, rng):
            for file in os.listdir(place):
                os.remove(os.path.join(place, file))


def check(folder, what, name):
    count = 0
    for case_name in sorted(os.listdir(folder)):
        place = os.path.join(folder, case_name)
        if not case_name.startswith(name + "-"):
            continue
        count += 1
        if not os.path.exists(os.path.join(place, "adjusted.pkl")):
            print(f"{case_name}: refused: {open(os.path.join(place, 'error.txt')).read()}")
            continue
        tolerance = training.TOLERANCE["CalibratedClassifierCV"] if what == "calibrate" else training.TOLERANCE.get(name, 0.0)
        found = []
        try:
            x = load(place, "X0")
            for step, (ours, theirs) in enumerate(CHECKERS.get(what, check_once)(place, read(place, "adjusted.pkl"), read(place, "theirs.pkl"))):
                found += [f"step {step}: {line}" for line in list(training.differences(ours, theirs, "model", tolerance))
                          + list(training.answers(ours, theirs, x, tolerance))]
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
        for line in found[:4]:
            print(f"{case_name}: {line}   {open(os.path.join(place, 'pipeline.json')).read()[:300]}")
    print(f"{count} cases")


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
