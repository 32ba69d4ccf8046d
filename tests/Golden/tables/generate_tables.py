"""Ordinary tables as people save them, and Python's answers about them.

    python3 generate_tables.py FOLDER

writes, for the scikit-learn that runs it, models, data, answers and index-VERSION.jsonl into FOLDER. `methods` are answered, `refused` are those for
which Python raises; `args` is said to the command beside the files. The oracle is Python's answer about the table itself: what is asked of the command is
the same table as a pickle, as the CSV and as the JSON that pandas writes. Run with OMP_NUM_THREADS=1.
"""
import json
import os
import pickle
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.linear_model import LogisticRegression, PoissonRegressor
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

folder = sys.argv[1]
version = ".".join(sklearn.__version__.split(".")[:2])
lines = []


def place(name):
    return os.path.join(folder, f"{version}_{name}")


def model(name, fitted):
    with open(place(name + ".pkl"), "wb") as file:
        pickle.dump(fitted, file, protocol=4)
    return fitted


def answer_of(fitted, method, table):
    if method == "get_feature_names_out":
        return fitted.get_feature_names_out().astype(str)
    answer = getattr(fitted, method)(table)
    return answer


def put(arrays, method, answer):
    if hasattr(answer, "tocsr"):
        csr = answer.tocsr()
        arrays[method + ".csr.data"], arrays[method + ".csr.indices"], arrays[method + ".csr.indptr"] = csr.data, csr.indices, csr.indptr
    else:
        arrays[method] = np.asarray(answer)


def case(name, fitted, table, methods, forms, says=(), model_name=None):
    """One table in several forms: {form: (file name, extra arguments, writer)}."""
    arrays, refused, answered = {}, [], []
    for method in methods:
        try:
            put(arrays, method, answer_of(fitted, method, table))
            answered.append(method)
        except Exception:
            refused.append(method)
    if answered:
        np.savez(place(name + ".answers.npz"), **arrays)
    for form, (file, args, write) in forms.items():
        write(place(f"{name}.{file}"))
        lines.append({"id": f"{version}_{name}.{form}", "model": f"{version}_{model_name or name}.pkl", "data": f"{version}_{name}.{file}", "args": args,
                      "answers": f"{version}_{name}.answers.npz", "methods": answered, "refused": refused, "says": list(says)})


def forms(table, *names):
    every = {
        "pickle": ("data.pkl", [], table.to_pickle),
        "csv": ("data.csv", [], lambda path: table.to_csv(path, index=False)),
        "comma": ("comma.csv", ["--delimiter", ";", "--decimal", ","], lambda path: table.to_csv(path, index=False, sep=";", decimal=",")),
        "records": ("records.json", [], lambda path: table.to_json(path, orient="records", double_precision=15)),
        "split": ("split.json", [], lambda path: table.to_json(path, orient="split", double_precision=15)),
    }
    return {name: every[name] for name in names or ("pickle", "csv", "records", "split")}


def decimals():
    table = pd.DataFrame({"f": [0.5, 1.0, np.nan, 2.25], "i": [1, 2, 1, 30], "b": [True, False, True, False], "s": ["x", "1,5", "x", "y"]})
    encoders = {
        "ignore": OneHotEncoder(handle_unknown="ignore"), "error": OneHotEncoder(),
        "unknown": OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1),
        "imputed": make_pipeline(SimpleImputer(strategy="most_frequent"), OrdinalEncoder()),
    }
    for name, encoder in encoders.items():
        columns = table[["f"]] if name == "imputed" else table
        case("decimal_" + name, model("decimal_" + name, encoder.fit(columns)), columns, ["transform"], forms(columns, "pickle", "csv", "comma"))


def gaps():
    table = pd.DataFrame({"e": ["S", "C", None, "S"], "s": ["m", "f", "m", "f"]})
    filled = {
        "frequent": make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")),
        "constant": make_pipeline(SimpleImputer(strategy="constant", fill_value="?"), OrdinalEncoder()),
        "columns": ColumnTransformer([("c", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), ["e", "s"])]),
        "none": make_pipeline(SimpleImputer(missing_values=None, strategy="constant", fill_value="?"), OrdinalEncoder()),
    }
    for name, steps in filled.items():
        case("gap_" + name, model("gap_" + name, steps.fit(table)), table, ["transform"], forms(table))
    nan = table.assign(e=["S", "C", np.nan, "S"])
    steps = model("gap_nan", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder()).fit(nan))
    case("gap_nan", steps, nan, ["transform"], forms(nan))


def bools():
    tables = {
        "floats": pd.DataFrame({"a": [1.5, 2.0, 3.0], "c": [True, False, True], "d": np.array([1, 2, np.nan])}),
        "ints": pd.DataFrame({"c": [True, False, True], "d": [1, 2, 3]}),
        "text": pd.DataFrame({"c": [True, False, True], "d": ["x", "y", "x"]}),
    }
    imputers = {
        "frequent": SimpleImputer(strategy="most_frequent"), "constant": SimpleImputer(strategy="constant", fill_value=0), "mean": SimpleImputer(),
        "number": SimpleImputer(strategy="most_frequent", missing_values=1), "marks": MissingIndicator(features="all"), "checked": FunctionTransformer(validate=True),
    }
    for kind, table in tables.items():
        for name, imputer in imputers.items():
            try:
                fitted = imputer.fit(table)
                pickle.dumps(fitted.transform(table))
            except ValueError:
                continue
            case(f"bools_{kind}_{name}", model(f"bools_{kind}_{name}", fitted), table, ["transform"], forms(table))
    endless = tables["floats"].assign(a=[1.5, np.inf, 2.0])
    case("bools_endless", model("bools_endless", SimpleImputer(strategy="most_frequent").fit(tables["floats"])), endless, ["transform"], forms(endless, "pickle", "csv"), ["InputNotFinite", "row 1", "column 'a'"])


def stacks():
    table = pd.DataFrame({"t": ["a1 b1 c1 d1", "b1 d1 e1", "c1 a1 e1 b1"], "n": [1.0, 2, 3], "s": ["x", "y", "x"]})
    words, letters, numbers = ("t", TfidfVectorizer(), "t"), ("s", OneHotEncoder(), ["s"]), ("n", "passthrough", ["n"])
    for name, parts in {"sparse": [words, letters], "dense": [words, numbers], "both": [words, letters, numbers], "one": [words]}.items():
        case("stack_" + name, model("stack_" + name, ColumnTransformer(parts, sparse_threshold=1.0).fit(table)), table, ["transform"], forms(table, "pickle", "csv"))


def documents():
    table = pd.DataFrame({"text": ["NA", "hello", "NA sir", "null"], "n": [1, 2, 3, 4]})
    fitted = model("documents", CountVectorizer().fit(table.text))
    choose = lambda path: table.to_csv(path, index=False)
    case("documents", fitted, table.text, ["transform"], {"name": ("data.csv", ["--columns", "text"], choose), "number": ("data.csv", ["--columns", "0"], choose)})


def names():
    table = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [0, 1, 0, 1.0], "s": ["x", "y", "x", "z"]})
    y = [0, 0, 1, 1]
    twice = pd.DataFrame([[1.0, 99, 0], [99, 1, 1]], columns=list("aab"))
    unused = pd.DataFrame([[1.0, 0, 99, 98], [4, 1, 98, 97]], columns=["a", "b", "q", "q"])
    plain = model("names_plain", DecisionTreeClassifier(random_state=0).fit(table[["a", "b"]], y))
    case("names_twice", plain, twice, ["predict"], forms(twice, "pickle"), ["InputColumns", "several columns 'a'"], "names_plain")
    pick = model("names_columns", ColumnTransformer([("a", StandardScaler(), ["a"])], remainder="drop").fit(table))
    case("names_columns_twice", pick, twice.assign(s="x"), ["transform"], forms(twice.assign(s="x"), "pickle"), ["InputColumns", "several columns 'a'"], "names_columns")
    other = twice[["b"]].assign(a=1.0, s="x")
    other = pd.concat([other, other[["b"]]], axis=1)
    case("names_dropped_twice", pick, other, ["transform"], forms(other, "pickle"), ["InputColumns", "several columns 'b'"], "names_columns")
    trained = twice.astype(float)
    try:
        same = model("names_trained", StandardScaler().fit(trained))
        case("names_trained_twice", same, trained, ["transform"], forms(trained, "pickle"), [], "names_trained")
    except Exception:
        pass  # scikit-learn 1.9 takes no such table
    # What is asked for by its number may have a name that stands twice.
    case("names_number", plain, unused[["a", "b"]], ["predict"], {"csv": ("data.csv", ["--columns", "0,1"], lambda path: unused.to_csv(path, index=False))}, [], "names_plain")


def objects():
    table = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [0, 1, 0, 1.0]})
    scaler = model("objects", StandardScaler().fit(table))
    cells = {
        "decimal": [Decimal("1.5"), Decimal("-1E-3"), Decimal("NaN"), Decimal("12345678901234567890.123")],
        "fraction": [Fraction(1, 3), Fraction(-22, 7), Fraction(2**70 + 1, 3**40), Fraction(1, 3**700)],
        "bytes": [b"1.5", b" 2 ", b"nan", b"1_0"],
        "mixed": [Decimal("2"), Fraction(1, 2), b"3", "4"],
    }
    for name, column in cells.items():
        asked = table.assign(a=pd.Series(column, dtype=object))
        case("objects_" + name, scaler, asked, ["transform"], forms(asked, "pickle"), [], "objects")
    for name, value in {"word": b"one", "endless": Fraction(10**400, 1), "signal": Decimal("sNaN")}.items():
        asked = table.assign(a=pd.Series([1.0, value, 2, 3], dtype=object))
        case("objects_bad_" + name, scaler, asked, ["transform"], forms(asked, "pickle"), ["Input", "row 1", "column 'a'"], "objects")


def nameless():
    """A column that was trained without a name, and an index beside it."""
    table = pd.DataFrame({"a": [1.0, 2, 3, 4], "": [0, 1, 0, 1.5], "c": [2.0, 0, 1, 5]})
    scaler = model("nameless", StandardScaler().fit(table))
    with_index = {"index": ("index.csv", [], lambda path: table.to_csv(path))}
    case("nameless", scaler, table, ["transform"], {**forms(table), **with_index})
    words = pd.DataFrame({"a": ["x", "y", "x", "z"], "": ["01", "1", "1.0", "01"]})
    encoder = model("nameless_words", OrdinalEncoder().fit(words))
    case("nameless_words", encoder, words, ["transform"], {**forms(words), "index": ("index.csv", [], lambda path: words.to_csv(path))})


def spans():
    """Spans of time and dates as categories."""
    table = pd.DataFrame({"t": pd.to_timedelta(["3h", "-1h", "90 days 00:00:01.5", "3h", "1ms"]), "d": np.array(["2024-01-01", "1969-12-31T23:59:59.5", "2024-01-01", "2024-01-02", "2024-01-01"], dtype="M8[ns]"), "x": [1, 2, 3, 4, 5]})
    iso = {"iso": ("iso.json", [], lambda path: table.to_json(path, orient="records", date_format="iso"))}
    for name, encoder in {"ordinal": OrdinalEncoder(), "onehot": OneHotEncoder(sparse_output=False)}.items():
        fitted = model("spans_" + name, ColumnTransformer([("e", encoder, ["t", "d"])], remainder="passthrough").fit(table))
        case("spans_" + name, fitted, table, ["transform", "get_feature_names_out"], {**forms(table), **iso})
    unseen = table.assign(t=pd.to_timedelta(["3h", "5h", "3h", "3h", "3h"]))
    case("spans_unseen", fitted, unseen, ["transform"], forms(unseen), ["InputCategory", "row 1", "0 days 05:00:00"], "spans_onehot")


def times():
    """Periods, Timestamps and Timedeltas as objects."""
    table = pd.DataFrame({"p": [pd.Period("2024-01", "M"), pd.Period("2024-02", "M"), pd.Period("2024-01", "M")], "t": [pd.Timestamp("2024-01-02"), pd.Timestamp("2024-01-02 03:00"), pd.Timestamp("2024-01-02")],
                          "s": [pd.Timedelta("1h"), pd.Timedelta("1h"), pd.Timedelta("-2s")]}).astype(object)
    encoder = model("times", OneHotEncoder(sparse_output=False).fit(table))
    case("times", encoder, table, ["transform", "get_feature_names_out"], forms(table, "pickle"))
    unseen = table.assign(p=[pd.Period("2024-01", "M"), pd.Period("2024-01-01", "D"), pd.Period("2024-01", "M")]).astype(object)
    case("times_unseen", encoder, unseen, ["transform"], forms(unseen, "pickle"), ["InputCategory", "row 1", "2024-01-01", "it knows 2 categories: 2024-01, 2024-02"], "times")


for make in (decimals, gaps, bools, stacks, documents, names, objects, nameless, spans, times):
    make()
with open(os.path.join(folder, f"index-{version}.jsonl"), "w") as file:
    file.writelines(json.dumps(line) + "\n" for line in lines)
