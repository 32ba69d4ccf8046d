"""Makes numbers-VERSION.pkl in this folder: python3 make.py

VERSION is scikit-learn's: once by Debian bookworm's Python (scikit-learn 1.2.1, numpy 1.24.2) and once by a newer one (1.9.0, numpy 2.4), both with
OMP_NUM_THREADS=1 and NPY_DISABLE_CPU_FEATURES that switches AVX-512 off. The file is a gzipped list of cases: name, model, data, and for each method the answer as
Python holds it, dtype and kinds and all, or the name of the error that it raised.
"""
import gzip, pathlib, pickle, warnings
import numpy as np, pandas as pd, scipy.sparse as sp, sklearn
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfTransformer, TfidfVectorizer, strip_accents_ascii, strip_accents_unicode
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression, Perceptron, RidgeClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import *
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier, ExtraTreeClassifier

warnings.simplefilter("ignore")
np.seterr(all="ignore")
cases = []
documents = ["The cat sat on the mat", "a dog, a cat; a cat", "", "Mats and DOGS and cats cats cats"]
modern = tuple(int(part) for part in sklearn.__version__.split(".")[:2]) >= (1, 3)


def case(name, model, data, *methods, given=None):
    """Asks a fitted model; inverse_transform gets what transform gave, or `given`."""
    answers = {}
    for method in methods or ("transform",):
        try:
            x = data
            if method == "inverse_transform":
                x = model.transform(data) if given is None else given
            answer = np.array([str(name) for name in model.get_feature_names_out()]) if method == "get_feature_names_out" else getattr(model, method)(x)
            answers[method] = sp.csr_matrix(answer) if sp.issparse(answer) else answer.to_numpy() if isinstance(answer, pd.DataFrame) else answer
        except Exception as error:
            answers[method] = "raises " + type(error).__name__
    entry = {"name": name, "model": model, "data": data, "answers": answers}
    if given is not None:
        entry["given"] = given
    cases.append(entry)


def dtypes():
    """What dtype= gives, dense and sparse."""
    rows = np.array([["a", "x"], ["b", "y"], ["c", "x"]], dtype=object)
    for dtype in (bool, np.uint8, np.int8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, np.float32, np.float64, "float32", int, float, np.dtype("f4")):
        for sparse in (True, False):
            case(f"onehot {dtype!r} {sparse}", OneHotEncoder(dtype=dtype, sparse_output=sparse).fit(rows), rows, "transform", "inverse_transform")
        case(f"ordinal {dtype!r}", OrdinalEncoder(dtype=dtype).fit(rows), rows, "transform", "inverse_transform")
    case("ordinal float16", OrdinalEncoder(dtype=np.float16).fit(rows), rows)
    repeated = documents + ["cat " * 300]
    for dtype in (bool, np.uint8, np.int32, np.int64, np.float32, np.float64):
        for binary in (False, True):
            case(f"count {np.dtype(dtype)} {binary}", CountVectorizer(dtype=dtype, binary=binary).fit(documents), repeated, "transform", "inverse_transform")
            for norm in (None, "l1", "l2"):
                case(f"hash {np.dtype(dtype)} {binary} {norm}", HashingVectorizer(n_features=16, dtype=dtype, binary=binary, norm=norm), repeated)
    for dtype in (np.float32, np.float64):
        for norm in (None, "l1", "l2"):
            for sublinear in (False, True):
                case(f"tfidf {np.dtype(dtype)} {norm} {sublinear}", TfidfVectorizer(dtype=dtype, norm=norm, sublinear_tf=sublinear).fit(documents), repeated)
    counts = CountVectorizer().fit_transform(documents)
    for fitted in (np.float32, np.float64, np.int32):
        weights = TfidfTransformer().fit(counts.astype(fitted))
        for asked in (np.float32, np.float64, np.int32, np.uint8, bool):
            case(f"weights {np.dtype(fitted)} {np.dtype(asked)}", weights, counts.astype(asked))
            case(f"weights dense {np.dtype(fitted)} {np.dtype(asked)}", weights, counts.astype(asked).toarray())
    for asked in (np.float32, np.float64, np.int32, np.int64, np.uint8):
        sparse = counts.astype(asked)
        case(f"scaler {np.dtype(asked)}", StandardScaler(with_mean=False).fit(counts), sparse, "transform", "inverse_transform")
        case(f"maxabs {np.dtype(asked)}", MaxAbsScaler().fit(counts), sparse, "transform", "inverse_transform")
        case(f"normalizer {np.dtype(asked)}", Normalizer().fit(counts), sparse)
        case(f"binarizer {np.dtype(asked)}", Binarizer(threshold=1).fit(counts), sparse)


def stacks():
    """numpy's and scipy's common dtype of parts side by side."""
    frame = pd.DataFrame({"a": ["x", "y", "x"], "b": ["u", "u", "v"], "n": np.array([1.5, 2.5, 0.0]), "f": np.array([1, 2, 3], dtype=np.float32), "i": np.array([1, 0, 3], dtype=np.int32)})
    for left in (bool, np.uint8, np.int16, np.int32, np.int64, np.float32, np.float64):
        for right in (bool, np.int8, np.uint16, np.int64, np.float32):
            for sparse in (True, False):
                columns = ColumnTransformer([("l", OneHotEncoder(dtype=left, sparse_output=sparse), ["a"]), ("r", OneHotEncoder(dtype=right, sparse_output=sparse), ["b"])], sparse_threshold=1)
                case(f"columns {np.dtype(left)} {np.dtype(right)} {sparse}", columns.fit(frame), frame)
    for dtype in (bool, np.uint8, np.float32, np.int64):
        for name in "nfi":
            columns = ColumnTransformer([("l", OneHotEncoder(dtype=dtype), ["a"]), ("r", "passthrough", [name])], sparse_threshold=1)
            case(f"passthrough {np.dtype(dtype)} {name}", columns.fit(frame), frame)
    union = FeatureUnion([("count", CountVectorizer(dtype=np.uint8)), ("tfidf", TfidfVectorizer(dtype=np.float32))], transformer_weights={"count": 2, "tfidf": 0.5})
    case("union", union.fit(documents), documents)


def inverses():
    """inverse_transform gives the categories' own kind."""
    kinds = {
        "int32": np.array([[3], [5], [3], [7]], dtype=np.int32), "int8": np.array([[3], [5], [3], [7]], dtype=np.int8), "uint8": np.array([[3], [5], [3], [7]], dtype=np.uint8),
        "float32": np.array([[0.5], [1.5], [0.5], [2.25]], dtype=np.float32), "float64": np.array([[0.1], [1.5], [0.1], [2.25]]), "bool": np.array([[True], [False], [True], [True]]),
        "text": np.array([["no"], ["maybe"], ["no"], ["yes"]]), "object": np.array([["no"], ["maybe"], ["no"], ["yes"]], dtype=object), "bytes": np.array([[b"no"], [b"maybe"], [b"no"], [b"yes"]]),
        "mixed": np.array([["no", 3], ["maybe", 4], ["no", 3], ["yes", 5]], dtype=object), "nan": np.array([[0.5], [np.nan], [0.5], [2.0]]),
        "none": np.array([["a"], [None], ["a"], ["b"]], dtype=object),
    }
    for name, rows in kinds.items():
        for options in ({}, {"handle_unknown": "ignore"}, {"drop": "first"}, {"drop": "if_binary"}, {"min_frequency": 2, "handle_unknown": "infrequent_if_exist"},
                        {"min_frequency": 2, "handle_unknown": "ignore", "drop": "first"}, {"min_frequency": 2, "drop": "first"}, {"handle_unknown": "ignore", "drop": "first"}):
            try:
                encoder = OneHotEncoder(sparse_output=False, **options).fit(rows)
            except Exception:
                continue
            case(f"onehot {name} {options}", encoder, rows, "transform", "inverse_transform")
            zeros = np.zeros((2, len(encoder.get_feature_names_out())))
            if zeros.shape[1]:
                case(f"zeros {name} {options}", encoder, rows, "inverse_transform", given=zeros)
        for options in ({}, {"handle_unknown": "use_encoded_value", "unknown_value": -1}):
            case(f"ordinal {name} {options}", OrdinalEncoder(**options).fit(rows), rows, "transform", "inverse_transform")
    frames = {
        "int float": pd.DataFrame({"a": [1, 2, 2], "b": [0.5, 1.5, 0.5]}), "int bool": pd.DataFrame({"a": [1, 2, 2], "b": [True, False, True]}),
        "int32 float32": pd.DataFrame({"a": np.array([1, 2, 2], dtype=np.int32), "b": np.array([0.5, 1.5, 0.5], dtype=np.float32)}),
        "int16 float32": pd.DataFrame({"a": np.array([1, 2, 2], dtype=np.int16), "b": np.array([0.5, 1.5, 0.5], dtype=np.float32)}),
        "int text": pd.DataFrame({"a": [1, 2, 2], "b": ["x", "y", "x"]}), "bool text": pd.DataFrame({"a": [True, False, True], "b": ["x", "y", "x"]}),
        "uint8 int8": pd.DataFrame({"a": np.array([1, 2, 2], dtype=np.uint8), "b": np.array([1, 2, 2], dtype=np.int8)}),
    }
    for name, frame in frames.items():
        for options in ({}, {"handle_unknown": "ignore"}):
            encoder = OneHotEncoder(sparse_output=False, **options).fit(frame)
            case(f"frame {name} {options}", encoder, frame, "transform", "inverse_transform")
            case(f"frame zeros {name} {options}", encoder, frame, "inverse_transform", given=np.zeros((2, len(encoder.get_feature_names_out()))))
        case(f"frame ordinal {name}", OrdinalEncoder().fit(frame), frame, "transform", "inverse_transform")


def labels():
    """LabelBinarizer and LabelEncoder, with labels that training had and others."""
    one, two, three = np.array(["a", "a"]), np.array(["no", "yes", "no"]), np.array(["u", "v", "w"])
    asked = {
        "same": np.array(["no", "yes", "yes"]), "unseen": np.array(["yes", "no", "maybe"]), "two": np.array(["yes", "maybe"]), "none": np.array(["x", "y", "z"]), "single": np.array(["yes"]),
        "abc": np.array(["a", "b", "c"]), "aa": np.array(["a", "a"]), "uv": np.array(["u", "v"]), "uvwx": np.array(["u", "w", "x", "v"]), "objects": np.array(["yes", "no", "maybe"], dtype=object),
        "column": np.array([["yes"], ["no"], ["maybe"]]), "mixed": np.array([1, "yes", True], dtype=object), "numbers": np.array([1, 0, 1], dtype=object), "empty": np.array([], dtype="<U3"), "wide": np.array([["yes", "no"]]),
    }
    for fitted, y in (("one", one), ("two", two), ("three", three)):
        for options in ({}, {"neg_label": -1, "pos_label": 2}, {"neg_label": -2, "pos_label": 0}, {"sparse_output": True}):
            model = LabelBinarizer(**options).fit(y)
            for name, data in asked.items():
                case(f"binarizer {fitted} {options} {name}", model, data, "transform", "inverse_transform")
    numbers = {"ints": np.array([3, 5, 7]), "two": np.array([3, 5]), "floats": np.array([3.0, 5.0]), "bools": np.array([True, False]), "int8": np.array([3, 5, 9], dtype=np.int8)}
    queries = {"ints": np.array([5, 3, 3]), "many": np.array([5, 3, 9, 7]), "floats": np.array([5.0, 3.0]), "halves": np.array([5.5, 3.0]), "bools": np.array([True, False]), "ones": np.array([1, 0, 1])}
    for fitted, y in numbers.items():
        for name, data in queries.items():
            case(f"binarizer {fitted} {name}", LabelBinarizer().fit(y), data, "transform", "inverse_transform")
    indicator = np.array([[1, 0, 1], [0, 1, 0]])
    for options in ({}, {"neg_label": -1, "pos_label": 2}, {"neg_label": -1, "pos_label": 0}, {"sparse_output": True}):
        model = LabelBinarizer(**options).fit(indicator)
        for name, data in (("same", indicator), ("fives", indicator * 5), ("floats", indicator * 1.0), ("vector", np.array([0, 2, 1])), ("binary", np.array([0, 1])), ("narrow", indicator[:, :2]), ("many", np.array([[1, 2, 3], [0, 1, 0]]))):
            case(f"indicator {options} {name}", model, data, "transform")
        case(f"indicator {options}", model, indicator, "inverse_transform", given=np.array([[0.2, 0.6, 1.0], [-3, 0.5, 2.0]]))
    for fitted, y in (("one", one), ("two", two), ("three", three)):
        model = LabelBinarizer().fit(y)
        for width in (1, 2, 3, 4):
            case(f"scores {fitted} {width}", model, y, "inverse_transform", given=np.array([[0.2, 0.9, -1.0, 3.0], [0.7, 0.1, 0.7, 0.0]])[:, :width])
            case(f"sparse scores {fitted} {width}", model, y, "inverse_transform", given=sp.csr_matrix(np.array([[0.0, 0.9, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0], [0, 0, 0, 0]])[:, :width]))
    case("scores vector", LabelBinarizer().fit(two), two, "inverse_transform", given=np.array([0.2, 0.7]))


def encoders():
    """LabelEncoder casts what it is asked about to the dtype of its classes."""
    classes = {
        "ints": np.array([1, 2, 5]), "floats": np.array([0.5, 1.0, 2.0]), "bools": np.array([False, True]), "text": np.array(["1", "2", "no"]), "objects": np.array(["1", "2", "no"], dtype=object),
        "int8": np.array([1, 2, 5], dtype=np.int8), "float32": np.array([0.5, 1.0, 2.0], dtype=np.float32),
    }
    given = {
        "ints": np.array([2, 1]), "floats": np.array([1.0, 2.0]), "halves": np.array([1.5, 2.0]), "bools": np.array([True, True]), "text": np.array(["1", "2"]), "long": np.array(["no", "nobody"]),
        "objects": np.array(["1", "no"], dtype=object), "mixed": np.array([1, "2"], dtype=object), "empty": np.array([]), "column": np.array([[1], [2]]), "unseen": np.array([1, 77]), "byte": np.array([257, 2]),
    }
    for fitted, y in classes.items():
        for name, data in given.items():
            # numpy 2 makes a bool of any text, numpy 1 of ints alone: refused.
            if fitted != "bools" or name != "long":
                case(f"encoder {fitted} {name}", LabelEncoder().fit(y), data, "transform")
        case(f"encoder {fitted}", LabelEncoder().fit(y), y, "inverse_transform", given=np.array([0, 1, 1]))


def functions():
    """FunctionTransformer with functions of numpy; those whose last bit is the C library's are asked only where it is certain."""
    own = "tanh sin cos exp log".split()
    certain = "sqrt fabs rint floor ceil trunc absolute negative positive conjugate square reciprocal sign invert isnan isinf isfinite signbit isposinf isneginf logical_not deg2rad rad2deg radians degrees".split()
    arrays = "nan_to_num ravel around round asarray copy real squeeze ascontiguousarray".split()
    library = "tan arcsin arccos arctan sinh cosh arcsinh arccosh arctanh cbrt exp2 expm1 log2 log10 log1p".split()
    special = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1.5, 3.25, np.nan, np.inf, -np.inf, 7.0]
    whole = [[0, 1, 2], [3, 5, 100]]
    for name in own + certain + arrays + library:
        model = FunctionTransformer(getattr(np, name))
        for dtype in (np.float64, np.float32, np.float16):
            if name not in library:
                case(f"{name} {np.dtype(dtype)}", model, np.array(special, dtype=dtype).reshape(4, 3))
        if name in library:
            case(f"{name} special", model, np.array([[0.0, -0.0, np.nan, np.inf, -np.inf]]))
            case(f"{name} zeros", model, np.zeros((2, 2), dtype=np.float32))
        for dtype in (bool, np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64):
            case(f"{name} {np.dtype(dtype)}", model, np.array(whole if name not in library else [[0, 0], [0, 0]], dtype=dtype))
        for dtype in (np.int8, np.int64):
            if name not in library:
                case(f"{name} negative {np.dtype(dtype)}", model, np.array([[-1, -128], [127, -3]], dtype=dtype))
        case(f"{name} vector", model, np.array([0.0, 1.0]) if name not in library else np.zeros(2))
        case(f"{name} column", model, np.array([[0.0], [1.0]]) if name not in library else np.zeros((2, 1)))
        zero = 0 if name in library else 1
        frame = pd.DataFrame({"a": np.array([0.5, -1.5]) * zero, "b": np.array([0, 2.25], dtype=np.float32) * zero, "c": np.array([0, 3]) * zero})
        for suffix, data in (("", frame), (" bools", frame.assign(d=[False, True])), (" text", frame.assign(d=["x", "y"]))):
            # What numpy makes of arrays of objects is not computed, nor of text where it takes any.
            if name not in ("asarray", "copy", "real", "ravel", "nan_to_num", "ascontiguousarray") + (("positive", "logical_not") if suffix == " text" else ()) or not suffix:
                case(f"{name} frame{suffix}", model, data)
        if name not in ("asarray", "copy", "ravel", "squeeze", "ascontiguousarray", "around", "round", "square"):
            case(f"{name} sparse", model, sp.csr_matrix(np.array([[0, 1.0], [0, 0]]) * zero))
    matrix = np.array([[1.2345, -2.5, 1250.0], [0.5, np.nan, -1350.55], [np.inf, -np.inf, 0.15]])
    for dtype in (np.float64, np.float32, np.int64, np.int16):
        with np.errstate(all="ignore"):
            data = matrix.astype(dtype) if np.dtype(dtype).kind == "f" else np.nan_to_num(matrix, posinf=7, neginf=-7).astype(dtype)
        for decimals in (-2, -1, 0, 1, 2, 3):
            case(f"round {np.dtype(dtype)} {decimals}", FunctionTransformer(np.round, kw_args={"decimals": decimals}), data)
        for low, high in ((0, 1), (0, None), (None, 2), (-1.5, 1.5), (3, 1), (0, 1000)):
            # The dtype of small ints between floats is another in numpy 2: refused.
            if dtype is not np.int16 or low != -1.5:
                case(f"clip {np.dtype(dtype)} {low} {high}", FunctionTransformer(np.clip, kw_args={"a_min": low, "a_max": high}), data)
        for options in ({"nan": -1.0}, {"nan": 0, "posinf": 9.5, "neginf": -9.5}, {"posinf": 33}):
            case(f"nan_to_num {np.dtype(dtype)} {options}", FunctionTransformer(np.nan_to_num, kw_args=options), data)
    frame = pd.DataFrame({"a": [0.55, -1.5], "b": [4, 5]})
    case("clip frame", FunctionTransformer(np.clip, kw_args={"a_min": 0, "a_max": 4}), frame)
    case("round frame by 1", FunctionTransformer(np.round, kw_args={"decimals": 1}), frame)
    case("abs", FunctionTransformer(abs), matrix)
    case("checked", FunctionTransformer(np.sign, validate=True).fit(matrix[:1]), matrix[:1])
    case("checked sparse", FunctionTransformer(np.sign, validate=True), sp.csr_matrix(np.eye(2)))
    case("in a pipeline", make_pipeline(FunctionTransformer(np.isnan), FunctionTransformer(np.logical_not)), matrix)
    case("inverse", FunctionTransformer(np.log1p, inverse_func=np.expm1).fit(np.zeros((2, 2))), np.zeros((2, 2)), "transform", "inverse_transform")


def texts():
    """Vectorizers with methods of str, and token patterns over characters beyond U+FFFF."""
    documents = ["The cat\tSAT  on stra\u00dfe ", "\u0130stanbul \ufb01n \u1e9e \u0149", "", "line one\r\nline two\x85three\u2028 four\n", "cats \U0001f431\U0001f431 cats \U0001d400\U0001d401c \U0001d7ce1 \u4e2d\u6587", "\U0001f600", "d\u00e9j\u00e0 VU d\u00e9j\u00e0"]
    for name in ("lower", "upper", "casefold", "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines"):
        function = getattr(str, name)
        for parameter in ("preprocessor", "tokenizer", "analyzer", "strip_accents"):
            for options in ({}, {"ngram_range": (1, 2)}, {"analyzer": "char", "ngram_range": (1, 2)}, {"stop_words": ["the", "cats"], "binary": True}):
                try:
                    model = CountVectorizer(**{**options, parameter: function}).fit(documents)
                except Exception:
                    continue
                case(f"{name} {parameter} {options}", model, documents, "transform", "inverse_transform", "get_feature_names_out")
        case(f"{name} hashed", HashingVectorizer(n_features=32, analyzer=function), documents)
        case(f"{name} weighed", TfidfVectorizer(analyzer=function).fit(documents), documents)
    for function in (str, list, strip_accents_unicode, strip_accents_ascii):
        for parameter in ("preprocessor", "tokenizer", "analyzer"):
            if function is not list or parameter != "preprocessor":
                case(f"{function.__name__} {parameter}", CountVectorizer(**{parameter: function}).fit(documents), documents, "transform", "get_feature_names_out")
    patterns = [
        r"\S+", r"\w+", r"(?u)\b\w\w+\b|[^\w\s]", r"[^\x00-\x7f]+", r"[\u4e00-\u9fff]+", r"[\U0001f600-\U0001f64f]", r"[\U0001f400-\U0001f4ff]+", "\U0001f431+", "[\U0001f431a-c]+", "[^\U0001f431]+", ".", "..",
        r"[^\u0000-\uffff]", r"[\u0000-\uffff]+", r"\d+", r"\w[\d\w]*", r"[\W]+", r"[^\W\d]+", r"\b\w", r"\U0001d400\w", "\\\U0001f431", r"[a-z\U0001d400-\U0001d7ff]+", r"(?a)\w+|[^\w ]+", r"[\w-]+", r"[+-9]+", r"[]a]+", r"\u00e9", r"[\-\]]|t{2,}|t{,1}e",
    ]
    for pattern in patterns:
        try:
            model = CountVectorizer(token_pattern=pattern, lowercase=False).fit(documents)
        except ValueError:
            continue
        case(f"pattern {pattern!r}", model, documents, "transform", "get_feature_names_out")


def likelihoods():
    """PCA's score_samples on data whose columns are of very different size."""
    random = np.random.default_rng(11)
    for columns, rows, spread in ((3, 20, 0), (5, 40, 3), (6, 60, 6), (8, 30, 8), (12, 50, 5)):
        data = random.normal(size=(rows, columns)) @ random.normal(size=(columns, columns)) * np.logspace(-spread / 2, spread / 2, columns)
        for whiten in (False, True):
            for count in sorted({1, columns // 2, columns - 1, columns}):
                case(f"{columns} columns 1e{spread} whiten={whiten} {count}", PCA(count, whiten=whiten, svd_solver="full").fit(data), data[:10], "transform", "inverse_transform", "score_samples")


def ties():
    """Rows on the border between classes: equal votes, equal distances, decisions of zero."""
    corners = np.array([[-1, 0], [1, 0], [0, -1], [0, 1], [-1, -1], [1, 1], [-1, 1], [1, -1]], dtype=float)
    grid = np.array([[i, j] for i in range(-2, 3) for j in range(-2, 3)], dtype=float)
    for name, y in (("two", [0, 1, 0, 1, 0, 1, 0, 1]), ("three", [0, 1, 2, 1, 0, 1, 2, 2]), ("four", [0, 1, 2, 3, 0, 1, 2, 3])):
        y = np.array(y)
        for model in (
            SVC(kernel="linear"), SVC(kernel="linear", decision_function_shape="ovo"), SVC(kernel="rbf", gamma=0.5), SVC(kernel="poly", degree=2, gamma=1.0), SVC(kernel="linear", break_ties=True, C=0.5),
            LinearSVC(random_state=0, dual=True), LogisticRegression(), RidgeClassifier(), Perceptron(random_state=0), GaussianNB(), BernoulliNB(), DecisionTreeClassifier(max_depth=2, random_state=0),
            DecisionTreeClassifier(max_depth=1, random_state=1), RandomForestClassifier(6, max_depth=1, random_state=0), ExtraTreesClassifier(5, max_depth=2, random_state=0), ExtraTreeClassifier(max_depth=1, random_state=0),
        ):
            case(f"{name} {model}", model.fit(corners, y), grid, "predict")
    for count in (2, 4):
        model = KMeans(count, init=corners[:count], n_init=1, max_iter=1).fit(corners)
        model.cluster_centers_ = np.array([[-1.0, 0], [1, 0], [0, -1], [0, 1]])[:count]
        case(f"KMeans {count}", model, grid, "predict")
    case("search", GridSearchCV(SVC(), {"kernel": ["linear", "rbf"]}, cv=2).fit(corners, [0, 1, 0, 1, 0, 1, 0, 1]), grid, "predict")


for section in (dtypes, stacks, inverses, labels, encoders, functions, texts, likelihoods, ties):
    before = len(cases)
    section()
    for entry in cases[before:]:
        entry["name"] = f"{section.__name__}: {entry['name']}"
pathlib.Path(__file__).with_name(f"numbers-{sklearn.__version__}.pkl").write_bytes(gzip.compress(pickle.dumps(cases, 4), mtime=0))
print(sklearn.__version__, np.__version__, len(cases), "cases")
