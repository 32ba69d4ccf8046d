"""A pipeline over a table with text, categories and gaps, asked by the names of its columns: they go over the border as Arrow arrays, without a package.

    BRINE_LIBRARY=FOLDER python3 passengers.py ../models/passengers.pkl ../data/passengers.csv
"""
import csv
import sys

import numpy as np

import brine

with open(sys.argv[2], newline="") as file:
    rows = list(csv.DictReader(file))


def numbers(texts):
    return np.array([float(text) if text else np.nan for text in texts])


def column(name):
    texts = [row[name] for row in rows]
    try:
        return numbers(texts)
    except ValueError:
        return np.array([text or None for text in texts], dtype=object)


model = brine.Model(sys.argv[1])
answers = model.table({name: column(name) for name in rows[0]}, "predict,predict_proba")
print(",".join(answers))
for row in zip(*answers.values()):
    print(",".join(repr(cell.item()) if isinstance(cell, np.generic) else str(cell) for cell in row))
