"""Writes what scikit-learn says of the models in tests/fixtures: importances, coefficients and exported trees.

    python3 make_explain.py FIXTURES/sklearn-1.2.1 trees-1.2.1.jsonl [FOLDER]

One line a model: "importances" (feature_importances_), "coef", "intercept" and "names" (get_feature_names_out of the steps before it),
"texts" and "graphs": the options of export_text and export_graphviz, and the SHA-256 of what they gave; "permutation" and "dependence":
permutation_importance and partial_dependence on the first 40 rows of the fixture, against a "target" made of its own answers. With
FOLDER the texts themselves go there. Run with the scikit-learn of the fixtures: 1.2.1 and 1.9.0.
"""
import hashlib
import json
import os
import re
import sys
import warnings

import joblib
import numpy as np
from sklearn.base import is_classifier, is_regressor
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.tree import BaseDecisionTree, export_graphviz, export_text

warnings.simplefilter("ignore")

INSPECTED = r"(DecisionTree|LogisticRegression\.|Ridge\.|RidgeClassifier\.|GradientBoosting.*\.default|RandomForest|KNeighbors.*default|GaussianNB|Pipeline)"

TEXTS = [
    {},
    {"max_depth": 1},
    {"max_depth": 3, "spacing": 1, "decimals": 0},
    {"max_depth": 40, "spacing": 5, "decimals": 4, "show_weights": True},
    {"show_weights": True, "feature_names": True},
]
GRAPHS = [
    {},
    {"max_depth": 1, "filled": True},
    {"max_depth": 0, "leaves_parallel": True},
    {"filled": True, "rounded": True, "proportion": True, "class_names": True, "precision": 2},
    {"impurity": False, "node_ids": True, "rotate": True, "label": "root", "feature_names": True, "leaves_parallel": True},
    {"special_characters": True, "filled": True, "class_names": True, "label": "none", "fontname": "courier", "rounded": True},
    {"precision": 0, "node_ids": True, "class_names": True},
]


def member(model):
    """A tree of the model, its number, and the classes of the model."""
    if isinstance(model, BaseDecisionTree):
        return model, 0, None
    members = getattr(model, "estimators_", None)
    if members is None or len(members) == 0:
        return None, 0, None
    flat = list(np.asarray(members, dtype=object).ravel())
    number = min(2, len(flat) - 1)
    return (flat[number], number, getattr(model, "classes_", None)) if isinstance(flat[number], BaseDecisionTree) else (None, 0, None)


def run(export, tree, options, names, folder, label):
    arguments = dict(options)
    if arguments.get("feature_names"):
        arguments["feature_names"] = names
    text = export(tree, **arguments)
    if folder:
        with open(os.path.join(folder, label), "w", newline="") as file:
            file.write(text)
    return hashlib.sha256(text.encode()).hexdigest()


def inspect(model, x, found):
    """Permutation importance and partial dependence."""
    if not (is_classifier(model) or is_regressor(model)) or model.predict(x).ndim != 1:
        return
    answers = model.predict(x)
    target = np.array([answers[i] if i % 5 else answers[i * 3 % len(answers)] for i in range(len(answers))])
    found["target"] = target.tolist()
    result = permutation_importance(model, x, target, n_repeats=3, random_state=7)
    found["permutation"] = {"importances": result.importances.tolist(), "mean": result.importances_mean.tolist(),
                            "std": result.importances_std.tolist(), "baseline": model.score(x, target)}
    found["dependence"] = []
    for feature, resolution in (0, 7), (x.shape[1] - 1, 100):
        result = partial_dependence(model, x, [feature], method="brute", grid_resolution=resolution, kind="average")
        grid = result["values" if "values" in result else "grid_values"][0]
        found["dependence"].append([feature, resolution, np.asarray(grid, dtype=float).tolist(), result["average"].tolist()])


def main(fixtures, target, folder=None):
    lines = []
    for line in open(os.path.join(fixtures, "manifest.jsonl")):
        case = json.loads(line)
        try:
            model = joblib.load(os.path.join(fixtures, case["model"]))
        except Exception:
            continue
        steps = getattr(model, "steps", None)
        last = steps[-1][1] if steps else model
        found = {"model": case["model"]}
        try:
            found["importances"] = np.asarray(last.feature_importances_).tolist()
        except Exception:
            pass
        coefficients = last.__dict__.get("coef_")
        if isinstance(coefficients, np.ndarray) and "intercept_" in last.__dict__ and coefficients.dtype.kind == "f":
            found["coef"] = coefficients.astype(float).tolist()
            found["intercept"] = np.asarray(last.intercept_, dtype=float).ravel().tolist()
        if steps and len(found) > 1:
            try:
                found["names"] = list(model[:-1].get_feature_names_out())
            except Exception:
                pass
        tree, number, classes = member(last)
        if tree is not None and re.search("Tree|Forest|GradientBoosting|AdaBoost", type(last).__name__):
            names = ["column %d" % i for i in range(tree.n_features_in_)]
            label = os.path.splitext(case["model"])[0]
            found["tree"] = number
            found["encoded"] = classes is not None and list(map(str, tree.__dict__.get("classes_", classes))) != list(map(str, classes))
            found["texts"] = [[o, run(export_text, tree, o, names, folder, f"{label}.{i}.txt")] for i, o in enumerate(TEXTS)]
            graphs = []
            for i, options in enumerate(GRAPHS):
                options = dict(options, out_file=None)
                digest = run(export_graphviz, tree, options, names, folder, f"{label}.{i}.dot")
                graphs.append([{k: v for k, v in options.items() if k != "out_file"}, digest])
            found["graphs"] = graphs
        if re.match(INSPECTED, case["model"]):
            arrays = np.load(os.path.join(fixtures, case["answers"]), allow_pickle=True)
            if "X" in arrays and arrays["X"].dtype.kind == "f" and not np.isnan(arrays["X"]).any():
                inspect(model, arrays["X"][:40], found)
        if len(found) > 1:
            lines.append(json.dumps(found))
    with open(target, "w") as file:
        file.write("\n".join(lines) + "\n")
    print(len(lines), "models")


if __name__ == "__main__":
    main(*sys.argv[1:])
