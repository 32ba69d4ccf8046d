#!/usr/bin/env python3
"""Times `brine scan`, and beside it picklescan and modelscan where they are installed, on files that it makes, and prints MB a second.

    /usr/bin/python3 bench/scan.py [--brine COMMAND] [--folder FOLDER] [--repeat N]

Large files: a pickle, a joblib file raw and in zlib and lz4, and a torch archive that hold one array; a dense pickle of ints, text and times. Then a folder of 1,000
small models. Every file is honest, and every verdict must be Safe before a time is believed. Times are minima of whole processes, their start included; the start
alone (`brine --version`) is printed first. Each is run in turn with the others, so that the ratios stand even where the machine is busy.
"""
import argparse
import collections
import os
import pickle
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile


def make(folder):
    import joblib
    import numpy
    import pandas
    numbers = numpy.random.default_rng(0).standard_normal(60_000_000)
    path = lambda name: os.path.join(folder, name)
    with open(path("array.pkl"), "wb") as file:
        pickle.dump({"a": numbers}, file, 5)
    joblib.dump({"a": numbers, "b": [numbers[:1000]]}, path("array.joblib"))
    joblib.dump({"a": numbers[:6_000_000]}, path("array.zlib.joblib"), compress=("zlib", 1))
    joblib.dump({"a": numbers[:6_000_000]}, path("array.lz4.joblib"), compress=("lz4", 1))
    with zipfile.ZipFile(path("array.pt"), "w") as archive:
        archive.writestr("array/data.pkl", pickle.dumps(collections.OrderedDict(), 2))
        archive.writestr("array/version", "3\n")
        archive.write(path("array.pkl"), "array/data/0")
    with open(path("dense.pkl"), "wb") as file:
        pickle.dump([list(range(2_000_000)), [str(i) for i in range(1_000_000)], [pandas.Timestamp(i * 10 ** 9) for i in range(300_000)]], file, 4)
    many = path("models")
    os.mkdir(many)
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeClassifier
    rows, labels = numbers[:4000].reshape(1000, 4), numpy.arange(1000) % 3
    fitted = [LogisticRegression().fit(rows, labels), DecisionTreeClassifier(max_depth=6).fit(rows, labels)]
    for i in range(1000):
        joblib.dump(fitted[i % 2], os.path.join(many, f"model{i:04}.joblib"), compress=3 if i % 5 == 0 else 0)
    return [path(name) for name in ("array.pkl", "array.joblib", "array.pt", "array.zlib.joblib", "array.lz4.joblib", "dense.pkl", "models")]


def size(path):
    return os.path.getsize(path) if os.path.isfile(path) else sum(os.path.getsize(os.path.join(path, name)) for name in os.listdir(path))


def run(command):
    start = time.perf_counter()
    result = subprocess.run(command, capture_output=True, text=True)
    return time.perf_counter() - start, result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--brine", default="dotnet src/Brine.Cli/bin/Release/net10.0/brine.dll")
    parser.add_argument("--folder", help="where the files are made, or were made before")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    folder = options.folder or tempfile.mkdtemp(prefix="brine-scan-")
    os.makedirs(folder, exist_ok=True)
    try:
        paths = make(folder) if not os.listdir(folder) else sorted(os.path.join(folder, name) for name in os.listdir(folder))
        brine = shlex.split(options.brine)
        sides = {"brine": brine + ["scan"]}
        for name, arguments in (("picklescan", ["-p"]), ("modelscan", ["-p"])):
            if shutil.which(name):
                sides[name] = [name] + arguments
        print("beside it:", ", ".join(list(sides)[1:]) or "none (picklescan and modelscan are not installed)")
        print(f"start alone {min(run(brine + ['--version'])[0] for _ in range(options.repeat)) * 1000:.0f} ms")
        for path in paths:
            best = {}
            for _ in range(options.repeat):
                for side, command in sides.items():
                    seconds, result = run(command + [path])
                    if side == "brine" and (result.returncode != 0 or "Dangerous" in result.stdout or "Review" in result.stdout):
                        sys.exit(f"{path} is honest, and brine says:\n{result.stdout}{result.stderr}")
                    best[side] = min(seconds, best.get(side, seconds))
            megabytes = size(path) / 1e6
            print(f"{os.path.basename(path):20} {megabytes:7.1f} MB  "
                  + "  ".join(f"{side} {seconds:6.2f} s = {megabytes / seconds:6.0f} MB/s" for side, seconds in best.items()))
    finally:
        if not options.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
