"""Cases that the large fixtures do not hold: equal distances, single and half precision, sparse rows. Debian's python3-sklearn 1.2.1:
OMP_NUM_THREADS=1 NPY_DISABLE_CPU_FEATURES="AVX512F AVX512CD AVX512_SKX AVX512_CLX" python3 generate.py"""
import json
import pickle

import numpy as np
import scipy.sparse as sp
from sklearn.cluster import BisectingKMeans, KMeans
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.preprocessing import MinMaxScaler, Normalizer, StandardScaler

rng = np.random.RandomState(0)
manifest = open("manifest.jsonl", "w")


def put(data, name, value):
    if sp.issparse(value):
        csr = value.tocsr()
        data.update({f"{name}.csr.data": csr.data, f"{name}.csr.indices": csr.indices, f"{name}.csr.indptr": csr.indptr, f"{name}.csr.shape": np.array(csr.shape)})
    elif isinstance(value, (list, tuple)):
        data.update({f"{name}.{i}": part for i, part in enumerate(value)})
    else:
        data[name] = value


def case(id, model, x, *methods):
    pickle.dump(model, open(id + ".pkl", "wb"))
    data = {}
    put(data, "X", x)
    for method in methods:
        argument = data["transform"] if method == "inverse_transform" else x
        put(data, method, getattr(model, method)(argument))
    np.savez_compressed(id + ".npz", **data)
    line = dict(id=id, estimator=type(model).__module__ + "." + type(model).__name__, sklearn="1.2.1", input="sparse" if sp.issparse(x) else "dense",
                model=id + ".pkl", answers=id + ".npz", methods=list(methods))
    manifest.write(json.dumps(line) + "\n")


whole = rng.randint(0, 4, (90, 3)).astype(float)
query = rng.randint(0, 4, (25, 3)).astype(float)
labels = rng.randint(0, 4, 90)
both = ["predict", "predict_proba", "kneighbors"]
for algorithm in ("brute", "kd_tree", "ball_tree"):
    case(f"ties.{algorithm}", KNeighborsClassifier(6, algorithm=algorithm, leaf_size=5).fit(whole, labels), query, *both)
    case(f"ties.{algorithm}.distance", KNeighborsClassifier(9, algorithm=algorithm, weights="distance", leaf_size=5).fit(whole, labels), query, *both)
case("ties.deep", KNeighborsRegressor(4, algorithm="kd_tree").fit(rng.randint(0, 5, (400, 2)).astype(float), rng.randn(400, 2)), rng.randint(0, 5, (30, 2)).astype(float), "predict", "kneighbors")
case("many", KNeighborsClassifier(140, algorithm="brute").fit(rng.randn(150, 2), np.arange(150) % 3), rng.randn(9, 2), *both)
real = rng.randn(60, 20)
case("brute.float32", KNeighborsClassifier(5, algorithm="brute").fit(real.astype("f4"), np.arange(60) % 3), rng.randn(9, 20).astype("f4"), *both)
case("brute.ints", KNeighborsClassifier(5, algorithm="brute").fit(real, np.arange(60) % 3), rng.randint(-2, 3, (9, 20)), *both)
for metric in ("canberra", "braycurtis", "cosine"):
    case("metric." + metric, KNeighborsClassifier(5, algorithm="brute", metric=metric, weights="distance").fit(real, np.arange(60) % 3), rng.randn(9, 20), *both)
sparse = sp.random(50, 30, 0.2, "csr", random_state=1)
case("sparse.cosine", KNeighborsClassifier(5, metric="cosine").fit(sparse, np.arange(50) % 3), sparse[:9], *both)
case("sparse.manhattan", KNeighborsClassifier(5, metric="manhattan").fit(sparse, np.arange(50) % 3), sparse[:9], *both)
for dtype in ("f4", "f2", "i4"):
    x = (rng.randn(40, 19) * 30).astype(dtype)
    case("standard." + dtype, StandardScaler().fit(x.astype("f8")), x, "transform", "inverse_transform")
    case("minmax." + dtype, MinMaxScaler(clip=True).fit(x[:20].astype("f8")), x, "transform", "inverse_transform")
    for norm in ("l1", "l2", "max"):
        case(f"normalizer.{norm}.{dtype}", Normalizer(norm=norm).fit(x), x, "transform")
case("kmeans.float32", KMeans(5, n_init=1, random_state=0).fit(real.astype("f4")), rng.randn(11, 20).astype("f4"), "predict", "transform")
case("kmeans.many", KMeans(19, n_init=1, random_state=0).fit(real), rng.randn(11, 20), "predict", "transform")
case("bisecting", BisectingKMeans(6, n_init=1, random_state=0).fit(real), rng.randn(11, 20), "predict", "transform")
case("pca.float32", PCA(3, whiten=True).fit(real.astype("f4")), rng.randn(7, 20).astype("f4"), "transform", "inverse_transform")
case("pca.likelihood", PCA(3, whiten=True).fit(real), rng.randn(7, 20), "transform", "score_samples")
case("svd.sparse.float32", TruncatedSVD(3, random_state=0).fit(sparse.astype("f4")), sparse.astype("f4"), "transform")
