"""Makes kinds-VERSION.pkl in this folder: python3 kinds.py

Every class of scikit-learn that takes rows of numbers, trained on float64 and on float32, asked about the same small table in each form in which Python may hold it:
arrays of every dtype of numbers and byte order, of text, of objects of many kinds, frames, lists, sparse matrices. Versions and environment are those of make.py. The file is a
gzipped dict: `data`, the forms by name; `cases`, a list of name, model and answers: method, then form, then what Python answered, or the name of its error.
The table holds 0 and 1 alone, so that each form says the same: what differs is the dtype of the answer and the precision in which it was computed.
"""
import decimal, fractions, gzip, pathlib, pickle, sys, warnings
import numpy as np, pandas as pd, scipy.sparse as sp, sklearn
from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
from sklearn.utils import all_estimators
from sklearn import cluster, covariance, decomposition, ensemble, feature_selection, gaussian_process, linear_model, model_selection, naive_bayes, neighbors, preprocessing, random_projection, svm, tree

warnings.simplefilter("ignore")
np.seterr(all="ignore")
random = np.random.default_rng(11)
whole = random.integers(0, 3, (24, 4)).astype(float)
whole[:3] = [[0, 1, 2, 0], [1, 2, 0, 1], [2, 0, 1, 2]]
near = whole + np.round(random.random((24, 4)) * 0.2, 3)
labels = np.arange(24) % 2
target = np.round(1 + near @ [1.0, 0.5, 0.25, 2.0], 2)
asked = np.array([[0, 1, 1, 0], [1, 0, 0, 1], [1, 1, 0, 0]])


def objects(convert):
    table = np.empty(asked.shape, dtype=object)
    for place in np.ndindex(asked.shape):
        table[place] = convert(int(asked[place]))
    return table


def one_odd(value):
    table = objects(float)
    table[1, 2] = value
    return table


names = list("abcd")
data = {kind: asked.astype(kind) for kind in ("float64", "float32", "float16", "longdouble", ">f8", ">f4", ">f2", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8", ">i4", ">u2", "bool", "complex128", "U", "S", ">U4")}
data.update({f"objects {name}": objects(convert) for name, convert in dict(
    float=float, int=int, bool=bool, text=str, word=lambda n: "ab"[n], bytes=lambda n: str(n).encode(), decimal=decimal.Decimal, fraction=fractions.Fraction, float32=np.float32, float16=np.float16, int8=np.int8,
    big=lambda n: 10**30 * n, complex=complex).items()})
data.update({f"objects with {name}": one_odd(value) for name, value in dict(
    none=None, nan=np.nan, text="1", word="x", empty="", padded=" 1 ", underscore="1_0", hex="0x10", inf=np.inf, infinity="Infinity", bool=True, decimal=decimal.Decimal(1), huge=10**400, list=[1], bytes=b"1").items()})
data.update({f"frame {kind}": pd.DataFrame(asked.astype(kind), columns=names) for kind in ("float64", "float32", "float16", "int64", "int8", "uint8", "bool", "longdouble")})
data["frame text"] = pd.DataFrame(objects(str), columns=names)
data["frame objects"] = pd.DataFrame(objects(float), columns=names)
data["frame bytes"] = pd.DataFrame(objects(lambda n: str(n).encode()), columns=names)
data["frame decimals"] = pd.DataFrame(objects(decimal.Decimal), columns=names)
mixed = {"float32 int64": ("float32", "int64"), "float32 int16": ("float32", "int16"), "float32 int8": ("float32", "int8"), "float32 float64": ("float32", "float64"), "float16 float32": ("float16", "float32"), "float16 int8": ("float16", "int8"),
         "bool int64": ("bool", "int64"), "bool float32": ("bool", "float32"), "int8 int16": ("int8", "int16"), "uint64 int64": ("uint64", "int64"), "int64 objects": ("int64", "object"), "float32 objects": ("float32", "object")}
for name, (left, right) in mixed.items():
    data["frame " + name] = pd.DataFrame({column: asked[:, i].astype((left, right)[i % 2]) for i, column in enumerate(names)})
for kind in ("Int64", "Int8", "UInt8", "Float64", "Float32", "boolean"):
    data["frame " + kind] = pd.DataFrame(asked, columns=names).astype("bool" if kind == "boolean" else "int64" if "I" in kind else "float64").astype(kind)
data["frame category"] = pd.DataFrame(asked, columns=names).astype("category")
data["frame Int64 float32"] = pd.DataFrame({column: pd.Series(asked[:, i]).astype(("Int64", "float32")[i % 2]) for i, column in enumerate(names)})
data["list"] = asked.tolist()
data["list of floats"] = asked.astype(float).tolist()
data["list of bools"] = (asked > 0).tolist()
data["list of text"] = asked.astype(str).tolist()
data["list of text and numbers"] = [[str(a), b, c, d] for a, b, c, d in asked.tolist()]
data["list of decimals"] = objects(decimal.Decimal).tolist()
data["list with None"] = one_odd(None).tolist()
for kind in ("float64", "float32", "int64", "int32", "int8", "uint8", "bool", "longdouble"):
    sparse = sp.csr_matrix(asked.astype("float64"))
    sparse.data = sparse.data.astype(kind)
    data["sparse " + kind] = sparse

data.update({"column " + form: x[:, 0] for form, x in list(data.items()) if isinstance(x, np.ndarray)})

skipped = set("PolynomialCountSketch CountVectorizer TfidfVectorizer HashingVectorizer DictVectorizer FeatureHasher MultiLabelBinarizer LabelEncoder LabelBinarizer PatchExtractor ColumnTransformer FeatureUnion Pipeline "
              "ClassicalMDS SpectralBiclustering SpectralCoclustering FrozenEstimator GraphicalLassoCV KernelCenterer TSNE".split())
logistic, ridge, shallow = linear_model.LogisticRegression(), linear_model.Ridge(), tree.DecisionTreeClassifier(max_depth=2, random_state=0)
made = dict(
    SparseCoder=lambda c: c(near[:3]), SelectFromModel=lambda c: c(logistic), RFE=lambda c: c(logistic), RFECV=lambda c: c(logistic, cv=2), SequentialFeatureSelector=lambda c: c(logistic, n_features_to_select=2, cv=2),
    OneVsRestClassifier=lambda c: c(logistic), OneVsOneClassifier=lambda c: c(logistic), OutputCodeClassifier=lambda c: c(logistic, random_state=0), MultiOutputClassifier=lambda c: c(logistic),
    MultiOutputRegressor=lambda c: c(ridge), ClassifierChain=lambda c: c(logistic), RegressorChain=lambda c: c(ridge), FixedThresholdClassifier=lambda c: c(logistic), TunedThresholdClassifierCV=lambda c: c(logistic, cv=2),
    VotingClassifier=lambda c: c([("a", logistic), ("b", shallow)]), VotingRegressor=lambda c: c([("a", ridge)]), StackingClassifier=lambda c: c([("a", logistic)], cv=2), StackingRegressor=lambda c: c([("a", ridge)], cv=2),
    GridSearchCV=lambda c: c(logistic, {"C": [1]}, cv=2), RandomizedSearchCV=lambda c: c(logistic, {"C": [1]}, cv=2, n_iter=1), HalvingGridSearchCV=lambda c: c(logistic, {"C": [1, 2]}, cv=2),
    HalvingRandomSearchCV=lambda c: c(logistic, {"C": [1, 2]}, cv=2, n_candidates=2, random_state=0), SelfTrainingClassifier=lambda c: c(logistic), LocalOutlierFactor=lambda c: c(5, novelty=True),
    GaussianRandomProjection=lambda c: c(2, random_state=0), SparseRandomProjection=lambda c: c(2, random_state=0), GaussianProcessRegressor=lambda c: c(optimizer=None, alpha=0.1), GaussianProcessClassifier=lambda c: c(optimizer=None),
    SelectKBest=lambda c: c(k=2), GenericUnivariateSelect=lambda c: c(param=50), KMeans=lambda c: c(3, n_init=1), MiniBatchKMeans=lambda c: c(3, n_init=1), BisectingKMeans=lambda c: c(3), QuantileTransformer=lambda c: c(n_quantiles=10),
    RadiusNeighborsClassifier=lambda c: c(3.0), RadiusNeighborsRegressor=lambda c: c(3.0), RadiusNeighborsTransformer=lambda c: c(radius=3.0), KernelPCA=lambda c: c(2), CategoricalNB=lambda c: c(min_categories=3), NuSVC=lambda c: c(nu=0.3),
    SelectFdr=lambda c: c(alpha=0.99), SelectFpr=lambda c: c(alpha=0.99), SelectFwe=lambda c: c(alpha=0.99), LogisticRegressionCV=lambda c: c(Cs=2, cv=2), MeanShift=lambda c: c(bandwidth=2), Birch=lambda c: c(threshold=0.8, n_clusters=3),
    MissingIndicator=lambda c: c(features="all"), OneHotEncoder=lambda c: c(handle_unknown="ignore"), OrdinalEncoder=lambda c: c(handle_unknown="use_encoded_value", unknown_value=-1), FunctionTransformer=lambda c: c(validate=True),
    IterativeImputer=lambda c: c(max_iter=2, random_state=0), PCA=lambda c: c(2, svd_solver="full"), FeatureAgglomeration=lambda c: c(2),
)
settings = dict(n_components=2, max_iter=4, n_estimators=3, random_state=0)
methods = ("predict", "predict_proba", "decision_function", "score_samples", "transform", "mahalanobis")
kept = {}


def keep(value):
    """One object for equal answers: the file stays small."""
    if isinstance(value, list):
        return [keep(item) for item in value]
    if isinstance(value, np.ndarray) and value.dtype != object:
        return kept.setdefault((str(value.dtype), value.shape, value.tobytes()), value)
    if sp.issparse(value):
        value = sp.csr_matrix(value)
        return kept.setdefault((str(value.dtype), value.shape, value.data.tobytes(), value.indices.tobytes(), value.indptr.tobytes()), value)
    return kept.setdefault(pickle.dumps(value), value)


def answer(model, method, x):
    try:
        given = getattr(model, method)(x.copy() if hasattr(x, "copy") else x)
        return keep(list(given) if isinstance(given, (list, tuple)) else given)
    except Exception as error:
        return "raises " + type(error).__name__


def model_of(name, cls, trained):
    x = (whole if name in ("CategoricalNB", "OneHotEncoder", "OrdinalEncoder", "TargetEncoder") else near).astype(trained)
    y = labels
    if name.startswith(("MultiTask", "PLS", "CCA")) or name in ("MultiOutputRegressor", "RegressorChain"):
        y = np.stack([target, -target + labels], axis=1)
    elif name in ("MultiOutputClassifier", "ClassifierChain"):
        y = np.stack([labels, 1 - labels], axis=1)
    elif issubclass(cls, sklearn.base.RegressorMixin):
        y = target
    elif name == "SelfTrainingClassifier":
        y = np.where(np.arange(24) < 4, -1, labels)
    if name == "IsotonicRegression":
        x = x[:, :1]
    make = made.get(name, lambda c: c())
    model = make(cls)
    known = model.get_params(deep=False)
    model.set_params(**{key: value for key, value in settings.items() if key in known and name not in made})
    if name in ("CCA", "PLSRegression", "PLSCanonical", "PLSSVD", "LinearDiscriminantAnalysis"):
        model.set_params(n_components=1)
    if "random_state" in known:
        model.set_params(random_state=0)
    return model.fit(x, y)


cases = []
for name, cls in sorted(all_estimators()):
    if name in skipped:
        continue
    for trained in ("float64",) if name.endswith("DictionaryLearning") else ("float64", "float32"):
        try:
            model = model_of(name, cls, trained)
            forms = {form: x for form, x in data.items() if form.startswith("column ") == (name == "IsotonicRegression")}
            answers = {method: {form: answer(model, method, x) for form, x in forms.items()} for method in methods if hasattr(model, method)}
        except Exception as error:
            print(name, trained, type(error).__name__, str(error)[:100], file=sys.stderr)
            continue
        if answers:
            cases.append({"name": f"{name} of {trained}", "model": model, "answers": answers})
path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__)
path = (path if path.is_dir() else path.parent) / f"kinds-{sklearn.__version__}.pkl"
path.write_bytes(gzip.compress(pickle.dumps({"data": data, "cases": cases}, 4), mtime=0))
print(sklearn.__version__, np.__version__, len(cases), "models", len(data), "forms", path.stat().st_size, "bytes")
