#!/usr/bin/env python3
"""The most memory that a process takes to load, to dump, and to load and dump a million objects of a class: CPython's pickle and Brine.

    /usr/bin/python3 bench/peak.py [--python COMMAND]... [--rounds N]

Each COMMAND is one more Python beside the one that runs this; it must run a script of the current folder. Each figure is the median of N processes'
peaks of resident memory in MB (VmHWM), with what the process takes that does nothing in brackets; the objects are those of `pickles.py`, files are read and written by path.
"""
import argparse, os, pickle, shlex, shutil, statistics, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pickles import MAPPED, make, shop

STEPS = ["start", "load", "dump", "both"]


def side(step, file, target):
    if step in ("load", "both"):
        with open(file, "rb") as stream: value = pickle.load(stream)
    elif step == "dump": value = make(MAPPED[0])
    if step in ("dump", "both"):
        with open(target, "wb") as stream: pickle.dump(value, stream, 5)
    with open("/proc/self/status") as lines: print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--side", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    shop()
    if options.side: return side(*options.side)
    here = os.path.dirname(os.path.abspath(__file__))
    folder = tempfile.mkdtemp(prefix="brine-bench-")
    try:
        for name in ("peak.py", "pickles.py"): shutil.copy(os.path.join(here, name), folder)
        # In a process of its own: a child of a large process would begin with its peak.
        subprocess.run([sys.executable, "peak.py", "--side", "dump", "", "million.pkl"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        project = os.path.join(here, "Brine.Bench")
        subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false", project], check=True, stdout=subprocess.DEVNULL)
        bench = os.path.join(project, "bin/Release/net10.0/Brine.Bench.dll")
        sides = {command: [*shlex.split(command), "peak.py", "--side"] for command in options.python + [sys.executable]}
        sides["Brine"] = ["dotnet", bench, "peak"]
        print("| MB | nothing | load | make and dump | load and dump |\n| --- | --- | --- | --- | --- |")
        for name, words in sides.items():
            cells = []
            for step in STEPS:
                out = [int(subprocess.run([*words, step, "million.pkl", "out.pkl"], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout.split()[-1]) / 1024 for _ in range(options.rounds)]
                cells.append(f"{statistics.median(out):.0f} ({min(out):.0f} to {max(out):.0f})")
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
        with open(os.path.join(folder, "million.pkl"), "rb") as a, open(os.path.join(folder, "out.pkl"), "rb") as b:
            if a.read() != b.read(): raise SystemExit("Brine wrote other bytes than Python")
    finally: shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__": main()
