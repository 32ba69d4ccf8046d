#!/usr/bin/env python3
"""Times whole jobs, a file of rows in and a file of answers out, by pandas + scikit-learn and by `brine predict`, and prints wall time and peak memory.

    python3 bench/jobs.py [--brine "COMMAND"] [--native FILE] [--runs 3] [--only REGEX] [--scale 1]

Both sides are whole processes that take turns; medians of the runs are printed, and their ratio. The answers are compared before anything is
timed. The Parquet job is held against a program that reads and writes the same columns by Parquet.Net alone; ten rows are asked of the native file
where one is named. Needs scikit-learn, pandas and GNU time, and the .NET SDK for the Parquet job.
"""
import argparse, os, pathlib, re, shlex, statistics, subprocess, sys, tempfile, time

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

ROOT = pathlib.Path(__file__).resolve().parent.parent
PYTHON = """
import sys, joblib, pandas as pd
model, data, output = sys.argv[1:]
frame = pd.read_csv(data)
rows = frame[frame.columns[0]].fillna('') if list(frame.columns) == ['text'] else frame
pd.DataFrame({'predict': joblib.load(model).predict(rows)}).to_csv(output, index=False)
"""
random = np.random.default_rng(0)


def numbers(rows, columns=30):
    X, y = make_classification(rows, columns, n_informative=12, n_classes=3, n_clusters_per_class=3, flip_y=.05, random_state=1)
    return pd.DataFrame(X, columns=[f"x{i}" for i in range(columns)]), y


def words(count):
    vocabulary = np.array(["".join(random.choice(list("abcdefghiklmnoprstuvwy"), random.integers(2, 9))) for _ in range(5000)])
    share = 1 / np.arange(1, 5001)
    picked = random.choice(vocabulary, size=(count, 30), p=share / share.sum())
    return [" ".join(row[:length]) for row, length in zip(picked, random.integers(8, 31, count))]


def table(rows):
    frame = pd.DataFrame({"age": random.normal(40, 12, rows).round(1), "income": random.lognormal(10, 1, rows).round(2), "visits": random.integers(0, 50, rows).astype(float),
                          "city": random.choice(["Oslo", "Bergen", "Trondheim", "Tromsø", "Bodø"], rows), "plan": random.choice(["free", "basic", "pro"], rows),
                          "remark": random.choice(words(2000), rows)})
    for name in ("age", "visits", "city"):
        frame.loc[random.random(rows) < .05, name] = np.nan
    return frame


def logistic(rows):
    X, y = numbers(rows)
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=200)).fit(X[:20000], y[:20000]), X


def forest(rows):
    X, y = numbers(rows)
    return RandomForestClassifier(100, random_state=0).fit(X[:20000], y[:20000]), X


def mixed(rows):
    frame = table(rows)
    y = (frame.income > 22000).astype(int) + (frame.plan == "pro")
    columns = ColumnTransformer([("n", make_pipeline(SimpleImputer(), StandardScaler()), ["age", "income", "visits"]),
                                 ("c", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), ["city", "plan"]), ("t", TfidfVectorizer(), "remark")])
    return make_pipeline(columns, LogisticRegression(max_iter=200)).fit(frame[:10000], y[:10000]), frame


def texts(rows):
    documents = words(rows)
    y = np.array([text.count("a") % 3 for text in documents])
    return make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=200)).fit(documents[:10000], y[:10000]), pd.DataFrame({"text": documents})


# name, what makes model and rows, how many rows, the aims of wall time and memory
JOBS = [
    ("300k x 30 CSV, scaler + logistic regression", logistic, 300_000, 0.12, 0.4),
    ("300k x 30 CSV, forest of 100 deep trees", forest, 300_000, 0.15, None),
    ("500k rows of text, categories, gaps, ColumnTransformer", mixed, 500_000, 0.12, None),
    ("100k documents, tf-idf + logistic regression", texts, 100_000, 0.15, None),
    ("ten rows, cold", logistic, 10, 0.03, None),
    ("Parquet in and out, 1M x 30, against Parquet.Net", logistic, 1_000_000, 1.3, None),
]


def run(command):
    """Wall time in seconds, and the peak of resident memory in MB."""
    # A child of this process would count this one's own memory: GNU time is small.
    with tempfile.NamedTemporaryFile("r") as peak:
        start = time.perf_counter()
        done = subprocess.run(["/usr/bin/time", "-f", "%M", "-o", peak.name, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        seconds = time.perf_counter() - start
        if done.returncode:
            raise SystemExit(f"{shlex.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
        return seconds, int(peak.read().split()[-1]) / 1024


def measure(name, aims, runs, commands):
    """Medians of two commands that take turns, as a line of the table."""
    took = {side: [] for side in commands}
    for _ in range(runs):
        for side, command in commands.items():
            took[side].append(run(command))
    medians = [[statistics.median(column) for column in zip(*took[side])] for side in commands]
    (other, other_memory), (brine, memory) = medians
    ratios = [f"{ratio:.2f}" + (f" ({aim})" if aim else "") for ratio, aim in ((brine / other, aims[0]), (memory / other_memory, aims[1]))]
    print(f"| {name} | {other:.2f} s, {other_memory:.0f} MB | {brine:.2f} s, {memory:.0f} MB | {ratios[0]} | {ratios[1]} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--brine", default=f"dotnet {ROOT}/src/Brine.Cli/bin/Release/net10.0/brine.dll")
    parser.add_argument("--native", default="")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--scale", type=float, default=1)
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", str(os.cpu_count()))
    brine = shlex.split(args.brine)
    print("| job | Python (Parquet.Net) | Brine | wall (aim) | memory (aim) |\n| --- | --- | --- | --- | --- |", flush=True)
    for name, make, rows, *aims in JOBS:
        if not re.search(args.only, name):
            continue
        with tempfile.TemporaryDirectory(prefix="brine-jobs-") as folder:
            rows = max(10, int(rows * (args.scale if rows > 10 else 1)))
            fitted, frame = make(max(rows, 20_000))
            model, data, answers = (os.path.join(folder, file) for file in ("model.joblib", "rows.csv", "answers.csv"))
            joblib.dump(fitted, model)
            frame[:rows].to_csv(data, index=False)
            program = ([args.native] if args.native and rows == 10 else brine) + ["predict", model]
            if "Parquet" in name:
                project = ROOT / "bench" / "Brine.Bench"
                subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", project], check=True, stdout=subprocess.DEVNULL)
                source, target = os.path.join(folder, "rows.parquet"), os.path.join(folder, "answers.parquet")
                run([*program, data, "--keep", "-o", source])
                measure(name, aims, args.runs, {"other": ["dotnet", str(project / "bin/Release/net10.0/Brine.Bench.dll"), "parquet", source, target],
                                                "brine": [*program, source, "--keep", "-o", target]})
                continue
            theirs = [sys.executable, "-c", PYTHON, model, data, os.path.join(folder, "theirs.csv")]
            ours = [*program, data, "-o", answers]
            run(theirs), run(ours)
            if open(theirs[-1]).read() != open(answers).read():
                raise SystemExit(f"{name}: the answers differ")
            measure(name, aims, args.runs, {"python": theirs, "brine": ours})


if __name__ == "__main__":
    main()
