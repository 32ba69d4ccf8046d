"""Records: one dict, list or set a row, and the forms in which they are given."""
import json
import numpy as np
import pandas as pd
from estimators import one

NAMES = ["a", "b", "ß🙂", "size", "a=x", "", "日本"]
TEXTS = ["x", "y", "", "naïve", "x=y", "1"]


def value(rng): return one(rng, one(rng, *TEXTS), one(rng, *TEXTS), float(np.round(rng.normal() * 3, 2)), float(rng.normal()), int(rng.integers(-3, 9)), bool(rng.random() < .5), 0.0, 1e300)


def record(rng, kind):
    """kind: dict, lists (a dict whose values may be lists of text), pair, string, ints, words."""
    count = int(rng.choice([0, 1, 3, 5, 25], p=[.1, .2, .3, .3, .1]))
    names = [one(rng, *NAMES) if rng.random() < .6 else f"n{int(rng.integers(40))}" for _ in range(count)]
    if kind == "pair": return [one(rng, list, tuple)((name, value(rng))) for name in names]
    if kind == "string": return one(rng, list, tuple)(names)
    if kind == "ints": return one(rng, list, tuple, set)(int(n) for n in rng.integers(-2, 12, count))
    if kind == "words": return one(rng, list, tuple, set, frozenset)(names)
    listed = kind == "lists"
    return {name: [one(rng, *TEXTS) for _ in range(int(rng.integers(0, 3)))] if listed and rng.random() < .2 else None if listed and rng.random() < .05 else value(rng) for name in names}


def kind_of(model):
    if hasattr(model, "input_type"): return model.input_type
    return "lists" if hasattr(model, "separator") else None


def as_json(rows):
    """Rows as JSON says them: sets and tuples are lists. None where JSON cannot say them."""
    try: text = json.dumps([list(row) if isinstance(row, (set, frozenset)) else row for row in rows])
    except TypeError: return None
    return text, json.loads(text)


def spoiled(rng, rows):
    """Rows of which one is something else."""
    other = one(rng, None, 5, "abc", ["a", "b"], [["a", 1]], [["a", None]], [["a", 1, 2]], [[1]], {"a": None}, {"a": {"b": 1}}, {"a": [1]}, {"a": ["x", "x"], "a=x": 2}, {"a": float("nan")}, {"b": float("inf")},
                {1: 2.0, "a": 1}, {"a": np.float32(.1), "b": np.int64(3)}, {"a": np.str_("x")}, ["a", float("nan"), None, 2.0, True], {"a": 10 ** 20}, {b"a": 1}, [("a", 1.5)], np.array(["a", "b"]), {"a": ("x", "y")}, {"a": b"x"})
    rows = list(rows)
    rows[int(rng.integers(len(rows)))] = other
    return rows


def series(rows): return pd.Series(rows, dtype=object, name="records")
