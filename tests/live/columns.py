"""Kinds of columns: each draws its training values and fresh ones of the same kind, with the ties, gaps and odd values that tables have."""
import datetime
import numpy as np
import pandas as pd

WORDS = ["red", "green", "blue", "Zürich", "naïve", "日本", "🙂", "a b", "semi;colon", "comma,comma", 'quo"te', "tab", "x", "Ünï", "B", "b", "l'été"]
ZIPS = ["00123", "01234", "10115", "80331", "02139", "0007"]
DIGITS = ["1", "2", "10", "03", "4"]


class Column:
    """A column of one kind: `draw(n)` gives n values of it as a pandas series."""

    def __init__(self, rng, kind, gaps=0.0, extreme=False):
        self.rng, self.kind, self.gaps = rng, kind, gaps
        self.style = rng.choice(["plain", "ties", "whole", "constant", "zeros", "wide", "many"], p=[.4, .2, .1, .06, .06, .1, .08])
        self.constant = round(float(rng.normal()), 2)
        self.extreme = extreme and rng.random() < .15
        self.missing = rng.choice(["nan", "none", "both"], p=[.55, .3, .15])
        pool = {"text": WORDS, "category": WORDS, "zip": ZIPS, "digits": DIGITS}.get(kind)
        if pool: self.pool = list(rng.choice(pool, size=min(len(pool), int(rng.integers(2, 6))), replace=False))
        if pool and rng.random() < .95: self.pool = [str(text) for text in self.pool]  # else numpy's own scalars, as arrays of text give them
        if kind in ("object_int", "category_int"): self.pool = [int(x) for x in rng.choice(np.arange(-3, 12), size=int(rng.integers(2, 5)), replace=False)]
        self.width = str(rng.choice(["int64", "int32", "int8", "uint8", "int16"], p=[.6, .15, .1, .1, .05]))
        self.low = 0 if self.width.startswith("u") else int(rng.integers(-5, 2))
        self.high = self.low + int(rng.choice([2, 4, 20, 100]))
        self.dyadic = rng.random() < .7

    @property
    def is_number(self): return self.kind in ("float", "float32", "int", "bool", "Int64", "Float64", "boolean")

    def draw(self, n):
        values = self._values(n)
        if self.gaps and self.kind not in ("int", "bool"): values = self._with_gaps(values)
        return values

    def _floats(self, n):
        rng = self.rng
        if self.style == "ties": values = rng.integers(-2, 4, n) / 2
        elif self.style == "whole": values = rng.integers(0, 9, n).astype(float)
        elif self.style == "constant": values = np.full(n, self.constant)
        elif self.style == "zeros": values = rng.choice([0.0, -0.0, 1.0, -1.0], n)
        elif self.style == "wide": values = np.round(rng.normal(size=n), 3) * 10.0 ** rng.integers(-4, 5, n)
        elif self.style == "many": values = rng.normal(size=n)
        else: values = np.round(rng.normal(size=n) * 3, 3)
        if self.extreme and n: values[rng.random(n) < .3] = rng.choice([1e300, -1e300, 5e-324, 1e-310, 3e38, 1e16, 123456789.123])
        return values

    def _values(self, n):
        rng, kind = self.rng, self.kind
        if kind in ("float", "Float64"): values = self._floats(n)
        elif kind == "float32":
            with np.errstate(over="ignore"): values = self._floats(n).astype(np.float32)
            if self.dyadic and not self.extreme: values = (np.round(np.clip(values, -1e5, 1e5) * 8) / 8).astype(np.float32)
        elif kind in ("int", "Int64"): values = rng.integers(self.low, self.high, n).astype(self.width if kind == "int" else "int64")
        elif kind in ("bool", "boolean"): values = rng.random(n) < .5
        elif kind == "object_bool": return pd.Series([bool(b) for b in rng.random(n) < .5], dtype=object)
        elif kind == "date": return pd.Series([datetime.datetime(2024, 1, 1) + datetime.timedelta(days=int(d), hours=int(d) % 5) for d in rng.integers(0, 5, n)], dtype="datetime64[ns]")
        else:
            cells = [self.pool[i] for i in rng.integers(0, len(self.pool), n)]
            if kind in ("category", "category_int"): return pd.Series(pd.Categorical(cells, categories=self.pool))
            return pd.Series(cells, dtype=object)
        return pd.Series(values).astype(kind) if kind in ("Int64", "Float64", "boolean") else pd.Series(values)

    def _with_gaps(self, values):
        holes = self.rng.random(len(values)) < self.gaps
        if not holes.any(): return values
        if values.dtype != object: return values.mask(pd.Series(holes))
        marks = {"nan": [np.nan], "none": [None], "both": [None, np.nan]}[self.missing]
        cells = list(values)
        for i in np.flatnonzero(holes): cells[i] = marks[int(self.rng.integers(len(marks)))]
        return pd.Series(cells, dtype=object)


def numbers(rng, count, gaps=0.0, extreme=False, kinds=None):
    """Columns of numbers: of one dtype, or mixed."""
    kinds = kinds or [["float"], ["float32"], ["int"], ["float", "int"], ["float", "float32", "int", "bool"], ["bool"], ["float", "Int64", "boolean", "Float64"]][
        int(rng.choice(7, p=[.38, .15, .1, .15, .12, .03, .07]))]
    return [Column(rng, str(rng.choice(kinds)), gaps, extreme) for _ in range(count)]


def categories(rng, count, gaps=0.0, numeric=True):
    """Columns of categories of every kind."""
    kinds = ["text", "category", "zip", "digits", "object_bool", "object_int", "category_int"] + (["int", "float", "bool", "float32"] if numeric else [])
    made = [Column(rng, str(rng.choice(kinds)), gaps if rng.random() < .6 else 0) for _ in range(count)]
    for column in made:
        if column.kind in ("float", "float32"): column.style = str(rng.choice(["ties", "whole", "zeros"]))
        if column.kind == "int": column.high = column.low + 4
    return made


def documents(rng, n):
    """Short texts out of few words, so that words repeat."""
    words = ["the", "cat", "Sat", "on", "mat", "naïve", "Zürich", "été", "x", "it's", "e-mail", "日本語", "well 🙂 done", "123", "4.5", "UPPER", "don't", "ﬁne", "İstanbul", "a\tb", "line\nbreak"]
    return [" ".join(rng.choice(words, size=int(rng.integers(0, 8)))) for _ in range(n)]
