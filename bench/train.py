#!/usr/bin/env python3
"""Times the training of scikit-learn and of Brine in one run, in turn, and prints the ratios.

    python3 bench/train.py [--only REGEX] [--rows N] [--threads N]

Both train on the same numbers in memory, three times in turn; the least time counts. Both have the same number of threads where scikit-learn takes one (n_jobs). Before anything
is timed, the answers of what both trained are compared. Needs scikit-learn (Debian: python3-sklearn) and the .NET SDK.
"""
import argparse, json, os, pickle, re, subprocess, sys, tempfile, time, warnings

import numpy as np
import sklearn
from sklearn import cluster, decomposition, ensemble, linear_model, naive_bayes, neural_network, preprocessing, svm, tree
from sklearn.datasets import make_classification

warnings.simplefilter("ignore")
MODULES = [cluster, decomposition, ensemble, linear_model, naive_bayes, neural_network, preprocessing, svm, tree]
# class: (parameters, target, share of the rows)
CASES = {
    "DecisionTreeClassifier": ({"random_state": 0}, "label", 1),
    "DecisionTreeRegressor": ({"random_state": 0}, "number", 1),
    "DecisionTreeRegressor, ties": ({"random_state": 0}, "ties", 1),
    "RandomForestClassifier": ({"n_estimators": 50, "random_state": 0}, "label", 1),
    "RandomForestRegressor": ({"n_estimators": 10, "random_state": 0}, "number", 1),
    "ExtraTreesClassifier": ({"n_estimators": 50, "random_state": 0}, "label", 1),
    "ExtraTreesRegressor": ({"n_estimators": 10, "random_state": 0}, "number", 1),
    "LogisticRegression": ({"max_iter": 300}, "label", 1),
    "LogisticRegression, liblinear": ({"solver": "liblinear", "random_state": 0}, "label", 1),
    "SVC": ({}, "label", .25),
    "SVC, linear": ({"kernel": "linear"}, "label", .1),
    "SVC, probability": ({"probability": True, "random_state": 0}, "label", .1),
    "SVR": ({}, "number", .25),
    "LinearSVC": ({"random_state": 0}, "label", 1),
    "LinearSVC, primal": ({"random_state": 0, "dual": False}, "label", 1),
    "MLPClassifier": ({"hidden_layer_sizes": [100], "max_iter": 10, "random_state": 0}, "label", 1),
    "MLPRegressor": ({"hidden_layer_sizes": [64, 32], "max_iter": 10, "random_state": 0}, "number", 1),
    "LinearRegression": ({}, "number", 1),
    "Ridge": ({}, "number", 1),
    "GaussianNB": ({}, "label", 1),
    "KMeans": ({"n_clusters": 8, "n_init": 3, "random_state": 0}, None, 1),
    "PCA": ({"svd_solver": "full"}, None, 1),
    "StandardScaler": ({}, None, 1),
}


def find(name):
    return next(getattr(module, name) for module in MODULES if hasattr(module, name))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="brine-train-")
    project = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Brine.Bench")
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", project], check=True, stdout=subprocess.DEVNULL)
    x, y = make_classification(options.rows, 20, n_informative=12, n_redundant=0, n_classes=3, n_clusters_per_class=3, flip_y=.05, random_state=1)
    number = x @ np.linspace(-1, 1, 20) + np.sin(x[:, 0])
    np.save(os.path.join(folder, "normal.X.npy"), x)
    np.save(os.path.join(folder, "ties.X.npy"), x.round(1))
    np.save(os.path.join(folder, "label.npy"), y)
    np.save(os.path.join(folder, "number.npy"), number)
    print(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, {options.rows:,} rows, 20 columns, {options.threads} threads\n")
    print("| class | scikit-learn | Brine | ratio | answers |\n| --- | --- | --- | --- | --- |")
    for name, (given, kind, share) in CASES.items():
        if not re.search(options.only, name):
            continue
        cls, rows = find(name.split(",")[0]), x.round(1) if kind == "ties" else x
        right = {"label": y, "number": number, "ties": number, None: None}[kind]
        if share < 1:
            rows, right = rows[: int(len(rows) * share)], right[: int(len(rows) * share)]
            np.save(os.path.join(folder, "part.X.npy"), rows)
            np.save(os.path.join(folder, "part.npy"), right)
        jobs = {"n_jobs": options.threads} if "Forest" in name or "ExtraTrees" in name else {}
        with open(os.path.join(folder, "pipeline.json"), "w") as file:
            json.dump({"class": name.split(",")[0], **given}, file)
        bench = subprocess.Popen(["dotnet", os.path.join(project, "bin/Release/net10.0/Brine.Bench.dll"), "train", folder,
                                  "part.X.npy" if share < 1 else "ties.X.npy" if kind == "ties" else "normal.X.npy",
                                  "part.npy" if share < 1 else "-" if kind is None else "label.npy" if kind == "label" else "number.npy",
                                  str(options.threads), sklearn.__version__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        bench.stdout.readline()
        ours = pickle.load(open(os.path.join(folder, "model.pkl"), "rb"))
        python = brine = float("inf")
        for _ in range(3):
            model = cls(**given, **jobs)
            start = time.perf_counter()
            model.fit(rows, right)
            python = min(python, time.perf_counter() - start)
            bench.stdin.write("go\n"), bench.stdin.flush()
            brine = min(brine, float(bench.stdout.readline()))
        bench.stdin.close()
        ask = "predict" if hasattr(model, "predict") else "transform"
        a, b = getattr(ours, ask)(rows[:2000]), getattr(model, ask)(rows[:2000])
        same = "equal" if np.array_equal(a, b) else f"within {np.abs(np.asarray(a, float) - b).max():.0e}"
        print(f"| {name} | {python * 1e3:.0f} ms | {brine * 1e3:.0f} ms | **{brine / python:.2f}** | {same} |", flush=True)


if __name__ == "__main__":
    main()
