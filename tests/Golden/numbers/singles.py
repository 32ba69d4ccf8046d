"""Makes numbers-singles-VERSION.pkl in this folder: python3 singles.py

Models that were trained on float32, float64 and ints, asked about rows of every dtype, dense and sparse, and about arrays of text. Versions, environment and form
are those of make.py, which also has score_samples of PCA. The last bits of products hang on the order of sums, so the rows are few and narrow.
"""
import gzip, pathlib, pickle, warnings
import numpy as np, scipy.sparse as sp, sklearn
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.decomposition import PCA, IncrementalPCA, TruncatedSVD
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, PoissonRegressor, SGDClassifier, SGDOneClassSVM
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import BernoulliRBM, MLPClassifier
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, Normalizer, RobustScaler, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeRegressor

warnings.simplefilter("ignore")
np.seterr(all="ignore")
random = np.random.default_rng(7)
rows = random.normal(size=(30, 4)) * 3
y = np.digitize(rows[:, 0] + rows[:, 1], [-1, 1])
asked = np.round(random.normal(size=(6, 4)) * 4, 1)
kinds = ["float64", "float32", "float16", ">f4", ">f8", "int64", "int32", "int16", "int8", "uint8", "bool"]
data = {kind: (np.abs(asked) if kind == "uint8" else asked > 0 if kind == "bool" else asked).astype(kind) for kind in kinds}
data.update({f"sparse {kind}": sp.csr_matrix(np.where(asked > 2, asked, 0).astype(kind)) for kind in ("float64", "float32", "int32", "int8", "bool")})
data.update({"text": asked.astype(str), "bytes": asked.astype("S"), "text as objects": asked.astype(str).astype(object)})
gaps = asked.copy()
gaps[1, 2] = gaps[4, 0] = np.nan
models = {
    "PCA": lambda: PCA(2, svd_solver="full"), "PCA whiten": lambda: PCA(2, svd_solver="full", whiten=True), "IncrementalPCA": lambda: IncrementalPCA(2), "TruncatedSVD": lambda: TruncatedSVD(2, random_state=0),
    "GaussianNB": GaussianNB, "BernoulliNB": BernoulliNB, "PoissonRegressor": PoissonRegressor, "LinearRegression": LinearRegression, "LogisticRegression": LogisticRegression,
    "SGDClassifier": lambda: SGDClassifier(random_state=0), "SGDOneClassSVM": lambda: SGDOneClassSVM(random_state=0), "BernoulliRBM": lambda: BernoulliRBM(3, random_state=0, n_iter=2),
    "MLPClassifier": lambda: MLPClassifier((3,), max_iter=5, random_state=0), "KMeans": lambda: KMeans(3, n_init=1, random_state=0), "MiniBatchKMeans": lambda: MiniBatchKMeans(3, n_init=1, random_state=0),
    "KNeighborsClassifier": lambda: KNeighborsClassifier(3), "SVC": SVC, "DecisionTreeRegressor": lambda: DecisionTreeRegressor(max_depth=3, random_state=0),
    "RandomForestClassifier": lambda: RandomForestClassifier(3, max_depth=2, random_state=0), "IsolationForest": lambda: IsolationForest(n_estimators=5, random_state=0),
    "StandardScaler": StandardScaler, "MinMaxScaler": MinMaxScaler, "MaxAbsScaler": MaxAbsScaler, "RobustScaler": RobustScaler, "Normalizer": Normalizer,
    "SimpleImputer": SimpleImputer, "SimpleImputer frequent": lambda: SimpleImputer(strategy="most_frequent"),
}
methods = ("predict", "predict_proba", "decision_function", "score_samples", "transform")
cases = []
for name, make in models.items():
    for trained in ("float32", "float64", "int64"):
        model = make().fit(rows.astype(trained), np.abs(y) if name == "PoissonRegressor" else y)
        for kind, x in {**data, **({"gaps": gaps, "gaps float32": gaps.astype("float32")} if "Imputer" in name else {})}.items():
            if name == "BernoulliRBM" and kind == "sparse float32":
                continue  # the last bit is that of log1pf, which hangs on the C library
            answers = {}
            for method in methods:
                if not hasattr(model, method) or (method == "score_samples" and name.startswith("PCA") and (name, trained) != ("PCA whiten", "float32")):
                    continue
                try:
                    answer = getattr(model, method)(x.copy())
                    answers[method] = sp.csr_matrix(answer) if sp.issparse(answer) else answer
                except Exception as error:
                    answers[method] = "raises " + type(error).__name__
            cases.append({"name": f"{name} of {trained} asked {kind}", "model": model, "data": x, "answers": answers})
path = pathlib.Path(__file__).with_name(f"numbers-singles-{sklearn.__version__}.pkl")
path.write_bytes(gzip.compress(pickle.dumps(cases, 4), mtime=0))
print(sklearn.__version__, np.__version__, len(cases), "cases", path.stat().st_size)
