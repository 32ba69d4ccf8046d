#!/usr/bin/env python3
"""Times numpy, pickle and joblib against Brine on whole files in one run, and prints the ratios.

    /usr/bin/python3 bench/files.py [--python COMMAND]... [--only REGEX] [--megabytes 128] [--packed-megabytes 32] [--seconds 1] [--no-huge]

A float64 array and a random forest in every form; COMMAND is a Python to compare with (it must run a script of the current folder), without any it is the
one that runs this. That Python makes the files, loads and dumps them; Brine does the same with the same files, checks what it loads, and Python
checks what Brine wrote. Files are in the page cache; new ones are written, and neither side waits for the disk. All times are minima of repeated runs in milliseconds;
the collector keeps memory that was used before (DOTNET_GCRetainVM), as Python's allocator does.
"mapped" opens the file without reading it and takes one element. The last line is a sparse joblib file of 10 GB.
"""
import argparse, math, os, pickle, re, shlex, shutil, subprocess, sys, tempfile, time

# form, aim as a ratio to Python: array loaded and dumped, forest loaded
FORMS = {"pickle4": (.5, None), "pickle5": (.5, None), "joblib": (.5, .12), "npy": (.5, None), "npz": (.5, None), "npz-deflated": (1.2, None),
         "joblib-zlib": (1.2, 1.2), "joblib-lz4": (1.2, 1.2), "joblib-xz": (3, 3), "joblib-bz2": (3, 3)}
PACKED = {"joblib-zlib": ("zlib", 3), "joblib-lz4": "lz4", "joblib-xz": ("xz", 3), "joblib-bz2": ("bz2", 9)}


def best(action, seconds, fresh=None):
    result, end, runs = math.inf, time.perf_counter() + seconds, 0
    while runs < 2 or time.perf_counter() < end and result < seconds:
        if fresh and os.path.exists(fresh): os.remove(fresh)
        start = time.perf_counter()
        kept = action()
        result = min(result, time.perf_counter() - start)
        del kept
        runs += 1
    return result * 1e3


def dump(value, path, form):
    import joblib, numpy
    if form.startswith("pickle"):
        with open(path, "wb") as file: pickle.dump(value, file, int(form[-1]))
    elif form == "npy": numpy.save(open(path, "wb"), value)
    elif form == "npz": numpy.savez(open(path, "wb"), a=value)
    elif form == "npz-deflated": numpy.savez_compressed(open(path, "wb"), a=value)
    else: joblib.dump(value, path, compress=PACKED.get(form, 0))


def load(path, form):
    import joblib, numpy
    if form.startswith("pickle"):
        with open(path, "rb") as file: return pickle.load(file)
    if form == "npy": return numpy.load(path)
    if form.startswith("npz"):
        with numpy.load(path) as file: return file["a"]
    return joblib.load(path)


def touch(path, form):
    import joblib, numpy
    array = numpy.load(path, mmap_mode="r") if form == "npy" else joblib.load(path, mmap_mode="r")
    return float(array[len(array) // 2])


class Sparse:
    """A file in which a piece of zeros is a hole."""
    def __init__(self, file): self.file, self.zeros = file, bytes(1 << 24)
    def tell(self): return self.file.tell()
    def write(self, data):
        data = bytes(data)
        if len(data) > 1 << 16 and data == self.zeros[:len(data)]: return self.file.seek(len(data), 1)
        return self.file.write(data)


def make_huge(path):
    import numpy
    from joblib.numpy_pickle import NumpyPickler
    last = numpy.arange(3) + .5
    last[-1] = 1.5
    with open(path, "wb") as file: NumpyPickler(Sparse(file), protocol=4).dump([numpy.zeros(13 << 24) for _ in range(6)] + [last])


def side(options):
    """One Python: makes the files of the current folder and times them."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.unraisablehook = lambda _: None  # old versions of lz4 complain when Python 3.14 closes their files
    import joblib, numpy
    from sklearn.datasets import make_classification
    from sklearn.ensemble import RandomForestClassifier
    print(f"Python {sys.version.split()[0]}, numpy {numpy.__version__}, joblib {joblib.__version__}")
    X, y = make_classification(5_000, 30, n_informative=12, n_classes=3, n_clusters_per_class=3, flip_y=.05, random_state=1)
    forest = RandomForestClassifier(100, random_state=0).fit(X, y)
    array = numpy.random.default_rng(0).normal(size=options.megabytes << 17).round(2)
    small = array[:options.packed_megabytes << 17]
    for content, values in (("array", (array, small)), ("forest", (forest, forest))):
        joblib.dump(values[0], f"{content}.raw")
        joblib.dump(values[1], f"{content}-packed.raw")
        for form in FORMS:
            if content == "forest" and form.startswith("np") or not re.search(options.only, content + " " + form): continue
            is_packed = form in PACKED or form == "npz-deflated"
            name, value = f"{content}{'-packed' if is_packed and content == 'array' else ''}.{form}.bin", values[is_packed]
            try: dump(value, name, form)
            except ValueError: continue  # lz4 is not there
            shutil.copy(name, name + ".copy")
            dumped = best(lambda: dump(value, name, form), options.seconds, fresh=name)
            os.replace(name + ".copy", name)
            loaded = best(lambda: load(name, form), options.seconds)
            touched = best(lambda: touch(name, form), options.seconds / 4) if content == "array" and form in ("npy", "joblib") else -1
            print(f"{name}\t{loaded:.4f}\t{dumped:.4f}\t{touched:.4f}", flush=True)
    os.remove("forest-packed.raw")
    if not options.no_huge:
        make_huge("huge.joblib")
        def huge():
            value = joblib.load("huge.joblib", mmap_mode="r")
            assert value[-1][-1] == 1.5
        print(f"huge\t{best(huge, options.seconds / 4):.4f}\t0\t0", flush=True)


def check():
    sys.unraisablehook = lambda _: None
    import joblib, numpy
    for name in sorted(os.listdir(".")):
        if name.endswith(".brine"):
            content, form, *_ = name.split(".")
            value, raw = load(name, form), joblib.load(content + ".raw")
            if content == "forest": assert all(numpy.array_equal(a.tree_.value, b.tree_.value) for a, b in zip(value.estimators_, raw.estimators_)), name
            else: assert numpy.array_equal(value, raw), name


def compare(command, options):
    folder = tempfile.mkdtemp(prefix="brine-bench-")
    try:
        shutil.copy(os.path.abspath(__file__), os.path.join(folder, "files.py"))
        run = lambda *more: subprocess.run([*shlex.split(command), "files.py", *more], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout
        out = run("--side", "--only", options.only, "--megabytes", str(options.megabytes), "--packed-megabytes", str(options.packed_megabytes), "--seconds", str(options.seconds), *["--no-huge"] * options.no_huge)
        version, *lines = out.splitlines()
        python = {name: [float(x) for x in rest] for name, *rest in (line.split("\t") for line in lines)}
        project = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Brine.Bench")
        subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", project], check=True, stdout=subprocess.DEVNULL)
        dll = os.path.join(project, "bin/Release/net10.0/Brine.Bench.dll")
        out = subprocess.run(["dotnet", dll, "files", folder, str(options.seconds)], env=os.environ | {"DOTNET_GCRetainVM": "1"}, check=True, stdout=subprocess.PIPE, text=True).stdout
        brine = {name: [float(x) for x in rest] for name, *rest in (line.split("\t") for line in out.splitlines())}
        run("--check")
        print(f"{version}\n")
        print("| content | form | load: Python / Brine = Brine's share (aim) | dump: Python / Brine = share | one element, mapped: Python / Brine | ready to predict = share of Python's load |")
        print("| --- | --- | --- | --- | --- | --- |")
        for name, (load_time, dump_time, touched) in python.items():
            if name == "huge": continue
            content, form, *_ = name.split(".")
            load_brine, dump_brine, touched_brine, ready = brine[name]
            aim = FORMS[form][content == "forest"]
            aim = f" ({aim})" if aim else ""
            size = os.path.getsize(os.path.join(folder, name)) / 1e6
            mapped = f"{f'{touched:.2f}' if touched >= 0 else '-'} / {touched_brine:.3f} ms (<= 1)" if touched_brine >= 0 else ""
            model = f"{ready:.1f} ms = {ready / load_time:.2f}" if ready >= 0 else ""
            print(f"| {content.split('-')[0]}, {size:.1f} MB | {form} | {load_time:.1f} / {load_brine:.2f} ms = **{load_brine / load_time:.2f}**{aim} | {dump_time:.1f} / {dump_brine:.1f} ms = **{dump_brine / dump_time:.2f}** | {mapped} | {model} |")
        if "huge" in python:
            out = subprocess.run(["dotnet", dll, "huge", os.path.join(folder, "huge.joblib")], check=True, stdout=subprocess.PIPE, text=True).stdout
            took, resident = map(float, out.split("\t"))
            size = os.path.getsize(os.path.join(folder, "huge.joblib")) / 1e9
            print(f"| sparse, {size:.1f} GB | joblib | | | {python['huge'][0]:.2f} / {took:.3f} ms (<= 1), {resident / 1024:.0f} KB of the file in memory | |")
        print()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--only", default="")
    parser.add_argument("--megabytes", type=int, default=128)
    parser.add_argument("--packed-megabytes", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--no-huge", action="store_true")
    parser.add_argument("--side", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side: return side(options)
    if options.check: return check()
    for command in options.python or [sys.executable]: compare(command, options)


if __name__ == "__main__":
    main()
