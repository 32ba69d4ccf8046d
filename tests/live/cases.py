"""One case: a random table, a model of the class trained on it, and the tables that it is asked about."""
import numpy as np
import pandas as pd
import scipy.sparse
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler
import records
from columns import Column, categories, documents, numbers
from estimators import FIRST, TABLE, name_of, one

STYLES = ["frame", "array", "sparse"]


class Case:
    """model: fitted. style: what it was trained on (frame, array, sparse, documents, labels). train, fresh: frames, or one series."""

    def __init__(self, seed, attempt):
        self.seed = seed
        self.rng = rng = np.random.default_rng([seed, attempt])
        self.entry = TABLE[name_of(seed)]
        self.columns, self.dtype = [], None
        data = self.entry["data"]
        size = int(rng.choice([1, 2, 5])) if rng.random() < .04 else int(rng.integers(8, 36))
        few = int(rng.choice([1, 2, int(rng.integers(3, 12))], p=[.2, .1, .7]))
        if data == "documents" or data == "labels": self._series(data, size, few)
        elif data == "records": self._records(size, few)
        elif data == "images": self._images(few)
        elif data == "mixed": self._mixed(None if self.entry["target"] == "none" else self._inner(), size, few)
        elif data in ("numbers", "gappy") and rng.random() < .35: self._mixed(self.entry["make"](rng), size, few)
        else: self._plain(data, size, few)
        self.model.fit(self.shape(self.train), *([] if self.target is None else [self.target]))

    def shape(self, frame):
        """The table as the model was trained on it."""
        if self.style in ("frame", "documents", "labels", "records", "images"): return frame
        array = frame.to_numpy(dtype=self.dtype)
        return array if self.style == "array" else scipy.sparse.csr_matrix(array)

    def _inner(self):
        names = [n for n in FIRST if TABLE[n]["data"] == "numbers" and TABLE[n]["target"] in ("class", "number")]
        self.entry = dict(TABLE[names[int(self.rng.integers(len(names)))]])
        return self.entry["make"](self.rng)

    def _draw(self, size, few):
        make = lambda n: pd.DataFrame({name: column.draw(n) for name, column in self.columns})
        self.train, self.fresh = make(size), make(few)

    def _target(self, size):
        rng, kind = self.rng, self.entry["target"]
        many = self.entry["multi"] and rng.random() < .15
        if kind == "none": self.target = None
        elif kind == "marks": self.target = np.array([[1, 0, 1], [0, 1, 0], *rng.integers(0, 2, (size - 2, 3))])[:size] if size > 1 else np.array([[1, 0, 1]])
        elif kind == "class":
            pool = one(rng, [0, 1], [0, 1, 2], ["no", "yes"], ["a", "B", "ß🙂", "d"], [True, False], [-1.5, 0.0, 2.5], [-1, 1], ["10", "9"], [7])
            draw = lambda: [pool[i % len(pool)] if i < len(pool) else pool[int(rng.integers(len(pool)))] for i in range(size)]
            self.target = np.array([draw(), draw()]).T if many else np.array(draw(), dtype=object if isinstance(pool[0], str) and rng.random() < .5 else None)
        else:
            y = np.round(rng.normal(size=(size, 2) if kind == "several" or many else size) * 3, 2)
            if rng.random() < .2: y = np.round(y)
            if kind == "positive": y = np.abs(y) + .1
            elif rng.random() < .1: y = y.astype(np.float32)
            elif rng.random() < .1: y = np.round(y).astype(int)
            self.target = y

    def _plain(self, data, size, few):
        rng, entry = self.rng, self.entry
        count = 1 if data == "column" else int(rng.integers(1, 6))
        if data == "square": size = count
        gaps = .2 if data == "gappy" and rng.random() < .7 else 0
        extreme = data == "gappy" or entry["name"].startswith(("DecisionTree", "ExtraTree", "RandomForest", "KNeighbors", "Binarizer", "Normalizer"))
        if data == "categories": columns = categories(rng, count, .2 if rng.random() < .5 else 0)
        elif data in ("counts", "codes"):
            columns = numbers(rng, count, kinds=["int"] if data == "codes" or rng.random() < .6 else ["float"])
            for column in columns: column.low, column.high, column.style = 0, int(rng.integers(2, 8)), "whole"
        elif entry["name"] in ("SimpleImputer", "MissingIndicator") and rng.random() < .3: columns = categories(rng, count, .3, numeric=False)
        else: columns = numbers(rng, count, gaps, extreme)
        self.style = str(rng.choice(STYLES, p=[.6, .25, .15] if entry["sparse"] and data not in ("categories",) else [.7, .3, 0]))
        if self.style == "sparse" and (gaps or any(not c.is_number for c in columns)): self.style = "frame"
        self.model = entry["make"](rng)
        if entry["name"] in ("SimpleImputer", "MissingIndicator") and any(not c.is_number for c in columns):
            self._impute_text(columns)
        plain = all(c.kind in ("float", "float32", "int", "bool") for c in columns)
        if self.style != "frame":
            self.dtype = one(rng, np.float64, np.float64, np.float32, np.int64, np.bool_) if plain and not gaps and data != "codes" else None if data == "categories" else object if not plain else np.float64
            if data == "codes": self.dtype = np.int64
            if self.style == "sparse":
                for c in columns: c.style = "ties" if data != "counts" else "whole"
                self.dtype = one(rng, np.float64, np.float32, np.int64)
        self.columns = [(name, column) for name, column in zip(self._names(count), columns)]
        self._draw(size, few)
        self._target(size)

    def _impute_text(self, columns):
        rng = self.rng
        for column in columns: column.missing = str(one(rng, "nan", "none"))
        missing = one(rng, np.nan, None)
        if self.entry["name"] == "SimpleImputer": self.model = SimpleImputer(missing_values=missing, strategy=one(rng, "most_frequent", "constant"), fill_value=one(rng, None, "missing"), add_indicator=one(rng, False, True))
        else: self.model.set_params(missing_values=missing)

    def _names(self, count):
        pool = ["a", "b", "Age", "größe", "col 1", "x.y", "x-1", "id,1", "🙂", "price", "0", "1"]
        return [str(n) for n in self.rng.choice(pool, size=count, replace=False)]

    def _mixed(self, inner, size, few):
        """A ColumnTransformer over columns of all kinds, and the class behind it or inside it."""
        rng, entry = self.rng, self.entry
        self.style = "frame"
        gaps = .15 if rng.random() < .6 else 0
        nums = numbers(rng, int(rng.integers(1, 4)), gaps)
        cats = categories(rng, int(rng.integers(1, 4)), gaps, numeric=rng.random() < .3)
        names = self._names(len(nums) + len(cats))
        text = rng.random() < .15
        spare = [("when", Column(rng, "date"))] if rng.random() < .1 else []
        numeric, category = names[: len(nums)], names[len(nums):]
        self.columns = list(zip(names, nums + cats)) + spare
        if rng.random() < .3: self.columns = [self.columns[i] for i in rng.permutation(len(self.columns))]
        scaler = one(rng, StandardScaler(), MinMaxScaler(), RobustScaler(), "passthrough")
        fill = SimpleImputer(strategy=one(rng, "mean", "median", "most_frequent"), add_indicator=one(rng, False, False, True))
        left = fill if scaler == "passthrough" else Pipeline([("fill", fill), ("scale", scaler)]) if gaps or rng.random() < .5 else scaler
        encoder = one(rng, OneHotEncoder(handle_unknown=one(rng, "ignore", "error"), sparse_output=one(rng, True, False)), OneHotEncoder(handle_unknown="ignore", min_frequency=2), OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2))
        right = make_pipeline(SimpleImputer(strategy=one(rng, "most_frequent", "constant"), fill_value="none", missing_values=one(rng, np.nan, np.nan, None)), encoder) if rng.random() < .35 else encoder
        if hasattr(inner, "transform") and entry["target"] == "none" and rng.random() < .5: left, inner = make_pipeline(SimpleImputer(), inner) if entry["data"] == "numbers" else inner, None
        pick = self._pick
        parts = [("num", left, pick(numeric)), ("cat", right, pick(category))]
        if not spare and not text and all(c.kind in ("float", "float32", "int") for c in nums) and not any(c.is_number for c in cats) and rng.random() < .2:
            parts = [("num", left, make_column_selector(dtype_include=np.number)), ("cat", right, make_column_selector(dtype_exclude=np.number))]
        if text:
            self.columns.append(("note", Column(rng, "text")))
            self.columns[-1][1].pool = [d for d in documents(rng, 6)] + ["red cat"]
            parts.append(("note", one(rng, CountVectorizer, TfidfVectorizer)(), "note"))
        if rng.random() < .1: parts.append(("log", FunctionTransformer(np.abs), numeric))
        mixed = ColumnTransformer(parts, remainder=one(rng, "drop", "drop", "passthrough") if not spare else "drop", sparse_threshold=one(rng, .3, 0, 1.0), verbose_feature_names_out=one(rng, True, False))
        if rng.random() < .06: mixed.set_output(transform="pandas")
        steps = [("mix", mixed)] + ([("scale", StandardScaler(with_mean=False))] if rng.random() < .2 and inner is not None else []) + ([] if inner is None else [("model", inner)])
        self.model = mixed if inner is None and entry["target"] == "none" and rng.random() < .7 else Pipeline(steps)
        self._draw(size, few)
        self._target(size)

    def _pick(self, names):
        order = [name for name, _ in self.columns]
        way = int(self.rng.integers(4))
        if way == 0: return [order.index(name) for name in names]
        if way == 1: return [name in names for name in order]
        return list(names)

    def _records(self, size, few):
        self.style, self.model, self.target = "records", self.entry["make"](self.rng), None
        kind = records.kind_of(self.model) or one(self.rng, "ints", "words")
        self.train, self.fresh = ([records.record(self.rng, kind) for _ in range(n)] for n in (size, few))

    def _images(self, few):
        rng = self.rng
        self.style, self.model, self.target = "images", self.entry["make"](rng), None
        shape = [int(rng.integers(1, 8)), int(rng.integers(1, 8)), *([int(rng.integers(1, 4))] if rng.random() < .4 else [])]
        if self.model.patch_size is None: shape[:2] = [int(n) for n in rng.integers(10, 25, 2)]
        draw = lambda n: np.round(rng.normal(size=(n, *shape)) * 5, 1).astype(one(rng, np.float64, np.float32, np.int64, np.uint8, bool))
        self.train, self.fresh = draw(2), draw(min(few, 4))

    def _series(self, data, size, few):
        rng = self.rng
        self.style, self.model, self.target = data, self.entry["make"](rng), None
        if data == "documents":
            self.train, self.fresh = (pd.Series(documents(rng, n), dtype=object, name="text") for n in (size, few))
            return
        pool = one(rng, ["a", "b", "ß🙂", "d"], [0, 1, 2, 10], [True, False], [1.5, 2.5, -0.0], ["10", "9", "007"], [7, 3], [-1, 0, 1])
        draw = lambda n: pd.Series([pool[i] for i in rng.integers(0, len(pool), n)], name="label")
        self.train, self.fresh = draw(size), draw(few)
        if self.train.dtype == object and rng.random() < .3: self.train = self.train.to_numpy().astype(str)


def make(seed):
    """The first draw of this seed whose model can be trained."""
    failures = []
    for attempt in range(40):
        try: return Case(seed, attempt)
        except (ValueError, TypeError, NotImplementedError, FloatingPointError, IndexError, np.linalg.LinAlgError, AttributeError, OverflowError, ZeroDivisionError) as error:
            failures.append(f"{type(error).__name__}: {str(error)[:200]}")
    raise SystemExit(f"seed {seed}: {name_of(seed)} was never trained: {failures[-3:]}")
