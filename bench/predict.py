#!/usr/bin/env python3
"""Times scikit-learn and Brine on the same models in one run, and prints the ratios.

    OMP_NUM_THREADS=1 python3 bench/predict.py [--only REGEX] [--keep DIR]

Trains each model, saves it, times Python; then Brine.Bench loads the same files, compares its answers with Python's, and is
timed. All times are minima on one thread. "one row" is predict on one row of 30 features; for Brine it is the compiled row form
(Estimator.Kernel). Needs scikit-learn (Debian: python3-sklearn) and the .NET SDK.
"""
import argparse, os, pickle, re, subprocess, sys, tempfile, time

os.environ.setdefault("OMP_NUM_THREADS", "1")
import joblib
import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

# name, model, training rows, rows of the batch, aims of DESIGN.md: one row in us, batch in ms (or the ratio a row)
MODELS = [
    ("decision tree", DecisionTreeClassifier(random_state=0), 5_000, 100_000, "<= 0.2 us", "<= 3 ms"),
    ("random forest 100 deep", RandomForestClassifier(100, random_state=0), 5_000, 100_000, "<= 4 us", "<= 250 ms"),
    ("scaler + logistic regression", make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)), 20_000, 100_000, "<= 0.2 us", "<= 5 ms"),
    ("KMeans 8", KMeans(8, n_init=1, random_state=0), 20_000, 100_000, "<= 0.3 us", "<= 8 ms"),
    ("MLP 64-32", MLPClassifier((64, 32), max_iter=30, random_state=0), 5_000, 100_000, "<= 5 us", "<= 100 ms"),
    ("SVC rbf 4000", SVC(random_state=0), 4_000, 4_000, "-", ">= 8x a row"),
    ("KNN 4000", KNeighborsClassifier(), 4_000, 4_000, "-", ">= 5x a row"),
]


def best(action, seconds=1.0, least=3):
    result, end, n = float("inf"), time.perf_counter() + seconds, 0
    while n < least or time.perf_counter() < end:
        start = time.perf_counter()
        action()
        result = min(result, time.perf_counter() - start)
        n += 1
    return result * 1e3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--keep")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp(prefix="brine-bench-")
    os.makedirs(folder, exist_ok=True)
    X, y = make_classification(120_000, 30, n_informative=12, n_classes=3, n_clusters_per_class=3, flip_y=.05, random_state=1)
    python, order = {}, []
    for name, model, train, batch, *_ in MODELS:
        if not re.search(options.only, name): continue
        file = re.sub(r"\W+", "-", name)
        order.append((name, file))
        model.fit(X[:train], y[:train])
        rows = X[-batch:]
        path = os.path.join(folder, file + (".joblib" if "forest" in name else ".pkl"))
        joblib.dump(model, path) if path.endswith("joblib") else pickle.dump(model, open(path, "wb"), protocol=4)
        load = joblib.load if path.endswith("joblib") else lambda p: pickle.load(open(p, "rb"))
        np.save(os.path.join(folder, file + ".X.npy"), rows)
        np.save(os.path.join(folder, file + ".y.npy"), model.predict(rows))
        one = rows[:1]
        python[file] = (best(lambda: load(path).predict(one)), best(lambda: model.predict(one)), best(lambda: model.predict(rows), least=2), os.path.getsize(path))
    here = os.path.dirname(os.path.abspath(__file__))
    project = os.path.join(here, "Brine.Bench")
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", project], check=True, stdout=subprocess.DEVNULL)
    out = subprocess.run(["dotnet", os.path.join(project, "bin/Release/net10.0/Brine.Bench.dll"), "predict", folder], check=True, capture_output=True, text=True).stdout
    brine = {}
    for line in out.splitlines():
        file, *numbers = line.split("\t")
        brine[file] = [float(n) for n in numbers]
    print(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, Python {sys.version.split()[0]}, one thread\n")
    print("| model | file | load + first: Python / Brine | one row: Python / Brine (aim) | batch: Python / Brine (aim) | rows | allocated a row |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    aims = {name: rest for name, _, _, *rest in MODELS}
    for name, file in order:
        p, b, (batch, aim_one, aim_batch) = python[file], brine[file], aims[name]
        print(f"| {name} | {p[3] / 1e6:.1f} MB | {p[0]:.1f} / {b[0]:.2f} ms = {p[0] / b[0]:.1f}x | {p[1] * 1e3:.0f} / {b[1] * 1e3:.3f} us = {p[1] / b[1]:.0f}x ({aim_one})"
              f" | {p[2]:.1f} / {b[2]:.2f} ms = {p[2] / b[2]:.1f}x ({aim_batch}) | {batch} | {b[3]:.0f} B |")


if __name__ == "__main__":
    main()
