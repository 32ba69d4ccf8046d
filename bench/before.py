#!/usr/bin/env python3
"""Times whole processes of two commits of Brine in turn, from file to file, and prints medians, quartiles, processor time, ratios and peak memory.

    /usr/bin/python3 bench/before.py BASE [--rounds 15] [--only REGEX] [--builds FOLDER]

BASE is a commit. Both sides are built from their own sources and run the same jobs on the same files, one after the other, in an order that
changes with each round; with --builds they are built once and kept there for the next run (FOLDER/base and FOLDER/now; a native file does too). Files are in the page cache. Needs scikit-learn, joblib, GNU time and the .NET SDK. The row kernels have bench/kernels.py.
"""
import argparse, gc, os, pickle, re, shutil, statistics, subprocess, sys, tempfile, time
import joblib, numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def make(folder):
    """The files of the jobs; each job is a name and the arguments of the command, OUT being a file to write."""
    random = np.random.default_rng(0)
    at = lambda name: os.path.join(folder, name)
    values = [{"id": i, "name": f"item {i % 5000}", "price": i / 7, "tags": ["a", "b", i % 3]} for i in range(200_000)]
    pickle.dump(values, open(at("values.pkl"), "wb"), 4)
    array = np.round(random.normal(size=(4_000_000,)), 3)
    pickle.dump(array, open(at("array.pkl"), "wb"), 5)
    for name, codec in (("array.joblib", 0), ("array.zlib.joblib", ("zlib", 3)), ("array.xz.joblib", ("xz", 3)), ("array.bz2.joblib", ("bz2", 9)), ("array.lz4.joblib", "lz4")):
        joblib.dump(array[:1_000_000] if "." in name[6:-7] else array, at(name), compress=codec)
    np.savez_compressed(at("array.npz"), a=array[:1_000_000])
    X, y = make_classification(3000, 30, n_informative=12, n_classes=3, random_state=1)
    joblib.dump(make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(X, y), at("linear.joblib"))
    joblib.dump(RandomForestClassifier(100, random_state=0).fit(X, y), at("forest.joblib"))
    rows = random.normal(size=(60_000, 30))
    np.savetxt(at("rows.csv"), rows, delimiter=",", fmt="%.17g", header=",".join(f"x{i}" for i in range(30)), comments="")
    np.save(at("rows.npy"), rows)
    mixed = np.array([[f"c{i % 9}", i % 50, i / 3] for i in range(4000)], object)
    columns = ColumnTransformer([("c", OneHotEncoder(handle_unknown="ignore"), [0]), ("n", StandardScaler(), [1, 2])])
    joblib.dump(make_pipeline(columns, LogisticRegression(max_iter=500)).fit(mixed, np.arange(4000) % 2), at("columns.joblib"))
    with open(at("mixed.csv"), "w") as file:
        file.write("a,b,c\n" + "".join(f"c{i % 9},{i % 50},{i / 3!r}\n" for i in range(200_000)))
    convert = lambda source, target: (f"convert {source} {target}", ["convert", at(source), "OUT" + target])
    jobs = [("inspect values.pkl", ["inspect", at("values.pkl")]), ("dis values.pkl", ["dis", at("values.pkl"), "-o", "OUT.txt"]),
            convert("values.pkl", ".joblib"), convert("values.pkl", ".json"), convert("array.pkl", ".joblib"), convert("array.joblib", ".npy")]
    jobs += [convert(f"array.{codec}.joblib", ".npy") for codec in ("zlib", "xz", "bz2", "lz4")]
    jobs += [convert("array.npz", ".pkl"), ("optimize values.pkl", ["optimize", at("values.pkl"), "OUT.pkl"])]
    for model, data in (("linear", "rows.csv"), ("linear", "rows.npy"), ("forest", "rows.csv"), ("forest", "rows.npy"), ("columns", "mixed.csv")):
        jobs.append((f"predict {model} {data}", ["predict", at(model + ".joblib"), at(data), "-o", "OUT.csv"]))
    return jobs + [("inspect forest.joblib", ["inspect", at("forest.joblib")])]


def build(root):
    done = subprocess.run(["dotnet", "build", os.path.join(root, "src", "Brine.Cli"), "-c", "Release", "-v", "q", "--nologo"], capture_output=True, text=True)
    if done.returncode: sys.exit(done.stdout)
    return os.path.join(root, "src", "Brine.Cli", "bin", "Release", "net10.0", "brine.dll")


def builds(repo, base, folder):
    """The command of both sides: built in a work tree of the base and in the repository, and copied side by side."""
    places = [os.path.join(folder, "base"), os.path.join(folder, "now")]
    if not all(map(os.path.isdir, places)):
        tree = os.path.join(folder, "tree")
        subprocess.run(["git", "-C", repo, "worktree", "add", "-q", "--detach", tree, base], check=True)
        try:
            for source, place in zip([tree, repo], places):
                shutil.copytree(os.path.dirname(build(source)), place)
        finally:
            subprocess.run(["git", "-C", repo, "worktree", "remove", "--force", tree], check=False)
    return [next(file for file in (os.path.join(place, "brine.dll"), os.path.join(place, "brine")) if os.path.exists(file)) for place in places]


def run(program, arguments, out):
    arguments = [argument.replace("OUT", out) if argument.startswith("OUT") else argument for argument in arguments]
    start = time.perf_counter()
    # GNU time is a small process: what a child of this one inherits at its start would count as the command's own memory.
    done = subprocess.run(["/usr/bin/time", "-f", "%M %U %S", *(["dotnet", program] if program.endswith(".dll") else [program]), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - start
    lines = done.stderr.strip().splitlines()
    if done.returncode: return None, lines[:1], 0
    kilobytes, user, system = map(float, lines[-1].split())
    return seconds, kilobytes / 1024, user + system


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="")
    parser.add_argument("--builds")
    options = parser.parse_args()
    repo = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with tempfile.TemporaryDirectory() as folder:
        sides = builds(repo, options.base, options.builds or os.path.join(folder, "builds"))
        jobs = [job for job in make(folder) if re.search(options.only, job[0])]
        gc.collect()
        found = {name: ([], []) for name, _ in jobs}
        for number in range(options.rounds + 1):
            for name, arguments in jobs:
                for side in (0, 1) if number % 2 else (1, 0):
                    result = run(sides[side], arguments, os.path.join(folder, "out"))
                    if number: found[name][side].append(result)
    print("| job | before: s (quartiles), s of processors, MB | now | ratio | of processors |\n| --- | --- | --- | --- | --- |")
    for name, both in found.items():
        failed = [[error for seconds, error, _ in side if seconds is None] for side in both]
        if any(failed):
            print(f"| {name} | {failed[0][:1] or 'runs'} | {failed[1][:1] or 'runs'} | | |")
            continue
        texts, medians, processors = [], [], []
        for side in both:
            low, middle, high = np.percentile([seconds for seconds, _, _ in side], [25, 50, 75])
            medians.append(middle)
            processors.append(statistics.median(used for _, _, used in side))
            texts.append(f"{middle:.3f} ({low:.3f} to {high:.3f}), {processors[-1]:.2f}, {statistics.median(megabytes for _, megabytes, _ in side):.0f}")
        print(f"| {name} | {texts[0]} | {texts[1]} | {medians[1] / medians[0]:.2f} | {processors[1] / processors[0]:.2f} |")


if __name__ == "__main__":
    main()
