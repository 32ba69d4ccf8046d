"""Values for every form that `brine convert` reads and writes: python conversion_values.py write|check FOLDER, for ConversionMatrixTests.

write puts each value there in each form that Python itself can hold it in: NAME.FORM. Held means that Python's own writer and reader of the form give
an equal value of the same type: that is the oracle of what a form can hold. check reads converted.tsv, a line for each file tried
(SOURCE, TARGET, file or "refused", message), loads each file with Python, and prints the counts of equal values and of right refusals.
"""
import collections
import datetime
import io
import json
import os
import pickle
import sys
import warnings

import joblib
import numpy as np
import pandas as pd
import scipy.sparse as sp

CODECS = {"joblib": 0, "joblib.z": ("zlib", 3), "joblib.gz": ("gzip", 3), "joblib.bz2": ("bz2", 3), "joblib.lzma": ("lzma", 3), "joblib.xz": ("xz", 3)}

# Tried with every codec.
PACKED = ("plain", "array_matrix", "frame", "model_linear", "dict_of_arrays", "array_objects", "sparse_csr_matrix")


def arrays():
    random = np.random.RandomState(7)
    for code in "? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 g F D G".split():
        yield "array_" + code.replace("?", "bool"), (random.rand(6) * 100 - (0 if code[0] in "u?" else 50)).astype(code)
    yield "array_big_endian", np.arange(5, dtype=">i4")
    yield "array_text", np.array(["a", "", "longer ü"])
    yield "array_bytes", np.array([b"a", b"", b"bc"])
    yield "array_times", np.array(["2026-01-02", "NaT"], "M8[D]")
    yield "array_spans", np.array([1, -5], "m8[us]")
    yield "array_objects", np.array([1, "x", None, [1, 2]], dtype=object)
    yield "array_records", np.array([(1, 2.5, "x")], [("a", "i4"), ("b", "f8"), ("c", "U3")])
    yield "array_aligned", np.zeros(2, np.dtype([("a", "i1"), ("b", "f8")], align=True))
    yield "array_void", np.frombuffer(b"abcdef", "V3")
    yield "array_0d", np.array(2.5)
    yield "array_empty", np.empty((0, 3))
    yield "array_matrix", np.arange(6.0).reshape(2, 3) / 7
    yield "array_fortran", np.asfortranarray(np.arange(6).reshape(2, 3))
    yield "array_strided", np.arange(20.0)[::3]
    yield "array_reversed", np.arange(6)[::-1]
    yield "array_column", np.arange(3.0).reshape(3, 1)
    yield "array_row", np.arange(3.0).reshape(1, 3)
    yield "array_cube", np.arange(8.0).reshape(2, 2, 2)
    yield "array_special", np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324, 1e308])
    yield "array_large_ints", np.array([2**63 - 1, -2**63, 0])
    yield "np_matrix", np.matrix([[1.0, 2], [3, 4]])
    yield "np_masked", np.ma.array([1.0, 2, 3], mask=[0, 1, 0])
    yield "np_recarray", np.rec.array([(1, 2.5)], dtype=[("a", "i8"), ("b", "f8")])
    yield "np_scalar", np.float64(2.5)


def other_numpy():
    yield "np_random_state", np.random.RandomState(3)
    yield "np_record", np.rec.array([(1, 2.5)], dtype=[("a", "i8"), ("b", "f8")])[0]
    for kind in "MT19937 PCG64 PCG64DXSM Philox SFC64".split():
        yield "np_generator_" + kind, np.random.Generator(getattr(np.random, kind)(7))
    yield "np_bit_generator", np.random.PCG64(9)
    yield "np_seed_sequence", np.random.SeedSequence(11)
    for kind in "Polynomial Chebyshev Legendre Laguerre Hermite HermiteE".split():
        yield "np_" + kind, getattr(np.polynomial, kind)([1.0, 2, 3])
    yield "np_poly1d", np.poly1d([1, 2, 3])
    yield "np_ufunc", np.add
    yield "np_function", np.linalg.norm
    yield "np_dtype", np.dtype("M8[ns]")
    yield "np_dtype_of_records", np.dtype([("a", "i4"), ("b", "U3")])
    yield "np_type", np.float32
    yield "np_masked_constant", np.ma.masked
    yield "np_characters", np.char.array(["a", "bc"])
    for name, scalar in {"time": np.datetime64("2026-01-02"), "span": np.timedelta64(5, "us"), "void": np.void(b"abc"), "long_double": np.longdouble(1) / 3, "text": np.str_("x"), "complex": np.complex64(1 + 2j)}.items():
        yield "np_scalar_" + name, scalar


def state_of(value):
    """What says of a random generator what it gives next."""
    if isinstance(value, np.random.Generator):
        return repr(value.bit_generator.state)
    return repr(value.get_state(legacy=False) if isinstance(value, np.random.RandomState) else value.state)


def frames():
    plain = {"i": [1, -2, 2**60], "f": [1.5, np.nan, 1e-7], "t": ["a,b", None, 'q"x\ny'], "b": [True, False, True]}
    yield "frame", pd.DataFrame(plain)
    yield "frame_spaces", pd.DataFrame({" a ": [1.0, 2], "b,\nc": [" x", "y "]})
    yield "frame_labels", pd.DataFrame(plain, index=pd.Index(["x", "y", "z"], name="k"))
    yield "frame_multi", pd.DataFrame({"v": [1, 2]}, index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]))
    yield "frame_attrs", pd.DataFrame({"v": [1.5]})
    for name, column in {
            "i1": np.array([1, 2], "i1"), "f4": np.array([0.1, 2.5], "f4"), "u8": np.array([1, 2**64 - 1], "u8"), "category": pd.Categorical(["x", "y"]), "times": pd.to_datetime(["2026-01-02", None]),
            "zones": pd.to_datetime(["2026-01-02", "2026-07-01"]).tz_localize("Europe/Berlin"), "spans": pd.to_timedelta([1, 2], unit="s"), "periods": pd.period_range("2026-01", periods=2, freq="M"),
            "Int64": pd.array([1, None], "Int64"), "boolean": pd.array([True, None], "boolean"), "string": pd.array(["a", None], "string"), "interval": pd.arrays.IntervalArray.from_breaks([0, 1, 2]),
            "sparse": pd.arrays.SparseArray([0.0, 1.5]), "mixed": [1, "x"], "complex": [1j, 2j], "dates": [datetime.date(2026, 1, 2)] * 2, "lists": [[1], [2]], "nothing": [None, None],
            "number_text": ["1", "2.5"], "bool_text": ["True", "False"], "na_text": ["NA", "x"], "empty_text": ["", "x"], "bools_missing": [True, None], "inf": [np.inf, 1.0], "nan": [np.nan, np.nan]}.items():
        yield "frame_" + name, pd.DataFrame({"c": column})
    yield "frame_numbered", pd.DataFrame(np.arange(4.0).reshape(2, 2))
    yield "frame_two_levels", pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")]))
    yield "frame_twice", pd.DataFrame([[1, 2]], columns=["a", "a"])
    yield "frame_no_rows", pd.DataFrame({"a": np.array([], "f8")})
    yield "frame_no_columns", pd.DataFrame(index=range(2))
    yield "series", pd.Series([1.5, 2], name="s")
    yield "series_no_name", pd.Series(["a", "b"])


def values():
    yield from arrays()
    yield from other_numpy()
    yield from frames()
    for kind in "csr csc coo bsr dia lil dok".split():
        for form in ("matrix", "array"):
            yield f"sparse_{kind}_{form}", getattr(sp, f"{kind}_{form}")(np.array([[0, 1.5, 0], [2, 0, 0]]))
    yield "sparse_ints", sp.csr_matrix(np.eye(3, dtype="i4"))
    yield "dict_of_arrays", {"a": np.arange(3), "b/c": np.eye(2), "../d": np.array(["x"]), "e f": np.arange(2.0)[::-1]}
    yield "dict_of_one", {"only": np.arange(3.0)}
    yield "dict_of_arr_0", {"arr_0": np.arange(3.0)}
    yield "dict_of_objects", {"a": np.array([1, "x"], dtype=object), "s": np.float32(1.5)}
    yield "dict_empty", {}
    yield "plain", {"name": "Ann", "n": [1, 2.5, True, None, -0.0], "nested": {"a": [], "b": {}, "": "ü\U0001f600\x00"}, "big": 10**40, "small": -7, "exact": 0.1 + 0.2, "e": 1e300, "float": 3.0}
    yield "records", [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    yield "list_of_floats", [1.5, 2.0]
    yield "list_of_ints", [1, 2, 3]
    yield "list_of_lists", [[1, 2], [3, 4]]
    yield "list_of_text", ["a", "b"]
    yield "text", "text"
    yield "int", 7
    yield "none", None
    yield "long_int", 3**9500
    yield "tuple", (1, 2)
    yield "tuples", {"a": [(1, 2), (3,)], "b": ()}
    yield "set", {1, 2}
    yield "frozenset", frozenset("a")
    yield "bytes", b"\x00\xff"
    yield "nan", [float("nan"), float("inf")]
    yield "int_keys", {1: "a", "1": "b"}
    yield "surrogate", "\ud800"
    shared = [1]
    yield "shared", [shared, shared]
    yield "complex", 1 + 2j
    yield "ordered", collections.OrderedDict(a=1)
    yield "datetime", datetime.datetime(2026, 1, 2, 3, 4, 5)
    yield "function", len
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.tree import DecisionTreeClassifier
    X, y = np.random.RandomState(0).rand(20, 3), np.arange(20) % 2
    yield "model_linear", LogisticRegression().fit(X, y)
    yield "model_pipeline", make_pipeline(StandardScaler(), DecisionTreeClassifier(max_depth=3, random_state=0)).fit(X, y)


def all_values():
    made = dict(values())
    made["frame_attrs"].attrs = {"source": "here"}
    return made


def equal(a, b, seen):
    """Equal in type, value and order, and shared where the other is."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, dict)):
        if id(a) in seen:
            return seen[id(a)] is b
        seen[id(a)] = b
    if a is b:
        return True
    if isinstance(a, (np.random.Generator, np.random.RandomState, np.random.BitGenerator, np.random.SeedSequence)):
        return state_of(a) == state_of(b)
    if isinstance(a, np.poly1d):
        return equal(a.coeffs, b.coeffs, seen)
    if isinstance(a, np.ma.MaskedArray):
        return equal(a.data, b.data, seen) and np.array_equal(a.mask, b.mask)
    if isinstance(a, np.ndarray):
        if a.dtype.hasobject:
            return a.dtype == b.dtype and a.shape == b.shape and all(equal(p, q, seen) for p, q in zip(a.ravel(), b.ravel()))
        # Long doubles have bytes that mean nothing.
        return a.dtype == b.dtype and a.shape == b.shape and (a.tobytes() == b.tobytes() or a.dtype.char in "gG" and np.array_equal(a, b))
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and (a.tobytes() == b.tobytes() or a.dtype.char in "gG" and a == b)
    if isinstance(a, pd.DataFrame):
        try:
            pd.testing.assert_frame_equal(a, b, check_exact=True, check_freq=True)
            same_labels = type(a.columns) is type(b.columns) and [type(c) for c in a.columns] == [type(c) for c in b.columns] and type(a.index) is type(b.index) and a.attrs == b.attrs
            # assert_frame_equal takes None for NaN, and so do the forms of tables.
            return same_labels and all(type(p) is type(q) or pd.isna(p) is True and pd.isna(q) is True for i in range(a.shape[1]) for p, q in zip(a.iloc[:, i], b.iloc[:, i]))
        except AssertionError:
            return False
    if isinstance(a, pd.Series):
        return a.name == b.name and equal(a.to_frame("s"), b.to_frame("s"), seen)
    if sp.issparse(a):
        return a.format == b.format and a.shape == b.shape and a.dtype == b.dtype and np.array_equal(a.toarray(), b.toarray())
    if isinstance(a, dict):
        return list(a) == list(b) and all(type(p) is type(q) for p, q in zip(a, b)) and all(equal(a[k], b[k], seen) for k in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(equal(p, q, seen) for p, q in zip(a, b))
    if isinstance(a, float):
        return repr(a) == repr(b)
    if type(a).__module__.startswith("sklearn"):
        if type(a).__name__ == "Tree":
            return equal(a.__getstate__(), b.__getstate__(), {})
        return equal(a.__dict__, b.__dict__, {})
    return a == b


def write(value, file, form):
    if form == "pkl":
        with open(file, "wb") as out:
            pickle.dump(value, out, 4)
    elif form in CODECS:
        joblib.dump(value, file, compress=CODECS[form])
    elif form == "npy":
        assert isinstance(value, np.ndarray)
        np.save(file, value)
    elif form == "npz":
        if isinstance(value, pd.Series):
            value = value.to_frame()
        if sp.issparse(value):
            sp.save_npz(file, value)
        elif isinstance(value, pd.DataFrame):
            np.savez_compressed(file, **{name: value[name].to_numpy() for name in value})
        elif isinstance(value, np.ndarray):
            np.savez_compressed(file, value)
        else:
            np.savez_compressed(file, **value)
    elif form == "csv":
        if isinstance(value, np.ndarray):
            assert value.dtype.kind in "if", "a line of bools or text is a header"
            pd.DataFrame(value).to_csv(file, index=False, header=False)
        else:
            value.to_csv(file, index=False)
    elif form == "json":
        value = value.to_frame() if isinstance(value, pd.Series) else value
        if isinstance(value, pd.DataFrame):
            value.to_json(file, orient="records", double_precision=15)
        else:
            with open(file, "w", encoding="utf-8") as out:
                json.dump(value, out, allow_nan=False, ensure_ascii=False)


def read(file, form, like):
    if form == "pkl":
        return pd.read_pickle(file, compression=None)
    if form == "pkl.gz":
        return pd.read_pickle(file, compression="gzip")
    if form.startswith("joblib"):
        return joblib.load(file)
    if form == "npy":
        return np.load(file, allow_pickle=True)
    if form == "npz":
        loaded = np.load(file, allow_pickle=True)
        if "format" in loaded.files:
            return sp.load_npz(file)
        if isinstance(like, pd.DataFrame):
            return pd.DataFrame({name: loaded[name] for name in loaded.files})
        if isinstance(like, pd.Series):
            return pd.DataFrame({name: loaded[name] for name in loaded.files}).squeeze("columns")
        return loaded["arr_0"] if isinstance(like, np.ndarray) else {name: loaded[name] for name in loaded.files}
    if form == "csv":
        if isinstance(like, np.ndarray):
            rows = pd.read_csv(file, header=None, float_precision="round_trip").to_numpy()
            return rows[:, 0] if rows.shape[1] == 1 else rows
        frame = pd.read_csv(file, float_precision="round_trip")
        return frame.squeeze("columns") if isinstance(like, pd.Series) and frame.shape[1] == 1 else frame
    if isinstance(like, (pd.DataFrame, pd.Series)):
        with open(file) as text:
            frame = pd.DataFrame(json.load(text))
        return frame.squeeze("columns") if isinstance(like, pd.Series) and frame.shape[1] == 1 else frame
    with open(file) as text:
        return json.load(text)


def holds(value, form):
    """True where Python's own writer and reader of the form give the value back."""
    file = os.path.join(sys.argv[2], "held." + form)
    try:
        write(value, file, form)
        return equal(value, read(file, form, value), {})
    except Exception:
        return False


def main_write():
    for name, value in all_values().items():
        for form in ["pkl", "npy", "npz", "csv", "json", *CODECS]:
            if (form in CODECS and form != "joblib" and name not in PACKED) or not holds(value, form):
                continue
            write(value, os.path.join(sys.argv[2], f"{name}.{form}"), form)


def meant(name, value, form, target, folder):
    """What a file means where its form holds less than Python knew: columns were a frame, [1, 2] was an array."""
    is_frame = isinstance(value, (pd.DataFrame, pd.Series))
    if form == "npz" and (isinstance(value, np.ndarray) or name == "dict_of_arr_0"):
        array = value if isinstance(value, np.ndarray) else value["arr_0"]
        value = array if target in ("npy", "npz", "csv") else {"arr_0": array}
    elif form == "npz" and is_frame:
        value = value.to_frame() if isinstance(value, pd.Series) else value
        value = value if target in ("csv", "json") else {column: value[column].to_numpy() for column in value}
    elif form == "npz" and name == "dict_of_one" and target in ("csv", "json"):
        value = pd.DataFrame(value)
    elif form == "json" and (is_frame or name == "records"):
        with open(os.path.join(folder, f"{name}.json")) as text:
            records = json.load(text)
        value = records if target in ("pkl", "joblib", "json") else pd.DataFrame(records)
    elif form == "json" and isinstance(value, list) and target in ("npy", "npz", "csv") and not isinstance(value[0], str):
        value = np.array(value)
    elif form == "csv" and isinstance(value, pd.Series):
        value = value.to_frame()
    # numpy unpickles numbers in the machine's own order.
    return pickle.loads(pickle.dumps(value)) if target in ("pkl", "joblib") and isinstance(value, (np.ndarray, dict)) else value


def main_check():
    originals = all_values()
    held, counts, wrong = {}, collections.defaultdict(lambda: [0, 0, 0]), []
    with open(os.path.join(sys.argv[2], "converted.tsv")) as lines:
        for line in lines:
            source, target, file, message = line.rstrip("\n").split("\t")
            name, form = source.split(".", 1)
            form, plain = form.split(".")[0], target.split(".")[0]
            value = meant(name, originals[name], form, plain, sys.argv[2])
            pair = counts[form, target]
            pair[0] += 1
            if file == "refused":
                if (name, form, plain) not in held:
                    held[name, form, plain] = plain in ("pkl", "joblib") or holds(value, plain)
                if held[name, form, plain]:
                    wrong.append(f"{source} -> {target} was refused, and Python's own {plain} holds it: {message}")
                else:
                    pair[2] += 1
                continue
            try:
                found = read(file, target, value)
                if sp.issparse(value) and plain == "npz" and type(found).__name__.endswith("_matrix") and type(value).__name__.endswith("_array"):
                    # Up to 1.11 scipy has no arrays there, and passes over the mark of later ones.
                    with np.load(file) as arrays:
                        found = type(value)(found) if arrays["_is_array"] else found
                if equal(value, found, {}):
                    pair[1] += 1
                else:
                    wrong.append(f"{source} -> {target}: {found!r:.200} is not {value!r:.200}")
            except Exception as error:
                wrong.append(f"{source} -> {target}: Python cannot load it: {type(error).__name__}: {error}")
    for (form, target), (tried, same, refused) in sorted(counts.items()):
        print(f"{form}\t{target}\t{tried}\t{same}\t{refused}")
    print("\n".join(" ".join(line.split()) for line in wrong))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main_write() if sys.argv[1] == "write" else main_check()
