"""The forms in which a table is asked about, and what each of them says: a text forgets kinds, and the model remembers some."""
import gzip
import io
import json
import pickle
import numpy as np
import pandas as pd
from sklearn.pipeline import FeatureUnion
from knowledge import Known, is_missing, known

MISSING = ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "n/a", "nan", "null"]


def pickled(rng, value): return pickle.dumps(value, protocol=int(rng.integers(2, 6)))


def array_file(rng, array):
    """A `.npy` or `.npz` file where numpy has a type for the cells, else a pickle."""
    if array.dtype == object or rng.random() < .2: return pickled(rng, array), "pkl"
    stream = io.BytesIO()
    if rng.random() < .06:
        np.savez(stream, **{one_name(rng): array})
        return stream.getvalue(), "npz"
    np.save(stream, array)
    return stream.getvalue(), "npy"


def one_name(rng): return str(rng.choice(["X", "arr_0", "data"]))


def csv(rng, frame, model, names):
    """CSV as `to_csv` writes it, and the frame that it says."""
    way = rng.random()
    named = any("," in str(name) for name in frame.columns)
    options = {} if named else dict(sep=";") if way < .1 else dict(sep="\t") if way < .15 else {}
    index = rng.random() < .08
    text = frame.to_csv(index=index, **options)
    plain = pd.read_csv(io.StringIO(text), float_precision="round_trip", **options)
    raw = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, **options)
    knows = known(model, names)
    said = pd.DataFrame({name: csv_column(plain[name], raw[name], knows.get(name, Known())) for name in plain.columns}, columns=plain.columns)
    data = text.encode()
    return (gzip.compress(data), "csv.gz", said) if rng.random() < .08 else (data, "csv", said)


def csv_column(plain, raw, knows):
    if knows.documents: return raw
    if knows.kind is None or (knows.kind == "n" and plain.dtype != object and not knows.is_object): return with_mark(plain, knows)
    if knows.kind == "n" and not knows.is_object and all(isinstance(c, bool) or is_missing(c) for c in plain): return with_mark(plain, knows)
    gap = None if knows.missing is None else np.nan
    read = {"n": number, "b": flag, "s": str}[knows.kind]
    cells = [text if text in knows.categories else gap if text in MISSING else read(text) for text in raw]
    if cells and not knows.is_object and all(isinstance(c, (int, float)) and not isinstance(c, bool) for c in cells): return plain
    return pd.Series(cells, dtype=object if knows.is_object or not all(isinstance(c, bool) for c in cells) else bool)


def flag(text):
    """A bool where the text is one, in words or as a number."""
    if text.lower() in ("true", "false"): return text.lower() == "true"
    value = number(text)
    return bool(value) if value in (0, 1) else value


def number(text):
    """An int or a float where the text is one."""
    for kind in (int, float):
        try: return kind(text)
        except ValueError: pass
    return text


def with_mark(column, knows):
    """Gaps among objects as the mark that the model looks for."""
    if knows.is_object: column = column.astype(object)
    if column.dtype != object or knows.missing == "unknown": return column
    gap = None if knows.missing is None else np.nan
    return pd.Series([gap if is_missing(c) else c for c in column], dtype=object)


def to_json(rng, frame, model, names):
    """JSON as `to_json` writes it and as servers of models take it, and the frame that it says."""
    written = lambda orient, **options: frame.to_json(orient=orient, double_precision=15, force_ascii=bool(rng.random() < .5), **options)
    plain = all(str(dtype) in ("float64", "int64", "bool") for dtype in frame.dtypes) and not hasattr(model, "feature_names_in_") and len(frame)
    shapes = ["records", "lines", "split", "columns", "dataframe_split", "dataframe_records", "instances", "inputs"] + (["values"] if plain else []) + (["record"] if len(frame) == 1 else [])
    weights = np.array([.4, .12, .12, .1, .06, .04, .05, .05] + [.15] * (len(shapes) - 8))
    shape = str(rng.choice(shapes, p=weights / weights.sum()))
    if shape == "lines": text = written("records", lines=True)
    elif shape == "record": text = written("records", lines=True).strip()
    elif shape in ("dataframe_split", "dataframe_records"): text = '{"%s": %s}' % (shape, written(shape[10:]))
    elif shape == "instances": text = '{"instances": %s}' % written("records")
    elif shape == "inputs": text = '{"inputs": {%s}}' % ", ".join(f"{json.dumps(str(name))}: {frame[name].to_json(orient='values', double_precision=15)}" for name in frame.columns)
    else: text = written(shape)
    records = json.loads(frame.to_json(orient="split", double_precision=15))
    said = pd.DataFrame({name: json_column([row[i] for row in records["data"]]) for i, name in enumerate(frame.columns)}, columns=frame.columns)
    if shape == "values": return text.encode(), shape, said.to_numpy(dtype=float if said.dtypes.nunique() > 1 or said.isna().any(axis=None) else None)
    knows = known(model, names)
    cells = lambda i, name: pd.Series([row[i] for row in records["data"]], dtype=object) if knows.get(name, Known()).kind == "n" and knows[name].is_object else said[name]
    said = pd.DataFrame({name: with_mark(cells(i, name), knows.get(name, Known())) for i, name in enumerate(said.columns)}, columns=said.columns)
    return text.encode(), shape, said


def json_column(cells):
    kinds = {type(c) for c in cells if c is not None}
    if kinds <= {int, float}: return pd.Series(cells, dtype=float) if None in cells or float in kinds or not cells else pd.Series(cells)
    return pd.Series(cells) if kinds == {bool} and None not in cells else pd.Series(cells, dtype=object)


def aligned(model, frame):
    """Brine finds columns by the names of training; what else stands in the table is left aside."""
    if not hasattr(frame, "columns"): return frame
    wanted = getattr(model.transformer_list[0][1] if isinstance(model, FeatureUnion) else model, "feature_names_in_", None)
    if wanted is None or not all(name in frame.columns for name in wanted) or not all(isinstance(name, str) for name in frame.columns): return frame
    return frame[list(wanted)]
