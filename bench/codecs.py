#!/usr/bin/env python3
"""Times Python's C libraries and Brine on the same packed files in one run, and prints the ratios.

    python3 bench/codecs.py [--megabytes 128]

A pickle of a float64 array and a joblib random forest, packed by Python; each side unpacks them from memory and packs them again, minima of
repeated runs; Python reads what Brine packed. The collector keeps memory that was used before (DOTNET_GCRetainVM), as Python's allocator does. Needs scikit-learn and lz4 (Debian: python3-sklearn, python3-lz4) and the .NET SDK.
"""
import argparse, bz2, lzma, os, pickle, subprocess, tempfile, time, zlib

os.environ.setdefault("OMP_NUM_THREADS", "1")
import joblib
import lz4.frame
import numpy as np
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier

# name, pack, unpack, what Brine calls it, the level it packs with, the aim: Brine's time to unpack as a ratio to the C library's
CODECS = [
    ("zlib", lambda b: zlib.compress(b, 3), zlib.decompress, "Zlib", 3, 1.2),
    ("lz4", lz4.frame.compress, lz4.frame.decompress, "Lz4", 0, 1.2),
    ("bz2", bz2.compress, bz2.decompress, "Bzip2", 9, 3),
    ("xz", lambda b: lzma.compress(b, preset=3), lzma.decompress, "Xz", 3, 3),
    ("lzma", lambda b: lzma.compress(b, preset=3, format=lzma.FORMAT_ALONE), lzma.decompress, "Lzma", 3, 3),
]


def best(action, seconds=1.0, least=2):
    result, end, runs = float("inf"), time.perf_counter() + seconds, 0
    while runs < least or time.perf_counter() < end:
        start = time.perf_counter()
        action()
        result = min(result, time.perf_counter() - start)
        runs += 1
    return result * 1e3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=128)
    options = parser.parse_args()
    X, y = make_classification(5_000, 30, n_informative=12, n_classes=3, n_clusters_per_class=3, flip_y=.05, random_state=1)
    with tempfile.TemporaryDirectory(prefix="brine-bench-") as folder:
        forest = os.path.join(folder, "forest.raw")
        joblib.dump(RandomForestClassifier(100, random_state=0).fit(X, y), forest)
        array = np.random.default_rng(0).normal(size=options.megabytes << 17).round(2)
        raw = {"forest": open(forest, "rb").read(), "array": pickle.dumps(array, protocol=4)}
        open(os.path.join(folder, "array.raw"), "wb").write(raw["array"])
        python = {}
        for content, data in raw.items():
            for name, pack, unpack, *_ in CODECS:
                packed = pack(data)
                took = best(lambda: pack(data), least=1)
                open(os.path.join(folder, f"{content}.{name}"), "wb").write(packed)
                python[content, name] = (best(lambda: unpack(packed)), took, len(packed))
        project = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Brine.Bench")
        subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", project], check=True, stdout=subprocess.DEVNULL)
        calls = [f"{content}.{name}:{brine}:{level}" for content in raw for name, _, _, brine, level, _ in CODECS]
        out = subprocess.run(["dotnet", os.path.join(project, "bin/Release/net10.0/Brine.Bench.dll"), "codecs", folder, *calls], env=os.environ | {"DOTNET_GCRetainVM": "1"}, check=True, capture_output=True, text=True).stdout
        rows = [line.split("\t") for line in out.splitlines()]
        print("| content | codec | unpack: C / Brine = Brine's share (aim) | pack: C / Brine | packed: C / Brine |")
        print("| --- | --- | --- | --- | --- |")
        for (file, unpacked, packed), (content, (name, _, read, _, _, aim)) in zip(rows, [(c, k) for c in raw for k in CODECS]):
            written = open(os.path.join(folder, file + ".brine"), "rb").read()
            assert read(written) == raw[content], f"Python does not read {file}"
            c_time, c_pack, c_size = python[content, name]
            print(f"| {content}, {len(raw[content]) / 1e6:.0f} MB | {name} | {c_time:.0f} / {float(unpacked):.0f} ms = {float(unpacked) / c_time:.2f} (<= {aim}) | {c_pack:.0f} / {float(packed):.0f} ms | {c_size / 1e6:.2f} / {len(written) / 1e6:.2f} MB |")


if __name__ == "__main__":
    main()
