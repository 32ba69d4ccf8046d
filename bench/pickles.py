#!/usr/bin/env python3
"""Times CPython's C pickle and Brine on the same values in one run, and prints the ratios.

    /usr/bin/python3 bench/pickles.py [--python COMMAND]... [--only REGEX] [--seconds S]

Each COMMAND is one more Python to stand beside Debian's (the command must run a script of the current folder). The first one is
the one that ratios are taken to; without any it is the Python that runs this. Every value is made and pickled at protocol 5 by
one Python; each side then loads those bytes and dumps what it loaded; Brine's bytes must equal the file's before it is timed.
All times are minima of repeated runs in milliseconds; garbage collectors are left as they come. "dumps" of Brine is Pickler.Dump,
which returns a new array as pickle.dumps returns new bytes; "reused" writes into a buffer that is kept.
"""
import argparse, math, os, pickle, re, shlex, shutil, subprocess, sys, tempfile, time, types

# name, aims of DESIGN.md as ratios to CPython 3.14: dump, load
ROWS = [
    ("list of 1M ints", .25, .2), ("list of 1M floats", .25, .15), ("list of 500k strings", .25, .6), ("dict of 500k str to int", .35, .6),
    ("100k records (dicts of 5)", .4, .6), ("ndarray 128 MB", None, None), ("1M small tuples", None, None), ("list of 10M ints", None, None),
    ("JSON document 50 MB", None, None), ("200k instances of a class", None, None), ("1M references to 1,000 strings", None, None), ("bytes of 500 MB", None, None),
]

# Read and dumped as objects of a .NET class with [PickleClass]; not in the mean.
MAPPED = ("1M objects of a class", .6, .5)


def make(name):
    n = int(1e6)
    if name == "list of 1M ints": return list(range(n))
    if name == "list of 10M ints": return [i * 7919 % 1000003 for i in range(10 * n)]
    if name == "list of 1M floats": return [i * 1.1 for i in range(n)]
    if name == "list of 500k strings": return ["item number %d" % i for i in range(n // 2)]
    if name == "dict of 500k str to int": return {"key%d" % i: i for i in range(n // 2)}
    if name == "100k records (dicts of 5)":
        return [{"id": i, "name": "customer %d" % i, "price": i * 1.5, "paid": i % 3 == 0, "city": "city %d" % (i % 500)} for i in range(n // 10)]
    if name == "1M small tuples": return [(i, i * .5) for i in range(n)]
    if name in ("200k instances of a class", MAPPED[0]):
        cls = sys.modules["shop"].Customer
        return [cls(i) for i in range(n if name == MAPPED[0] else n // 5)]
    if name == "1M references to 1,000 strings":
        texts = ["text %d" % i for i in range(1000)]
        return [texts[i * 31 % 1000] for i in range(n)]
    if name == "bytes of 500 MB": return bytes(bytearray(range(250)) * (2 * n))
    if name == "ndarray 128 MB":
        import numpy
        return numpy.arange(16 * n, dtype="f8")
    if name == "JSON document 50 MB":
        import json
        item = lambda i: {"id": "%016x" % (i * 2654435761), "type": "event", "actor": {"login": "user%d" % (i % 9973), "age": i % 80, "scores": [i % 7, i * .25, None, True]},
                          "tags": ["tag%d" % (i % 50), "t%d" % i], "payload": {"size": i * 31, "text": "some text of event %d, long enough to matter" % i, "ok": i % 2 == 0, "nested": {"a": [], "b": {}}}}
        return json.loads(json.dumps([item(i) for i in range(170_000)]))
    raise ValueError(name)


def shop():
    module = types.ModuleType("shop")
    exec("class Customer:\n    def __init__(self, i):\n        self.number, self.name, self.balance, self.active = i, 'customer %d' % i, i * .5, True\n", module.__dict__)
    module.Customer.__module__ = "shop"
    sys.modules["shop"] = module


def best(action, seconds):
    result, end, n = math.inf, time.perf_counter() + seconds, 0
    while n < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        kept = action()
        result = min(result, time.perf_counter() - start)
        del kept
        n += 1
    return result * 1e3


def slug(name): return re.sub(r"\W+", "-", name).strip("-")


def side(seconds, only):
    """One Python's times over the files of the current folder."""
    print(sys.version.split()[0])
    for name, *_ in ROWS + [MAPPED]:
        if not re.search(only, name): continue
        with open(slug(name) + ".pkl", "rb") as file: data = file.read()
        load = best(lambda: pickle.loads(data), seconds)
        value = pickle.loads(data)
        print(f"{slug(name)}\t{load:.4f}\t{best(lambda: pickle.dumps(value, 5), seconds):.4f}", flush=True)


def mean(ratios): return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else math.nan


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--side", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    shop()
    if options.side: return side(options.seconds, options.only)
    folder = tempfile.mkdtemp(prefix="brine-bench-")
    here = os.path.dirname(os.path.abspath(__file__))
    shutil.copy(os.path.abspath(__file__), os.path.join(folder, "pickles.py"))
    rows = [row for row in ROWS + [MAPPED] if re.search(options.only, row[0])]
    try:
        for name, *_ in rows:
            with open(os.path.join(folder, slug(name) + ".pkl"), "wb") as file: pickle.dump(make(name), file, 5)
        pythons = []
        for command in options.python + [sys.executable]:
            out = subprocess.run([*shlex.split(command), "pickles.py", "--side", "--only", options.only, "--seconds", str(options.seconds)], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout
            version, *lines = out.splitlines()
            pythons.append((version, {a: (float(b), float(c)) for a, b, c in (line.split("\t") for line in lines)}))
        project = os.path.join(here, "Brine.Bench")
        subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", project], check=True, stdout=subprocess.DEVNULL)
        # A process for each: what one row leaves of the heap is no matter of the next.
        out = "".join(subprocess.run(["dotnet", os.path.join(project, "bin/Release/net10.0/Brine.Bench.dll"), "pickles", folder, slug(name) + ".pkl", str(options.seconds)], check=True, stdout=subprocess.PIPE, text=True).stdout for name, *_ in rows)
        brine = {a: [float(x) for x in rest] for a, *rest in (line.split("\t") for line in out.splitlines())}
    finally:
        if os.environ.get("BRINE_BENCH_KEEP") is None: shutil.rmtree(folder, ignore_errors=True)
        else: print(folder)
    versions = [version for version, _ in pythons]
    heads = "".join(f" load {v} | dump {v} |" for v in versions)
    print(f"| value |{heads} load Brine | dump Brine | dump, reused buffer | load / {versions[0]} (aim) | dump / {versions[0]} (aim) | allocated on load | a dump's garbage, reused buffer |")
    print("| --- |" + " --- |" * (2 * len(versions) + 7))
    loads, dumps = [], []
    show = lambda aim: f" ({aim})" if aim else ""

    def row(name, key, base, aim_load=None, aim_dump=None):
        load, dump, reused, allocated, garbage = brine[key]
        base_load, base_dump = pythons[0][1][base]
        print(f"| {name} |" + "".join(f" {times[base][0]:.1f} | {times[base][1]:.1f} |" for _, times in pythons)
              + f" {load:.2f} | {dump:.2f} | {'' if math.isnan(reused) else f'{reused:.2f}'} | **{load / base_load:.2f}**{show(aim_load)} | **{dump / base_dump:.2f}**{show(aim_dump)} | {allocated / 1e6:.1f} MB | {'' if math.isnan(garbage) else f'{garbage:.0f} B'} |")
        return load / base_load, dump / base_dump

    for name, aim_dump, aim_load in rows:
        ratios = row(name, slug(name), slug(name), aim_load, aim_dump)
        if name == MAPPED[0]: continue
        loads.append(ratios[0])
        dumps.append(ratios[1])
    print(f"\ngeometric mean of {len(loads)} rows: load {mean(loads):.2f} (aim 0.4), dump {mean(dumps):.2f} (aim 0.3) of CPython {versions[0]}")


if __name__ == "__main__":
    main()
