#!/usr/bin/env python3
"""Times scikit-learn and Brine on some thirty kinds of models in one run, one row and a batch, and prints the ratios.

    OMP_NUM_THREADS=1 python3 bench/kinds.py [--only REGEX] [--keep DIR]

Each model is trained, saved, timed in Python, and timed by Brine.Bench, which compares the answers first. All times are minima on one thread, over 30 columns.
One row is the compiled form (Estimator.Kernel) where the model has one, else a call with one row. Needs scikit-learn (Debian: python3-sklearn) and the .NET SDK.
"""
import argparse, os, pickle, re, subprocess, sys, tempfile, time, warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
import sklearn
from sklearn import calibration, cluster, cross_decomposition, decomposition, discriminant_analysis, ensemble, feature_selection, gaussian_process, kernel_ridge, linear_model, mixture, multiclass, naive_bayes, neighbors, neural_network, pipeline, preprocessing, svm, tree
from sklearn.datasets import make_classification

warnings.simplefilter("ignore")
numbers = lambda model: (model, "number", "predict")
labels = lambda model, method="predict": (model, "label", method)
alone = lambda model, method: (model, None, method)
base = tree.DecisionTreeClassifier(max_depth=4, random_state=0)
# name: (model, what it is trained on, method), training rows, rows of the batch
KINDS = {
    "LinearRegression": (numbers(linear_model.LinearRegression()), 5000, 50000),
    "LogisticRegression, predict_proba": (labels(linear_model.LogisticRegression(max_iter=300), "predict_proba"), 5000, 50000),
    "SGDClassifier": (labels(linear_model.SGDClassifier(random_state=0)), 5000, 50000),
    "GaussianNB, predict_proba": (labels(naive_bayes.GaussianNB(), "predict_proba"), 5000, 20000),
    "LinearDiscriminantAnalysis, predict_proba": (labels(discriminant_analysis.LinearDiscriminantAnalysis(), "predict_proba"), 5000, 50000),
    "QuadraticDiscriminantAnalysis": (labels(discriminant_analysis.QuadraticDiscriminantAnalysis()), 5000, 20000),
    "DecisionTreeRegressor": (numbers(tree.DecisionTreeRegressor(random_state=0)), 5000, 50000),
    "RandomForestClassifier 10": (labels(ensemble.RandomForestClassifier(10, random_state=0)), 5000, 20000),
    "RandomForestRegressor 100": (numbers(ensemble.RandomForestRegressor(100, random_state=0)), 5000, 20000),
    "ExtraTreesClassifier 1000": (labels(ensemble.ExtraTreesClassifier(1000, max_depth=8, random_state=0)), 2000, 5000),
    "IsolationForest, score_samples": (alone(ensemble.IsolationForest(random_state=0), "score_samples"), 5000, 10000),
    "GradientBoostingClassifier": (labels(ensemble.GradientBoostingClassifier(random_state=0)), 5000, 20000),
    "HistGradientBoostingRegressor": (numbers(ensemble.HistGradientBoostingRegressor(random_state=0)), 5000, 20000),
    "AdaBoostClassifier": (labels(ensemble.AdaBoostClassifier(base, n_estimators=30, random_state=0)), 5000, 10000),
    "BaggingClassifier": (labels(ensemble.BaggingClassifier(base, 10, random_state=0)), 5000, 10000),
    "VotingClassifier, soft": (labels(ensemble.VotingClassifier([("a", naive_bayes.GaussianNB()), ("b", base), ("c", linear_model.LogisticRegression(max_iter=300))], voting="soft"), "predict_proba"), 5000, 10000),
    "StackingClassifier": (labels(ensemble.StackingClassifier([("a", naive_bayes.GaussianNB()), ("b", base)], linear_model.LogisticRegression(max_iter=300), cv=3)), 5000, 10000),
    "CalibratedClassifierCV": (labels(calibration.CalibratedClassifierCV(naive_bayes.GaussianNB(), cv=3), "predict_proba"), 5000, 10000),
    "OneVsRestClassifier": (labels(multiclass.OneVsRestClassifier(svm.LinearSVC(random_state=0))), 3000, 20000),
    "SVC": (labels(svm.SVC(random_state=0)), 2000, 2000),
    "KernelRidge": (numbers(kernel_ridge.KernelRidge(kernel="rbf", gamma=0.05)), 1000, 2000),
    "KNeighborsRegressor": (numbers(neighbors.KNeighborsRegressor()), 2000, 2000),
    "KernelDensity, score_samples": (alone(neighbors.KernelDensity(bandwidth=2.0), "score_samples"), 1000, 500),
    "LocalOutlierFactor": (alone(neighbors.LocalOutlierFactor(novelty=True), "predict"), 2000, 1000),
    "GaussianProcessRegressor": (numbers(gaussian_process.GaussianProcessRegressor(gaussian_process.kernels.RBF(8.0), alpha=0.1, optimizer=None)), 500, 2000),
    "MLPRegressor": (numbers(neural_network.MLPRegressor((64, 32), max_iter=20, random_state=0)), 3000, 20000),
    "KMeans": (alone(cluster.KMeans(8, n_init=1, random_state=0), "predict"), 5000, 50000),
    "GaussianMixture, predict_proba": (alone(mixture.GaussianMixture(4, random_state=0), "predict_proba"), 3000, 10000),
    "PCA, transform": (alone(decomposition.PCA(10), "transform"), 5000, 50000),
    "PLSRegression": (numbers(cross_decomposition.PLSRegression(4)), 3000, 20000),
    "StandardScaler, transform": (alone(preprocessing.StandardScaler(), "transform"), 5000, 50000),
    "QuantileTransformer, transform": (alone(preprocessing.QuantileTransformer(), "transform"), 5000, 5000),
    "PolynomialFeatures, transform": (alone(preprocessing.PolynomialFeatures(2), "transform"), 1000, 5000),
    "scaler, SelectKBest, LogisticRegression": (labels(pipeline.make_pipeline(preprocessing.StandardScaler(), feature_selection.SelectKBest(k=10), linear_model.LogisticRegression(max_iter=300))), 5000, 50000),
}


def best(action, seconds=0.4, least=3):
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
    folder = options.keep or tempfile.mkdtemp(prefix="brine-kinds-")
    os.makedirs(folder, exist_ok=True)
    x, y = make_classification(60_000, 30, n_informative=12, n_redundant=0, n_classes=3, n_clusters_per_class=3, flip_y=.05, random_state=1)
    target = x @ np.linspace(-1, 1, 30) + np.sin(x[:, 0])
    python, order = {}, {}
    for name, ((model, kind, method), train, batch) in KINDS.items():
        if not re.search(options.only, name): continue
        file = re.sub(r"\W+", "-", name) + "." + method
        order[name] = file
        model.fit(x[:train], *([] if kind is None else [y[:train] if kind == "label" else target[:train]]))
        rows, ask = x[-batch:], getattr(model, method)
        pickle.dump(model, open(os.path.join(folder, file + ".pkl"), "wb"), protocol=4)
        np.save(os.path.join(folder, file + ".X.npy"), rows)
        np.save(os.path.join(folder, file + ".y.npy"), np.asarray(ask(rows)))
        python[file] = best(lambda: ask(rows[:1])), best(lambda: ask(rows), least=2)
    project = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Brine.Bench")
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", project], check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(["dotnet", os.path.join(project, "bin/Release/net10.0/Brine.Bench.dll"), "kinds", folder], capture_output=True, text=True)
    if done.returncode: sys.exit(done.stderr)
    brine = {line.split("\t")[0]: [float(n) for n in line.split("\t")[1:]] for line in done.stdout.splitlines()}
    print(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, Python {sys.version.split()[0]}, one thread\n")
    print("| model | one row: Python / Brine | batch: Python / Brine | rows | allocated a row |\n| --- | --- | --- | --- | --- |")
    for name, file in order.items():
        (one, all_), (b_one, b_all, bytes_, compiled) = python[file], brine[file]
        print(f"| {name} | {one * 1e3:.0f} / {b_one * 1e3:.{2 if b_one < 0.1 else 0}f} us = **{one / b_one:.0f}x**{'' if compiled else ' (a call)'} | {all_:.2f} / {b_all:.2f} ms = **{all_ / b_all:.1f}x** | {KINDS[name][2]:,} | {bytes_:.0f} B |")


if __name__ == "__main__":
    main()
