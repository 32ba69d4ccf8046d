"""How long the command takes from a cold process: `brine --version` and `predict` of ten rows, each program in turn.

    python3 bench/start.py [--runs N] PROGRAM...

PROGRAM is a native file, or a brine.dll (run by `dotnet`). Every program answers the same rows, and the answers are compared before anything is timed. Medians
are printed, and the quartiles beside them: a machine that does something else shows.
"""
import argparse
import pathlib
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def call(program):
    return ["dotnet", program] if program.endswith(".dll") else [program]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("programs", nargs="+")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = pathlib.Path(folder, "ten.csv")
        rows.write_text("".join((ROOT / "samples/data/iris.csv").read_text().splitlines(keepends=True)[:11]))
        jobs = {"--version": ["--version"], "predict, ten rows": ["predict", str(ROOT / "samples/models/iris-tree.pkl"), str(rows)]}
        for name, words in jobs.items():
            answers = {subprocess.run(call(program) + words, capture_output=True, check=True).stdout.split(b"+")[0] for program in args.programs}
            if len(answers) != 1:
                raise SystemExit(f"{name}: the programs answer differently")
        for name, words in jobs.items():
            times = {program: [] for program in args.programs}
            for _ in range(args.runs):
                for program in args.programs:
                    start = time.perf_counter()
                    subprocess.run(call(program) + words, stdout=subprocess.DEVNULL, check=True)
                    times[program].append((time.perf_counter() - start) * 1000)
            for program, taken in times.items():
                low, middle, high = statistics.quantiles(taken, n=4)
                print(f"{name:20} {pathlib.Path(program).name:10} median {middle:7.1f} ms   quartiles {low:.1f} to {high:.1f}   least {min(taken):.1f}")


if __name__ == "__main__":
    main()
