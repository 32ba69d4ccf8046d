#!/usr/bin/env python3
"""Measures the most memory that `brine predict` takes for rows that stream, at two numbers of rows, and prints a table.

    python3 bench/memory.py [--brine "dotnet .../brine.dll"] [--rows 1000000,10000000] [--only REGEX] [--pyarrow "COMMAND OF A PYTHON WITH PYARROW"]

Each line is whole processes: the peak of resident memory that the system accounts to them, and their wall time. The rows are five numbers
and a model that takes them; Parquet and Arrow are written by the command itself, and once more by pyarrow (row groups of 1,048,576 rows) where a Python has it.
Needs scikit-learn, pandas and GNU time.
"""
import argparse, os, pathlib, re, shlex, subprocess, tempfile, time

import joblib
import numpy as np
import pandas
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = ["length", "width", "height", "weight", "age"]
PIECE = 100_000

# what is read, what is written
PAIRS = [
    ("csv", "csv"), ("csv", "parquet"), ("csv", "arrow"), ("csv", "json"), ("csv", "xlsx"), ("csv.gz", "csv"), ("csv.gz", "csv.gz"), ("csv.zst", "csv"),
    ("parquet", "csv"), ("parquet", "parquet"), ("pyarrow.parquet", "parquet"), ("pyarrow.parquet", "csv"),
    ("arrow", "arrow"), ("pyarrow.arrow", "arrow"), ("pyarrow.feather", "arrow"), ("jsonl", "jsonl"), ("json", "json"), ("jsonl.gz", "csv"), ("npy", "npy"), ("csv", "npy"),
    ("pickled.pkl", "csv"),
]

PYARROW = """
import sys, numpy, pyarrow, pyarrow.parquet, pyarrow.feather
names, rows, piece, folder = sys.argv[1].split(','), int(sys.argv[2]), numpy.load(sys.argv[3]), sys.argv[4]
table = pyarrow.table({name: numpy.tile(piece[:, i], rows // len(piece)) for i, name in enumerate(names)})
pyarrow.parquet.write_table(table, f'{folder}/rows-{rows}.pyarrow.parquet')
pyarrow.feather.write_feather(table, f'{folder}/rows-{rows}.pyarrow.feather')
with pyarrow.OSFile(f'{folder}/rows-{rows}.pyarrow.arrow', 'wb') as sink, pyarrow.ipc.new_file(sink, table.schema) as writer:
    writer.write_table(table)
"""


def run(words):
    """Wall time in seconds, and the peak of resident memory in MB."""
    # A child of this process would count this one's own memory: GNU time is small.
    with tempfile.NamedTemporaryFile("r") as peak:
        start = time.perf_counter()
        done = subprocess.run(["/usr/bin/time", "-f", "%M", "-o", peak.name, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        seconds = time.perf_counter() - start
        if done.returncode:
            raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.decode()}")
        return seconds, int(peak.read().split()[-1]) / 1024


def repeat(path, head, piece, between, tail, times, opener=open):
    with opener(path, "wb") as file:
        file.write(head)
        for i in range(times):
            file.write(piece if i == 0 else between + piece)
        file.write(tail)


def make(folder, form, rows, piece, brine, model, pyarrow):
    """The file of a form with so many rows; None where what makes it is missing."""
    path = folder / f"rows-{rows}.{form}"
    if path.exists():
        return path
    times = rows // PIECE
    texts = [[repr(float(value)) for value in row] for row in piece]
    if form == "csv":
        repeat(path, (",".join(NAMES) + "\n").encode(), ("\n".join(map(",".join, texts)) + "\n").encode(), b"", b"", times)
    elif form in ("json", "jsonl"):
        lines = ["{" + ",".join(f'"{name}":{text}' for name, text in zip(NAMES, row)) + "}" for row in texts]
        records = ("\n" if form == "jsonl" else ",").join(lines).encode()
        repeat(path, b"" if form == "jsonl" else b"[", records, b"\n" if form == "jsonl" else b",", b"\n" if form == "jsonl" else b"]", times)
    elif form.endswith((".gz", ".zst")):
        plain = make(folder, form.rsplit(".", 1)[0], rows, piece, brine, model, pyarrow)
        if form.endswith(".gz"):
            subprocess.run(f"gzip -1 -c {shlex.quote(str(plain))} > {shlex.quote(str(path))}", shell=True, check=True)
        elif subprocess.run("command -v zstd > /dev/null", shell=True).returncode:
            return None
        else:
            subprocess.run(["zstd", "-q", "-1", str(plain), "-o", str(path)], check=True)
    elif form.startswith("pyarrow."):
        if not pyarrow:
            return None
        np.save(folder / "piece.npy", piece)
        subprocess.run([*pyarrow, "-c", PYARROW, ",".join(NAMES), str(rows), "piece.npy", "."], check=True, cwd=folder)
    elif form == "npy":
        np.save(path, np.tile(piece, (times, 1)))
    elif form == "pickled.pkl":
        joblib.dump(np.tile(piece, (times, 1)), path)
    else:
        run([*brine, "predict", str(model), str(make(folder, "csv", rows, piece, brine, model, pyarrow)), "--keep", "-o", str(path)])
    return path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--brine", default=f"dotnet {ROOT}/src/Brine.Cli/bin/Release/net10.0/brine.dll")
    parser.add_argument("--rows", default="1000000,10000000")
    parser.add_argument("--only", default="")
    parser.add_argument("--pyarrow", default="")
    parser.add_argument("--folder")
    args = parser.parse_args()
    brine, pyarrow = shlex.split(args.brine), shlex.split(args.pyarrow)
    counts = [int(text) for text in args.rows.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(args.folder or temporary).resolve()
        piece = np.random.default_rng(0).normal(size=(PIECE, len(NAMES))).round(4)
        model = folder / "model.joblib"
        fitted = make_pipeline(StandardScaler(), LogisticRegression())
        fitted.fit(pandas.DataFrame(piece, columns=NAMES), piece[:, 0] + piece[:, 1] > 0.3)
        joblib.dump(fitted, model)
        print("| read | written | " + " | ".join(f"{rows:,} rows" for rows in counts) + " | growth |")
        print("| --- | --- |" + " --- |" * (len(counts) + 1))
        for source, target in PAIRS:
            if not re.search(args.only, f"{source}->{target}") or target == "xlsx" and max(counts) > 1_048_575:
                continue
            cells, peaks = [], []
            for rows in counts:
                data = make(folder, source, rows, piece, brine, model, pyarrow)
                if data is None:
                    break
                output = folder / f"answers.{target}"
                seconds, peak = run([*brine, "predict", str(model), str(data), "-m", "predict,predict_proba", "-o", str(output)]
                                    if target != "npy" else [*brine, "predict", str(model), str(data), "-o", str(output)])
                output.unlink()
                peaks.append(peak)
                cells.append(f"{peak:.0f} MB, {seconds:.1f} s")
            if len(cells) == len(counts):
                print(f"| {source} | {target} | " + " | ".join(cells) + f" | {peaks[-1] - peaks[0]:+.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
