#!/usr/bin/env python3
"""Writes opens.tsv: which model files two versions of scikit-learn load.

    PYTHON make_opens.py FOLDER > one.tsv       with each Python: FOLDER holds sklearn-VERSION/*.pkl and *.joblib
    python3 make_opens.py --merge old.tsv new.tsv > opens.tsv

Columns: the file, and for each scikit-learn of the header + where it loads and - where it does not.
"""
import glob, os, pickle, sys, warnings


def collect(folder):
    import joblib, sklearn
    warnings.simplefilter("ignore")
    print("#", sklearn.__version__, sep="\t")
    for path in sorted(glob.glob(os.path.join(folder, "sklearn-*", "*.pkl")) + glob.glob(os.path.join(folder, "sklearn-*", "*.joblib"))):
        try:
            try:
                joblib.load(path) if path.endswith(".joblib") else pickle.load(open(path, "rb"))
            except UnicodeDecodeError:
                pickle.load(open(path, "rb"), encoding="latin1")
            loads = "+"
        except BaseException:
            loads = "-"
        print(os.path.relpath(path, folder), loads, sep="\t")


def merge(paths):
    sides = [[line.rstrip("\n").split("\t") for line in open(path)] for path in paths]
    for rows in zip(*sides):
        assert len({row[0] for row in rows}) == 1
        print(rows[0][0], *[row[1] for row in rows], sep="\t")


merge(sys.argv[2:]) if sys.argv[1] == "--merge" else collect(sys.argv[1])
