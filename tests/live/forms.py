"""The forms in which a table is asked about, and what each of them says: a text forgets kinds, and the model remembers some."""
import gzip
import io
import json
import pickle
import numpy as np
import pandas as pd
from knowledge import Known, is_missing, known

MISSING = ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "n/a", "nan", "null"]


def pickled(rng, value): return pickle.dumps(value, protocol=int(rng.integers(2, 6)))


def array_file(rng, array):
    """A `.npy` file where numpy has a type for the cells, else a pickle."""
    if array.dtype == object or rng.random() < .2: return pickled(rng, array), "pkl"
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue(), "npy"


def csv(rng, frame, model, names):
    """CSV as `to_csv` writes it, and the frame that it says."""
    way = rng.random()
    options = dict(sep=";") if way < .1 else dict(sep="\t") if way < .15 else {}
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
    if knows.kind in (None, "n"): return with_mark(plain, knows)
    words = {"True": True, "true": True, "TRUE": True, "1": True, "False": False, "false": False, "FALSE": False, "0": False} if knows.kind == "b" else {}
    gap = None if knows.missing is None else np.nan
    cells = [text if text in knows.categories else gap if text in MISSING else words.get(text, text) for text in raw]
    return pd.Series(cells, dtype=bool if cells and all(isinstance(c, bool) for c in cells) else object)


def with_mark(column, knows):
    """Gaps among objects as the mark that the model looks for."""
    if column.dtype != object or knows.missing == "unknown": return column
    gap = None if knows.missing is None else np.nan
    return pd.Series([gap if is_missing(c) else c for c in column], dtype=object)


def to_json(rng, frame, model, names):
    """JSON as `to_json` writes it, and the frame that it says."""
    orient = str(rng.choice(["records", "lines", "split", "columns", "dataframe_split"], p=[.5, .15, .15, .1, .1]))
    if orient == "lines": text = frame.to_json(orient="records", lines=True, double_precision=15)
    elif orient == "dataframe_split": text = '{"dataframe_split": ' + frame.to_json(orient="split", double_precision=15, index=True) + "}"
    else: text = frame.to_json(orient=orient, double_precision=15, force_ascii=bool(rng.random() < .5))
    records = json.loads(frame.to_json(orient="split", double_precision=15))
    said = pd.DataFrame({name: json_column([row[i] for row in records["data"]]) for i, name in enumerate(frame.columns)}, columns=frame.columns)
    knows = known(model, names)
    said = pd.DataFrame({name: with_mark(said[name], knows.get(name, Known())) for name in said.columns}, columns=said.columns)
    return text.encode(), orient, said


def json_column(cells):
    kinds = {type(c) for c in cells if c is not None}
    if kinds <= {int, float}: return pd.Series(cells, dtype=float) if None in cells or float in kinds or not cells else pd.Series(cells)
    return pd.Series(cells) if kinds == {bool} and None not in cells else pd.Series(cells, dtype=object)


def aligned(model, frame):
    """Brine finds columns by the names of training; what else stands in the table is left aside."""
    wanted = getattr(model, "feature_names_in_", None)
    if wanted is None or not all(name in frame.columns for name in wanted) or not all(isinstance(name, str) for name in frame.columns): return frame
    return frame[list(wanted)]
