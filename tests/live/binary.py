"""Tables as Parquet, Arrow and Excel hold them: files with types, and what pandas reads out of them where the model says what a gap is."""
import io
import numpy as np
import pandas as pd
from forms import with_mark
from knowledge import Known, is_missing, known


def typed(frame, model, names):
    """The frame as Parquet and Arrow say it; None where a column is of several kinds, which they refuse to hold."""
    if len(frame) == 0 or len(set(frame.columns)) < frame.shape[1]: return None
    knows = known(model, names)
    columns = {}
    for name in frame.columns:
        column = typed_column(frame[name], knows.get(name, Known()))
        if column is None: return None
        columns[name] = column
    return pd.DataFrame(columns, columns=frame.columns)


def typed_column(column, knows):
    if column.dtype.kind == "M": return column.reset_index(drop=True)
    if column.dtype.kind not in "fiub" and column.dtype != object: return None
    kinds = {kind_of(c) for c in column if not gap(c)}
    return None if len(kinds) != 1 or "?" in kinds else as_trained(column, kinds, knows)


def kind_of(cell): return "b" if isinstance(cell, (bool, np.bool_)) else "i" if isinstance(cell, (int, np.integer)) else "f" if isinstance(cell, (float, np.floating)) else "s" if isinstance(cell, str) else "?"


def as_trained(column, kinds, knows):
    """The cells with the dtype of training where that was of objects that are numbers or bools; else as pandas reads them."""
    cells = [None if gap(c) else c for c in column]
    if kinds <= {"i", "f", "b"} and knows.is_object and knows.kind in ("n", "b"): return with_mark(pd.Series([(None if kinds == {"b"} else np.nan) if c is None else c for c in cells], dtype=object), knows)
    if column.dtype != object and len(kinds) == 1: return column.reset_index(drop=True)
    if kinds <= {"i", "f"}: return pd.Series(cells, dtype=float if None in cells or "f" in kinds else None)
    if kinds == {"b"} and None not in cells: return pd.Series(cells, dtype=bool)
    return with_mark(pd.Series(cells if len(kinds) == 1 else list(column), dtype=object), knows)


def gap(cell): return cell is pd.NA or cell is pd.NaT or is_missing(cell)


def workbook(frame, model, names):
    """A workbook, and the frame that it says; None where Excel cannot say it."""
    if len(frame) == 0 or len(set(frame.columns)) < frame.shape[1] or frame.shape[1] == 0: return None
    if any(isinstance(c, (float, np.floating)) and np.isinf(c) for name in frame.columns for c in frame[name]): return None  # Excel has no infinity: pandas writes a text
    stream = io.BytesIO()
    frame.to_excel(stream, index=False)
    plain = pd.read_excel(stream, dtype=object)
    plain = pd.DataFrame({name: pd.Series([float(c) if isinstance(c, int) and abs(c) >= 1 << 63 else c for c in plain[name]], dtype=object) for name in plain.columns}, columns=plain.columns)
    if list(plain.columns) != list(frame.columns) or len(plain) != len(frame): return None
    kinds = {name: {kind_of(c) for c in frame[name] if not gap(c)} for name in frame.columns}
    if any("b" in found and found & {"i", "f"} for found in kinds.values()): return None  # pandas reads True as 1 where the column has a 1 before it
    knows = known(model, names)
    return stream.getvalue(), pd.DataFrame({name: as_trained(plain[name], {kind_of(c) for c in plain[name] if not gap(c)}, knows.get(name, Known())) for name in plain.columns}, columns=plain.columns)
