#!/usr/bin/env python3
"""Makes random cases: a model out of scikit-learn, tables in several forms, and what Python answers to each.

    generate.py OUT --first SEED --count N [--every K] [--only CLASS]

For every K-th seed from FIRST on it writes OUT/SEED.pkl and the data files beside it, and a line into OUT/cases.FIRST.jsonl. One seed is always
the same case, with the same versions of numpy, pandas and scikit-learn: `generate.py /tmp/x --first SEED --count 1` makes a single one again."""
import argparse
import json
import os
import pickle
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
warnings.simplefilter("ignore")

import numpy as np
import pandas as pd
import answers
import binary
import cases
import forms
import records
import spoilers
from estimators import BLOCK, FIRST, LATER, name_of, one


class Writer:
    """The files of one case, and the line about it."""

    def __init__(self, folder, case):
        self.folder, self.case, self.asks = folder, case, []
        self.rng, self.dice = np.random.default_rng([case.seed, 1000]), np.random.default_rng([case.seed, 3000])
        self.file("model", forms.pickled(self.rng, case.model), "pkl", beside="")

    def file(self, stem, content, ending, beside="."):
        name = f"{self.case.seed}{'' if stem == 'model' else beside + stem}.{ending}"
        with open(os.path.join(self.folder, name), "wb") as stream: stream.write(content)
        return name

    def ask(self, table, form, content, ending, rows):
        model, fresh = self.case.model, table == "fresh"
        only = [m for m in answers.methods(model) if m != "get_feature_names_out" or (fresh and form == "frame")]
        self.asks.append(dict(table=table, form=form, file=self.file(f"{len(self.asks)}.{form}", content, ending), answers=answers.ask(model, rows, only)))

    def frame(self, table, frame):
        """A table as frame, array, CSV and JSON."""
        rng, model, case = self.rng, self.case.model, self.case
        if rng.random() < .15: frame = frame.set_axis([f"row {i}" for i in range(len(frame))] if rng.random() < .5 else rng.permutation(len(frame)) + 3, axis=0)
        names = list(getattr(model, "feature_names_in_", frame.columns))
        self.ask(table, "frame", forms.pickled(rng, frame), "pkl", forms.aligned(model, frame))
        try: array = frame.to_numpy(dtype=case.dtype)
        except (ValueError, TypeError, OverflowError): array = frame.to_numpy()
        if rng.random() < .1: array = np.asfortranarray(array)
        self.ask(table, "array", *forms.array_file(rng, array), array)
        if table == "fresh" and rng.random() < .1 and array.shape[1] == 1: self.ask("one dimension", "array", *forms.array_file(rng, array[:, 0]), array[:, 0])
        content, ending, said = forms.csv(rng, frame, model, names)
        self.ask(table, "csv", content, ending, forms.aligned(model, said))
        content, orient, said = forms.to_json(rng, frame, model, names)
        self.ask(table, f"json.{orient}", content, "json", forms.aligned(model, said))
        self.typed(table, frame, names)

    def typed(self, table, frame, names):
        """The table as Parquet, Arrow and Excel; the first two are made of the pickled frame where they are asked about."""
        model, chosen = self.case.model, self.dice.random(3) < (.5, .3, .3)
        # Brine writes numbers with gaps without pandas' note that they were of a nullable dtype; pyarrow writes it.
        can_say = "BRINE_LIVE_PYARROW" in os.environ or all(isinstance(dtype, np.dtype) for dtype in frame.dtypes)
        if chosen[:2].any() and can_say and (said := binary.typed(frame, model, names)) is not None:
            for form in np.array(["parquet", "arrow"])[chosen[:2]]: self.ask(table, str(form), pickle.dumps(frame.reset_index(drop=True), 4), f"{form}.pkl", forms.aligned(model, said))
        if chosen[2] and (made := binary.workbook(frame, model, names)): self.ask(table, "xlsx", made[0], "xlsx", forms.aligned(model, made[1]))

    def matrix(self, table, matrix):
        """A sparse matrix by rows, by columns, and in full."""
        self.ask(table, "csr", forms.pickled(self.rng, matrix), "pkl", matrix)
        self.ask(table, "csc", forms.pickled(self.rng, matrix.tocsc()), "pkl", matrix.tocsc())
        array = matrix.toarray()
        self.ask(table, "array", *forms.array_file(self.rng, array), array)

    def series(self, table, series):
        """One column: a series, an array, a list, CSV and JSON; Python is asked about the column alone."""
        self.ask(table, "frame", forms.pickled(self.rng, series), "pkl", series)
        array = series.to_numpy()
        self.ask(table, "array", *forms.array_file(self.rng, array), array)
        self.ask(table, "list", forms.pickled(self.rng, series.tolist()), "pkl", series.tolist())
        frame = series.to_frame()
        content, ending, said = forms.csv(self.rng, frame, self.case.model, list(frame.columns))
        if series.name in said.columns and said.shape[1] == 1: self.ask(table, "csv", content, ending, said[series.name])
        content, orient, said = forms.to_json(self.rng, frame, self.case.model, list(frame.columns))
        self.ask(table, f"json.{orient}", content, "json", said[series.name] if hasattr(said, "columns") else said[:, 0])

    def records(self, table, rows):
        """A list and a series of records, and JSON, where it can say them."""
        self.ask(table, "list", forms.pickled(self.rng, rows), "pkl", rows)
        self.ask(table, "frame", forms.pickled(self.rng, records.series(rows)), "pkl", records.series(rows))
        if (said := records.as_json(rows)): self.ask(table, "json.records", said[0].encode(), "json", said[1])

    def images(self, table, array): self.ask(table, "array", *forms.array_file(self.rng, array), array)

    def line(self):
        model = self.case.model
        parts = [model, *model.get_params(deep=True).values()]
        held = sorted({type(part).__name__ for part in parts if hasattr(part, "get_params")})
        return dict(seed=self.case.seed, model=f"{self.case.seed}.pkl", about=" ".join(repr(model).split())[:400], trained=self.case.style, holds=held, asks=self.asks)


def write(folder, seed):
    case = cases.make(seed)
    writer = Writer(folder, case)
    rng = np.random.default_rng([seed, 2000])
    if case.style == "records":
        writer.records("fresh", case.fresh)
        for number in range(3): writer.records(f"another record {number}", records.spoiled(rng, case.fresh))
        return writer.line()
    if case.style == "images":
        writer.images("fresh", case.fresh)
        cell = case.fresh.astype(float)
        cell[rng.integers(len(cell))].flat[0] = one(rng, np.nan, np.inf, -np.inf, 1e308, -0.0)
        made = {"cell": cell, "none": case.fresh[:0], "no height": case.fresh[:, :0], "small": case.fresh[:, :1, :1], "one": case.fresh[0], "flat": case.fresh.reshape(len(case.fresh), -1), "larger": np.concatenate([case.fresh, case.fresh], axis=1), "text": case.fresh.astype(str)}
        for name in rng.permutation(sorted(made))[:3]: writer.images(str(name), made[name])
        return writer.line()
    if case.style in ("documents", "labels"):
        writer.series("fresh", case.fresh)
        for name, value in dict(gap=np.nan, none=None, number=77, text="never", digits="10", flag=True).items():
            if rng.random() < .4:
                cells = list(case.fresh)
                cells[int(rng.integers(len(cells)))] = value
                writer.series(name, pd.Series(cells, name=case.fresh.name, dtype=object if not isinstance(value, float) or case.fresh.dtype == object else None))
        return writer.line()
    if case.style == "sparse":
        matrix = case.shape(case.fresh)
        writer.matrix("fresh", matrix)
        made = spoilers.sparse_spoilers(matrix, rng)
        for name in rng.choice(sorted(made), size=2, replace=False): writer.matrix(str(name), made[name])
        return writer.line()
    writer.frame("fresh", case.fresh)
    made = spoilers.spoilers(case)
    spoiled = 0
    for name in rng.permutation(sorted(made)):
        frame = made[name](case.fresh.reset_index(drop=True), rng)
        if frame is None or spoiled == 2: continue
        writer.frame(str(name), frame)
        spoiled += 1
    return writer.line()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--kept", help="a file of further seeds, one a line; those of classes that came later are added too")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    with open(os.path.join(options.out, f"cases.{options.first}.jsonl"), "w", encoding="utf-8") as lines:
        seeds = list(range(options.first, options.first + options.count, options.every))
        if options.kept:
            seeds += [BLOCK * (i + 1) + k for i in range(len(LATER)) for k in range(-(-options.count // len(FIRST))) if k % options.every == options.first % options.every]
            kept = [int(line.split()[0]) for line in open(options.kept, encoding="utf-8") if line.strip() and not line.startswith("#")]
            seeds += [seed for seed in kept if seed % options.every == options.first % options.every and seed not in seeds]
        for seed in seeds:
            if options.only and name_of(seed) != options.only: continue
            line = write(options.out, seed)
            lines.write(json.dumps(dict(name=name_of(seed).partition(".")[0], **line)) + "\n")


main()
