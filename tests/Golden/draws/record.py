#!/usr/bin/env python3
"""Records what sample draws, and what staged_score, aic, bic and perplexity say: record.py > draws-VERSION.jsonl beside a model of each, here, with each version.

The settings of the processor are those of tests/fixtures/add.py. Singular vectors have the signs of the reference LAPACK (3.11, 3.12)."""
import json, pickle
import numpy as np, sklearn
from sklearn import decomposition, ensemble, gaussian_process, mixture, neighbors, tree

version = sklearn.__version__
rng = np.random.RandomState(31)
x = np.round(np.vstack([rng.randn(40, 4), rng.randn(30, 4) * [1, 2, 0.1, 1] + 3, rng.randn(10, 4) - [9, 0, 0, 0]]), 3)
linked = x @ [[1, 0.5, 0, 2], [0, 1, 0.25, 0], [0, 0, 1, 1], [0, 0, 0, 1e-3]]
labels, numbers = np.array(["a", "b", "c"])[np.argsort(np.argsort(x[:, 0])) % 3], np.round(x[:, 0] * 2 + x[:, 1], 3)
wide = np.round(rng.randn(60, 12) @ rng.randn(12, 12), 3)
M, B, K = mixture.GaussianMixture, mixture.BayesianGaussianMixture, neighbors.KernelDensity
DRAWS = {}
for kind in ("full", "tied", "diag", "spherical"):
    DRAWS["gaussian." + kind] = (M(3, covariance_type=kind, random_state=4).fit(x), 25, None)
    DRAWS["linked." + kind] = (M(2, covariance_type=kind, random_state=0).fit(linked), 200, None)
DRAWS["bayesian"] = (B(n_components=4, random_state=1).fit(x), 40, None)
DRAWS["many"] = (M(3, random_state=9).fit(x), 3000, None)
DRAWS["one"] = (M(1, random_state=2).fit(x[:, :1]), 6, None)
DRAWS["two"] = (M(2, random_state=2).fit(x[:, :2]), 31, None)
DRAWS["wide"] = (M(1, random_state=2).fit(wide), 12, None)
DRAWS["constant"] = (M(1, random_state=2).fit(np.column_stack([x[:, 0], x[:, 0] * 2, np.ones(80)])), 12, None)
DRAWS["density"] = (K(bandwidth=0.3).fit(x), 20, 5)
DRAWS["density.weights"] = (K(bandwidth=0.3, algorithm="ball_tree").fit(x, sample_weight=np.arange(1.0, 81)), 20, 6)
DRAWS["density.ball"] = (K(bandwidth=0.5, kernel="tophat").fit(x), 20, 5)
DRAWS["density.line"] = (K(bandwidth=2, kernel="tophat").fit(x[:, :1]), 20, 5)
for name, (model, count, seed) in DRAWS.items():
    file = f"{name}-{version}.pkl"
    pickle.dump(model, open(file, "wb"), protocol=4)
    drawn = model.sample(count) if seed is None else (model.sample(count, random_state=seed), np.zeros(0))
    print(json.dumps(dict(model=file, kind="sample", methods=["sample"], count=count, seed=seed, rows=drawn[0].ravel().tolist() if count < 1000 else drawn[0].sum(0).tolist(), components=np.asarray(drawn[1]).tolist())))
    if isinstance(model, M): print(json.dumps(dict(model=file, kind="criterion", methods=["aic", "bic"], rows=(model.means_ + 0.25).tolist(), aic=float(model.aic(model.means_ + 0.25)), bic=float(model.bic(model.means_ + 0.25)))))
process = gaussian_process.GaussianProcessRegressor(gaussian_process.kernels.RBF(2.0) + gaussian_process.kernels.WhiteKernel(0.05), normalize_y=True, optimizer=None)
for name, y in (("process", numbers), ("process.two", np.column_stack([numbers, np.cos(numbers)]))):
    pickle.dump(process.fit(x[:30], y[:30]), open(f"{name}-{version}.pkl", "wb"), protocol=4)
    rows = x[20:29] + 0.125
    print(json.dumps(dict(model=f"{name}-{version}.pkl", kind="functions", methods=["sample_y"], rows=rows.tolist(), drawn=process.sample_y(rows, 4, random_state=7).ravel().tolist(), first=process.sample_y(rows).ravel().tolist())))
topics = decomposition.LatentDirichletAllocation(3, random_state=0).fit(np.floor(np.abs(x) * 3))
pickle.dump(topics, open(f"topics-{version}.pkl", "wb"), protocol=4)
print(json.dumps(dict(model=f"topics-{version}.pkl", kind="perplexity", methods=["perplexity"], rows=np.floor(np.abs(x[:9]) * 3).tolist(), perplexity=float(topics.perplexity(np.floor(np.abs(x[:9]) * 3))))))
stump = tree.DecisionTreeClassifier(max_depth=1, random_state=0)
for name, model, y in (("stages.classes", ensemble.AdaBoostClassifier(stump, n_estimators=6, random_state=0), labels), ("stages.numbers", ensemble.AdaBoostRegressor(tree.DecisionTreeRegressor(max_depth=2, random_state=0), n_estimators=6, random_state=0), numbers)):
    pickle.dump(model.fit(x, y), open(f"{name}-{version}.pkl", "wb"), protocol=4)
    print(json.dumps(dict(model=f"{name}-{version}.pkl", kind="stages", methods=["staged_score"], rows=x[:20].tolist(), target=np.roll(y[:20], 1).tolist() if name.endswith("classes") else (y[:20] + 0.5).tolist(), scores=[float(score) for score in model.staged_score(x[:20], np.roll(y[:20], 1) if name.endswith("classes") else y[:20] + 0.5)])))
