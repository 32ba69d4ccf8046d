"""Tables with one thing in them that training did not have: much of it Python refuses, some of it Python takes."""
import numpy as np
import pandas as pd
import scipy.sparse


def cell(frame, rng, chosen, value, exact=True):
    """One cell of one of the chosen columns is another value; the column is of objects where its dtype cannot hold it."""
    if not chosen or len(frame) == 0: return None
    frame = frame.copy()
    name = chosen[int(rng.integers(len(chosen)))]
    row = int(rng.integers(len(frame)))
    column = frame[name]
    if isinstance(value, float) and column.dtype.kind in "fiub" and hasattr(column.dtype, "itemsize"):
        column = column.astype(float if column.dtype != np.float32 or abs(value) == 1e39 else np.float32)
        column[row] = value
    else:
        cells = list(column)
        cells[row] = value
        column = pd.Series(cells, dtype=object)
    frame[name] = column
    return frame


def spoilers(case):
    """Name to a function (frame, rng) that gives the spoiled table, or None where it does not apply."""
    numbers = [name for name, column in case.columns if column.is_number]
    others = [name for name, column in case.columns if not column.is_number]
    every = numbers + others
    put = lambda value, chosen: lambda frame, rng: cell(frame, rng, chosen, value)
    return {
        "gap": put(np.nan, numbers), "none": put(None, every), "infinity": put(np.inf, numbers), "minus infinity": put(-np.inf, numbers),
        "too large for float32": put(1e39, numbers), "huge": put(1e300, numbers), "text": put("oops", numbers), "digits as text": put("2", every), "a bool": put(True, every),
        "NaN in categories": put(np.nan, others), "unseen category": put("never", others or every), "unseen number": put(77, others), "pd.NA": put(pd.NA, every), "NaT": put(pd.NaT, others),
        "column dropped": lambda frame, rng: frame.drop(columns=[every[int(rng.integers(len(every)))]]) if len(every) > 1 else None,
        "column renamed": lambda frame, rng: frame.rename(columns={every[int(rng.integers(len(every)))]: "other"}),
        "column added": lambda frame, rng: frame.assign(extra=1.5),
        "columns reordered": lambda frame, rng: frame[list(frame.columns[::-1])] if len(every) > 1 else None,
        "no rows": lambda frame, rng: frame.iloc[:0],
        "negative": put(-1.0, numbers),
    }


def sparse_spoilers(matrix, rng):
    """The like of a sparse matrix."""
    wide = scipy.sparse.hstack([matrix, matrix]).tocsr()
    floats = matrix.astype(np.float32 if matrix.dtype == np.float32 else np.float64).tolil()
    made = {"wrong width": wide, "no rows": matrix[:0]}
    for name, value in {"gap": np.nan, "infinity": np.inf, "too large for float32": 1e39, "negative": -1.0}.items():
        spoiled = floats.copy()
        if matrix.shape[0] and matrix.shape[1]: spoiled[int(rng.integers(matrix.shape[0])), int(rng.integers(matrix.shape[1]))] = value
        made[name] = spoiled.tocsr()
    return made
