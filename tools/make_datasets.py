"""Writes the data sets that Brine.Training carries, out of those that scikit-learn has: gzipped CSV, the target last.

    python3 tools/make_datasets.py src/Brine.Training/Datasets
"""
import gzip
import io
import sys

from sklearn import datasets


def write(folder, name, bunch):
    text = io.StringIO()
    text.write(",".join([*bunch.feature_names, "target"]) + "\n")
    for row, target in zip(bunch.data, bunch.target):
        text.write(",".join([*(repr(float(value)) for value in row), repr(target.item())]) + "\n")
    with open(f"{folder}/{name}.csv.gz", "wb") as file:
        file.write(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


folder = sys.argv[1]
for name in ("iris", "wine", "breast_cancer", "digits", "diabetes"):
    write(folder, name, getattr(datasets, "load_" + name)())
write(folder, "diabetes_raw", datasets.load_diabetes(scaled=False))
