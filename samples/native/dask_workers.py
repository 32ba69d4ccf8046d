"""A model on a Dask cluster of three local workers, one of which is killed on the way: nothing is lost, and nothing comes twice.

    BRINE_LIBRARY=FOLDER python3 dask_workers.py MODEL [--partitions 240] [--rows 50000]

Each worker opens the model once, by libbrine, and keeps it. Each partition is a file of its own, which appears complete or not at all, so that a partition that is
asked for twice (its worker died, or was only slow) is written twice and there once. At the end every row is compared with the answers of one process.
Needs distributed and numpy; no scikit-learn.
"""
import argparse
import logging
import os
import pathlib
import signal
import tempfile
import time

import numpy as np
from distributed import Client, LocalCluster, as_completed, get_worker

import brine


def rows_of(partition, count, columns):
    return np.random.default_rng(partition).uniform(0, 8, (count, columns))


def model_of(path):
    """The model of this worker: opened when it is first asked for, shared by its threads."""
    worker = get_worker()
    if not hasattr(worker, "brine_model"):
        worker.brine_model = brine.Model(path)
    return worker.brine_model


def score(path, partition, count, columns, folder):
    with open(pathlib.Path(folder, "attempts"), "a") as log:
        log.write(f"{partition} {os.getpid()}\n")
    answers = model_of(path).call("predict_proba", rows_of(partition, count, columns))
    target = pathlib.Path(folder, f"part-{partition:05}.npy")
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    with open(temporary, "wb") as file:
        np.save(file, answers)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, target)
    return partition


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=os.path.abspath)
    parser.add_argument("--partitions", type=int, default=240)
    parser.add_argument("--rows", type=int, default=50000)
    args = parser.parse_args()
    model = brine.Model(args.model)
    columns = len(model.features)
    with tempfile.TemporaryDirectory() as folder, LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL) as cluster, Client(cluster) as client:
        print(f"{len(client.scheduler_info()['workers'])} workers, {args.partitions} partitions of {args.rows} rows")
        start = time.perf_counter()
        tasks = [client.submit(score, args.model, partition, args.rows, columns, folder, pure=False) for partition in range(args.partitions)]
        done = []
        for task in as_completed(tasks):
            done.append(task.result())
            if len(done) == args.partitions // 4:
                busy = {worker: keys for worker, keys in client.processing().items() if keys}
                pids = client.run(os.getpid)
                victim = max(busy, key=lambda worker: len(busy[worker]))
                os.kill(pids[victim], signal.SIGKILL)
                print(f"after {len(done)} partitions: killed a worker that had {len(busy[victim])} before it")
        taken = time.perf_counter() - start
        attempts = [line.split() for line in pathlib.Path(folder, "attempts").read_text().splitlines()]
        files = sorted(path.name for path in pathlib.Path(folder).glob("part-*.npy"))
        wrong = sum(not np.array_equal(np.load(pathlib.Path(folder, name)), model.call("predict_proba", rows_of(partition, args.rows, columns))) for partition, name in enumerate(files))
        print(f"done in {taken:.1f} s by {len({pid for _, pid in attempts})} processes, {len(attempts)} attempts at {args.partitions} partitions")
        print(f"partitions answered: {len(done)}, different ones: {len(set(done))}, files: {len(files)}, rows: {sum(len(np.load(pathlib.Path(folder, name))) for name in files)}")
        print(f"files that differ from the answers of one process: {wrong}")
        if sorted(done) != list(range(args.partitions)) or files != [f"part-{partition:05}.npy" for partition in range(args.partitions)] or wrong:
            raise SystemExit("rows were lost, doubled or wrong")


if __name__ == "__main__":
    main()
