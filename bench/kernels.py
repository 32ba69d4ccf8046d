#!/usr/bin/env python3
"""Times the row kernels of two commits of Brine in turn, and prints medians, quartiles and ratios.

    python3 bench/kernels.py BASE [--rounds 15] [--only REGEX]

BASE is a commit. Both sides are built from their own sources with one and the same program (bench/Brine.Kernels), and run in turn,
a process for each model and round: a process that serves one model is what users have, and in one process for all models the runtime's
profile of the first model would decide how the calls of all others are compiled. A row that is slower by more than 3% and by more than 5 ns is marked. Needs scikit-learn and the .NET SDK.
"""
import argparse, os, pickle, re, shutil, statistics, subprocess, sys, tempfile
import numpy as np
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.datasets import make_classification
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, PoissonRegressor, Ridge, SGDClassifier
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, Normalizer, OneHotEncoder, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier

ROWS = 500


def models(X, y):
    columns = ColumnTransformer([("a", StandardScaler(), list(range(15))), ("b", MinMaxScaler(), list(range(15, 30)))])
    return {
        "bernoulli": BernoulliNB(), "columns": columns, "columns-logistic": make_pipeline(columns, LogisticRegression(max_iter=500)), "forest": RandomForestClassifier(30, random_state=0),
        "forest-regressor": RandomForestRegressor(30, max_depth=8, random_state=0), "gauss": GaussianNB(), "imputer": SimpleImputer(), "kmeans": KMeans(8, n_init=1, random_state=0),
        "knn": KNeighborsClassifier(), "logistic": LogisticRegression(max_iter=500), "linear-svc": LinearSVC(max_iter=200), "minmax": MinMaxScaler(), "mlp": MLPClassifier((32,), max_iter=20, random_state=0),
        "normalizer": Normalizer(), "pca": PCA(5), "poisson": PoissonRegressor(), "ridge": Ridge(), "scaled-logistic": make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)),
        "sgd": SGDClassifier(random_state=0), "standard": StandardScaler(), "svc": SVC(random_state=0), "tree": DecisionTreeClassifier(random_state=0),
    }


def build(root):
    project = os.path.join(root, "bench", "Brine.Kernels")
    done = subprocess.run(["dotnet", "build", project, "-c", "Release", "-v", "q", "--nologo"], capture_output=True, text=True)
    if done.returncode: sys.exit(done.stdout)
    return os.path.join(project, "bin", "Release", "net10.0", "Brine.Kernels.dll")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    repo = os.path.dirname(here)
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(folder, "base")
        subprocess.run(["git", "-C", repo, "worktree", "add", "-q", "--detach", base, options.base], check=True)
        try:
            shutil.copytree(os.path.join(here, "Brine.Kernels"), os.path.join(base, "bench", "Brine.Kernels"), ignore=shutil.ignore_patterns("bin", "obj"), dirs_exist_ok=True)
            sides = [build(base), build(repo)]
            data = os.path.join(folder, "data")
            os.makedirs(data)
            X, y = make_classification(3000, 30, n_informative=12, n_classes=3, random_state=1)
            for name, model in models(X, y).items():
                if not re.search(options.only, name): continue
                model.fit(X, np.abs(X[:, 0]) if name == "poisson" else y)
                pickle.dump(model, open(os.path.join(data, name + ".pkl"), "wb"), protocol=4)
                np.save(os.path.join(data, name + ".npy"), X[:ROWS])
            times = [{}, {}]
            models_of = sorted(os.path.join(data, name) for name in os.listdir(data) if name.endswith(".pkl"))
            for round_number in range(options.rounds):
                for file in models_of:
                    for side in (0, 1) if round_number % 2 == 0 else (1, 0):
                        out = subprocess.run(["dotnet", sides[side], file], check=True, capture_output=True, text=True).stdout
                        for line in out.splitlines():
                            name, method, ns = line.split()
                            times[side].setdefault((name, method), []).append(float(ns))
        finally:
            subprocess.run(["git", "-C", repo, "worktree", "remove", "--force", base], check=False)
    print("| kernel | method | before: ns a row (quartiles) | now | ratio | |\n| --- | --- | --- | --- | --- | --- |")
    for key in sorted(times[1]):
        if key not in times[0]: continue
        before, now = ((lambda q: (q[1], q[0], q[2]))(statistics.quantiles(times[side][key], n=4)) for side in (0, 1))
        slower = now[0] > before[0] * 1.03 and now[0] > before[0] + 5
        print(f"| {key[0]} | {key[1]} | {before[0]:.1f} ({before[1]:.1f} to {before[2]:.1f}) | {now[0]:.1f} ({now[1]:.1f} to {now[2]:.1f}) | {now[0] / before[0]:.2f} | {'slower' if slower else ''} |")


main()
