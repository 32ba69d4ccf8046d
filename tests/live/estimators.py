"""Every class that Brine runs, with random parameters that are valid, and the kind of data and target it is trained on."""
import numpy as np
from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
from sklearn import calibration, cluster, compose, covariance, cross_decomposition, decomposition, discriminant_analysis, dummy, ensemble, feature_extraction, feature_selection, gaussian_process, impute, isotonic, kernel_approximation, kernel_ridge, linear_model, manifold, mixture, model_selection, multiclass, multioutput, naive_bayes, neighbors, neural_network, pipeline, preprocessing, random_projection, semi_supervised, svm, tree

TABLE = {}


def entry(name, data, target, make, sparse=True, multi=False):
    """data: numbers, gappy (NaN allowed), counts, codes, categories, documents, labels, records, anything; target: number, positive, class, several, none."""
    TABLE[name] = dict(name=name, data=data, target=target, make=make, sparse=sparse, multi=multi)


def seed(rng): return int(rng.integers(0, 10000))


def one(rng, *choices): return choices[int(rng.integers(len(choices)))]


L = linear_model
for name, extra in dict(LinearRegression=lambda r: dict(positive=one(r, False, False, True)), Ridge=lambda r: dict(alpha=one(r, .1, 1.0, 10), solver=one(r, "auto", "svd", "cholesky", "lsqr", "sparse_cg")),
                        RidgeCV=lambda r: {}, Lasso=lambda r: dict(alpha=one(r, .01, .5, 100), positive=one(r, False, True)), LassoCV=lambda r: dict(cv=2, n_alphas=5),
                        ElasticNet=lambda r: dict(alpha=one(r, .01, .5), l1_ratio=one(r, .1, .9)), ElasticNetCV=lambda r: dict(cv=2, n_alphas=5), Lars=lambda r: {}, LarsCV=lambda r: dict(cv=2),
                        LassoLars=lambda r: dict(alpha=one(r, .01, .5)), LassoLarsCV=lambda r: dict(cv=2), LassoLarsIC=lambda r: dict(criterion=one(r, "aic", "bic")),
                        OrthogonalMatchingPursuit=lambda r: {}, OrthogonalMatchingPursuitCV=lambda r: dict(cv=2), HuberRegressor=lambda r: dict(max_iter=50),
                        TheilSenRegressor=lambda r: dict(random_state=seed(r), max_subpopulation=50, max_iter=20), QuantileRegressor=lambda r: dict(quantile=one(r, .3, .5), alpha=.01, solver="highs"),
                        SGDRegressor=lambda r: dict(random_state=seed(r), max_iter=20, loss=one(r, "squared_error", "huber", "epsilon_insensitive"), average=one(r, False, True)),
                        PassiveAggressiveRegressor=lambda r: dict(random_state=seed(r), max_iter=20), BayesianRidge=lambda r: {}, ARDRegression=lambda r: {}).items():
    entry(name, "numbers", "number", lambda r, c=getattr(L, name), e=extra: c(fit_intercept=one(r, True, True, False), **e(r)),
          sparse=name in ("LinearRegression", "Ridge", "Lasso", "ElasticNet", "SGDRegressor", "PassiveAggressiveRegressor"), multi=name in ("LinearRegression", "Ridge", "Lasso", "ElasticNet", "Lars", "LassoLars", "OrthogonalMatchingPursuit"))
for name in ("MultiTaskLasso", "MultiTaskElasticNet"): entry(name, "numbers", "several", lambda r, c=getattr(L, name): c(alpha=one(r, .01, .5)), sparse=False)
for name in ("MultiTaskLassoCV", "MultiTaskElasticNetCV"): entry(name, "numbers", "several", lambda r, c=getattr(L, name): c(cv=2, n_alphas=4), sparse=False)
for name in ("PoissonRegressor", "GammaRegressor"): entry(name, "numbers", "positive", lambda r, c=getattr(L, name): c(alpha=one(r, .1, 1.0), max_iter=50))
entry("TweedieRegressor", "numbers", "positive", lambda r: L.TweedieRegressor(power=one(r, 0, 1, 1.5, 2, 3), alpha=.5, link=one(r, "auto", "log"), max_iter=50))
entry("RANSACRegressor", "numbers", "number", lambda r: L.RANSACRegressor(one(r, None, L.Ridge(), tree.DecisionTreeRegressor(max_depth=2)), min_samples=one(r, None, .6, .9) if r.random() < .5 else .5, random_state=seed(r), max_trials=20))
entry("SGDOneClassSVM", "numbers", "none", lambda r: L.SGDOneClassSVM(nu=one(r, .1, .5), random_state=seed(r), max_iter=20))
entry("LogisticRegression", "numbers", "class", lambda r: L.LogisticRegression(C=one(r, .1, 1.0, 10), multi_class=one(r, "auto", "auto", "ovr"), solver=one(r, "lbfgs", "liblinear", "newton-cg") if r.random() < .5 else "lbfgs", max_iter=60))
entry("LogisticRegressionCV", "numbers", "class", lambda r: L.LogisticRegressionCV(Cs=2, cv=2, max_iter=30, multi_class=one(r, "auto", "ovr")))
entry("SGDClassifier", "numbers", "class", lambda r: L.SGDClassifier(loss=one(r, "hinge", "log_loss", "modified_huber", "squared_hinge", "perceptron"), random_state=seed(r), max_iter=20, average=one(r, False, True)))
entry("Perceptron", "numbers", "class", lambda r: L.Perceptron(random_state=seed(r), max_iter=20, penalty=one(r, None, "l2", "l1")))
entry("PassiveAggressiveClassifier", "numbers", "class", lambda r: L.PassiveAggressiveClassifier(random_state=seed(r), max_iter=20))
entry("RidgeClassifier", "numbers", "class", lambda r: L.RidgeClassifier(alpha=one(r, .1, 1.0)))
entry("RidgeClassifierCV", "numbers", "class", lambda r: L.RidgeClassifierCV())
entry("LinearSVC", "numbers", "class", lambda r: svm.LinearSVC(C=one(r, .1, 1.0), multi_class=one(r, "ovr", "ovr", "crammer_singer"), max_iter=100, random_state=seed(r)))
entry("LinearSVR", "numbers", "number", lambda r: svm.LinearSVR(C=one(r, .1, 1.0), max_iter=100, random_state=seed(r)))


def kernel(r): return dict(kernel=one(r, "rbf", "linear", "poly", "sigmoid"), gamma=one(r, "scale", "auto", .5), degree=one(r, 2, 3), coef0=one(r, 0.0, 1.0))


entry("SVC", "numbers", "class", lambda r: svm.SVC(C=one(r, .5, 5.0), probability=one(r, False, True), break_ties=False, decision_function_shape=one(r, "ovr", "ovo"), random_state=seed(r), max_iter=500, **kernel(r)))
entry("NuSVC", "numbers", "class", lambda r: svm.NuSVC(nu=.2, probability=one(r, False, True), decision_function_shape=one(r, "ovr", "ovo"), random_state=seed(r), max_iter=500, **kernel(r)))
entry("SVR", "numbers", "number", lambda r: svm.SVR(C=one(r, .5, 5.0), max_iter=500, **kernel(r)))
entry("NuSVR", "numbers", "number", lambda r: svm.NuSVR(nu=.4, max_iter=500, **kernel(r)))
entry("OneClassSVM", "numbers", "none", lambda r: svm.OneClassSVM(nu=one(r, .1, .5), max_iter=500, **kernel(r)))

entry("GaussianNB", "numbers", "class", lambda r: naive_bayes.GaussianNB(), sparse=False)
entry("BernoulliNB", "numbers", "class", lambda r: naive_bayes.BernoulliNB(alpha=one(r, .5, 1.0), binarize=one(r, 0.0, .5, None) if r.random() < .5 else 0.0))
entry("MultinomialNB", "counts", "class", lambda r: naive_bayes.MultinomialNB(alpha=one(r, .1, 1.0), fit_prior=one(r, True, False)))
entry("ComplementNB", "counts", "class", lambda r: naive_bayes.ComplementNB(alpha=one(r, .1, 1.0), norm=one(r, False, True)))
entry("CategoricalNB", "codes", "class", lambda r: naive_bayes.CategoricalNB(alpha=one(r, .1, 1.0), min_categories=one(r, None, 12)), sparse=False)


def near(r, radius=False):
    metric = one(r, "minkowski", "manhattan", "chebyshev", "euclidean", "cosine", "hamming", "canberra", "braycurtis")
    algorithm = one(r, "auto", "brute", "brute", "kd_tree", "ball_tree")
    if metric == "cosine" or metric in ("hamming", "canberra", "braycurtis") and algorithm == "kd_tree": algorithm = "brute"
    return dict(metric=metric, algorithm=algorithm, **(dict(p=one(r, 1, 2, 3)) if metric == "minkowski" else {}), **(dict(radius=one(r, .5, 2.0, 5.0)) if radius else dict(n_neighbors=one(r, 1, 2, 3, 5))))


N = neighbors
entry("KNeighborsClassifier", "numbers", "class", lambda r: N.KNeighborsClassifier(weights=one(r, "uniform", "distance"), **near(r)), multi=True)
entry("KNeighborsRegressor", "numbers", "number", lambda r: N.KNeighborsRegressor(weights=one(r, "uniform", "distance"), **near(r)), multi=True)
entry("NearestNeighbors", "numbers", "none", lambda r: N.NearestNeighbors(**near(r)))
entry("KNeighborsTransformer", "numbers", "none", lambda r: N.KNeighborsTransformer(mode=one(r, "distance", "connectivity"), **near(r)))
entry("RadiusNeighborsClassifier", "numbers", "class", lambda r: N.RadiusNeighborsClassifier(weights=one(r, "uniform", "distance"), outlier_label=one(r, "most_frequent", None), **near(r, True)))
entry("RadiusNeighborsRegressor", "numbers", "number", lambda r: N.RadiusNeighborsRegressor(weights=one(r, "uniform", "distance"), **near(r, True)))
entry("RadiusNeighborsTransformer", "numbers", "none", lambda r: N.RadiusNeighborsTransformer(mode=one(r, "distance", "connectivity"), **near(r, True)))
entry("NearestCentroid", "numbers", "class", lambda r: N.NearestCentroid(metric=one(r, "euclidean", "manhattan"), shrink_threshold=one(r, None, None, .1)))

entry("MLPClassifier", "numbers", "class", lambda r: neural_network.MLPClassifier(one(r, (4,), (3, 2)), activation=one(r, "relu", "tanh", "logistic", "identity"), max_iter=8, random_state=seed(r)))
entry("MLPRegressor", "numbers", "number", lambda r: neural_network.MLPRegressor(one(r, (4,), (3, 2)), activation=one(r, "relu", "tanh", "logistic", "identity"), max_iter=8, random_state=seed(r)), multi=True)
entry("BernoulliRBM", "numbers", "none", lambda r: neural_network.BernoulliRBM(n_components=3, n_iter=2, random_state=seed(r)))


def growth(r): return dict(max_depth=one(r, 1, 3, None), min_samples_leaf=one(r, 1, 2), random_state=seed(r), max_features=one(r, None, "sqrt"))


def forest(module): return {} if module is tree else dict(n_estimators=3)


for name, module in dict(DecisionTreeClassifier=tree, ExtraTreeClassifier=tree, RandomForestClassifier=ensemble, ExtraTreesClassifier=ensemble).items():
    entry(name, "numbers", "class", lambda r, c=getattr(module, name), s=forest(module): c(criterion=one(r, "gini", "entropy"), **s, **growth(r)), multi=True)
for name, module in dict(DecisionTreeRegressor=tree, ExtraTreeRegressor=tree, RandomForestRegressor=ensemble, ExtraTreesRegressor=ensemble).items():
    entry(name, "numbers", "number", lambda r, c=getattr(module, name), s=forest(module): c(criterion=one(r, "squared_error", "friedman_mse"), **s, **growth(r)), multi=True)

P = preprocessing
entry("StandardScaler", "gappy", "none", lambda r: P.StandardScaler(with_mean=one(r, True, True, False), with_std=one(r, True, True, False)))
entry("MinMaxScaler", "gappy", "none", lambda r: P.MinMaxScaler(feature_range=one(r, (0, 1), (-2, 3)), clip=one(r, False, True)), sparse=False)
entry("MaxAbsScaler", "gappy", "none", lambda r: P.MaxAbsScaler())
entry("RobustScaler", "gappy", "none", lambda r: P.RobustScaler(with_centering=one(r, True, True, False), unit_variance=one(r, False, True)))
entry("Normalizer", "numbers", "none", lambda r: P.Normalizer(one(r, "l1", "l2", "max")))
entry("Binarizer", "numbers", "none", lambda r: P.Binarizer(threshold=one(r, 0.0, .5)))
entry("FunctionTransformer", "numbers", "none", lambda r: P.FunctionTransformer(one(r, None, None, np.log1p, np.abs, np.sqrt, np.exp, np.square, np.sign, np.tanh), validate=one(r, False, True)))
entry("OneHotEncoder", "categories", "none", lambda r: P.OneHotEncoder(handle_unknown=one(r, "error", "ignore", "infrequent_if_exist"), drop=one(r, None, None, "first", "if_binary"), sparse_output=one(r, False, True), dtype=one(r, np.float64, np.float64, np.float32, np.uint8), min_frequency=one(r, None, None, None, 2)))
entry("OrdinalEncoder", "categories", "none", lambda r: P.OrdinalEncoder(**(dict(handle_unknown="use_encoded_value", unknown_value=one(r, -1, np.nan)) if r.random() < .5 else {}), **(dict(encoded_missing_value=one(r, -2, np.nan)))))
entry("LabelEncoder", "labels", "none", lambda r: P.LabelEncoder())
entry("LabelBinarizer", "labels", "none", lambda r: P.LabelBinarizer(neg_label=0 if (s := r.random() < .3) else one(r, 0, -1), pos_label=one(r, 1, 2), sparse_output=bool(s)))
entry("SimpleImputer", "gappy", "none", lambda r: impute.SimpleImputer(strategy=one(r, "mean", "median", "most_frequent"), add_indicator=one(r, False, True), keep_empty_features=one(r, False, True)))
entry("MissingIndicator", "gappy", "none", lambda r: impute.MissingIndicator(features=one(r, "missing-only", "all"), error_on_new=one(r, True, False)), sparse=False)
entry("PCA", "numbers", "none", lambda r: decomposition.PCA(one(r, None, 1, .9) if (w := r.random()) < .8 else "mle", whiten=one(r, False, True), random_state=seed(r)), sparse=False)
entry("IncrementalPCA", "numbers", "none", lambda r: decomposition.IncrementalPCA(one(r, None, 1), whiten=one(r, False, True)))
entry("TruncatedSVD", "numbers", "none", lambda r: decomposition.TruncatedSVD(1, random_state=seed(r), algorithm=one(r, "randomized", "arpack")))
for name in ("KMeans", "MiniBatchKMeans", "BisectingKMeans"): entry(name, "numbers", "none", lambda r, c=getattr(cluster, name): c(n_clusters=one(r, 1, 2, 3), random_state=seed(r), n_init=1))


def words(r): return dict(lowercase=one(r, True, False), ngram_range=one(r, (1, 1), (1, 2)), analyzer=one(r, "word", "word", "char", "char_wb"), strip_accents=one(r, None, "unicode", "ascii"), binary=one(r, False, True))


T = feature_extraction.text
entry("CountVectorizer", "documents", "none", lambda r: T.CountVectorizer(**words(r)))
entry("TfidfVectorizer", "documents", "none", lambda r: T.TfidfVectorizer(sublinear_tf=one(r, False, True), norm=one(r, "l2", "l1", None), **words(r)))
entry("HashingVectorizer", "documents", "none", lambda r: T.HashingVectorizer(n_features=one(r, 8, 64), norm=one(r, "l2", "l1", None), alternate_sign=one(r, True, False), **words(r)))
entry("TfidfTransformer", "counts", "none", lambda r: T.TfidfTransformer(sublinear_tf=one(r, False, True), norm=one(r, "l2", "l1", None), use_idf=one(r, True, True, False)))

M = model_selection


def small(r): return one(r, (tree.DecisionTreeClassifier(random_state=0), dict(max_depth=[1, 3])), (L.LogisticRegression(max_iter=40), dict(C=[.1, 1.0])), (N.KNeighborsClassifier(algorithm="kd_tree"), dict(n_neighbors=[1, 2])), (svm.SVC(), dict(C=[.5, 2.0])))


entry("GridSearchCV", "numbers", "class", lambda r: M.GridSearchCV(*small(r), cv=2))
entry("RandomizedSearchCV", "numbers", "class", lambda r: M.RandomizedSearchCV(*small(r), cv=2, n_iter=1, random_state=seed(r)))
entry("HalvingGridSearchCV", "numbers", "class", lambda r: M.HalvingGridSearchCV(*small(r), cv=2, min_resources=6, random_state=seed(r)))
entry("HalvingRandomSearchCV", "numbers", "class", lambda r: M.HalvingRandomSearchCV(*small(r), cv=2, n_candidates=2, min_resources=6, random_state=seed(r)))
entry("TransformedTargetRegressor", "numbers", "positive", lambda r: compose.TransformedTargetRegressor(one(r, L.Ridge(), tree.DecisionTreeRegressor(max_depth=2)), **one(r, {}, dict(func=np.log1p, inverse_func=np.expm1), dict(transformer=P.StandardScaler()))))
entry("FeatureUnion", "numbers", "none", lambda r: pipeline.FeatureUnion([("a", P.StandardScaler()), ("b", one(r, P.MinMaxScaler(), decomposition.TruncatedSVD(1, random_state=0), "passthrough"))], transformer_weights=one(r, None, {"a": 2.0})), sparse=False)
entry("Pipeline", "mixed", "class", None)
entry("ColumnTransformer", "mixed", "none", None)
FIRST = sorted(TABLE)

# A seed is one case for ever: the classes above take turns in the seeds below BLOCK, and each class that came later has a block of its own.
# A new class goes to the end of this list.
BLOCK = 100_000
entry("IsolationForest", "numbers", "none", lambda r: ensemble.IsolationForest(n_estimators=int(r.integers(1, 12)), max_samples=one(r, "auto", .5, 2), max_features=one(r, 1.0, .5), contamination=one(r, "auto", .2), random_state=seed(r)))
S = feature_selection


def inner(r): return one(r, L.LogisticRegression(max_iter=30), L.SGDClassifier(random_state=0, max_iter=10), svm.LinearSVC(max_iter=50, random_state=0, penalty=one(r, "l1", "l2"), dual=False), tree.DecisionTreeClassifier(max_depth=3, random_state=0), ensemble.RandomForestClassifier(3, max_depth=3, random_state=0), ensemble.ExtraTreesClassifier(3, max_depth=2, random_state=0))


entry("VarianceThreshold", "gappy", "none", lambda r: S.VarianceThreshold(one(r, 0.0, 0.0, .3)))
entry("SelectKBest", "numbers", "class", lambda r: S.SelectKBest(one(r, S.f_classif, S.mutual_info_classif), k=one(r, 1, 2, 3, "all", 0)))
entry("SelectPercentile", "numbers", "class", lambda r: S.SelectPercentile(S.f_classif, percentile=one(r, 10, 34, 50, 75, 100)))
entry("SelectFpr", "numbers", "class", lambda r: S.SelectFpr(S.f_classif, alpha=one(r, .05, .5)))
entry("SelectFdr", "numbers", "class", lambda r: S.SelectFdr(S.f_classif, alpha=one(r, .05, .5, .9)))
entry("SelectFwe", "numbers", "number", lambda r: S.SelectFwe(S.f_regression, alpha=one(r, .05, .9)))
entry("GenericUnivariateSelect", "counts", "class", lambda r: S.GenericUnivariateSelect(S.chi2, **one(r, dict(mode="percentile", param=50), dict(mode="k_best", param=2), dict(mode="fpr", param=.5), dict(mode="fdr", param=.9), dict(mode="fwe", param=.9))))
entry("SelectFromModel", "numbers", "class", lambda r: S.SelectFromModel(inner(r), threshold=one(r, None, "median", "1.25*mean", "0.5 * median", .1), norm_order=one(r, 1, 2, np.inf), max_features=one(r, None, None, 2)))
entry("RFE", "numbers", "class", lambda r: S.RFE(inner(r), n_features_to_select=one(r, None, 1, 2), step=one(r, 1, .5)))
entry("RFECV", "numbers", "class", lambda r: S.RFECV(inner(r), cv=2))
entry("SequentialFeatureSelector", "numbers", "class", lambda r: S.SequentialFeatureSelector(inner(r), n_features_to_select=1, cv=2, direction=one(r, "forward", "backward")))
entry("PolynomialFeatures", "numbers", "none", lambda r: P.PolynomialFeatures(one(r, 2, 3, (1, 2), (2, 3), 4), interaction_only=one(r, False, True), include_bias=one(r, True, False)))
entry("PowerTransformer", "gappy", "none", lambda r: P.PowerTransformer(standardize=one(r, True, False)), sparse=False)
entry("QuantileTransformer", "gappy", "none", lambda r: P.QuantileTransformer(n_quantiles=one(r, 2, 5, 1000), output_distribution=one(r, "uniform", "normal")))
entry("KBinsDiscretizer", "numbers", "none", lambda r: P.KBinsDiscretizer(one(r, 2, 3, 5), encode=one(r, "onehot", "onehot-dense", "ordinal"), strategy=one(r, "uniform", "quantile", "kmeans"), dtype=one(r, None, None, np.float32, np.float64), subsample=None), sparse=False)
entry("SplineTransformer", "numbers", "none", lambda r: P.SplineTransformer(one(r, 3, 5), degree=one(r, 0, 1, 2, 3), knots=one(r, "uniform", "quantile"), extrapolation=one(r, "error", "constant", "linear", "continue", "periodic"), include_bias=one(r, True, False)), sparse=False)
entry("KNNImputer", "gappy", "none", lambda r: impute.KNNImputer(n_neighbors=one(r, 1, 2, 3, 5), weights=one(r, "uniform", "distance"), add_indicator=one(r, False, True), keep_empty_features=one(r, False, True)), sparse=False)
entry("IterativeImputer", "gappy", "none", lambda r: impute.IterativeImputer(one(r, None, L.Ridge(), tree.DecisionTreeRegressor(max_depth=2, random_state=0)), max_iter=one(r, 1, 3), add_indicator=one(r, False, True), initial_strategy=one(r, "mean", "median", "most_frequent")), sparse=False)
entry("KernelRidge", "numbers", "number", lambda r: kernel_ridge.KernelRidge(kernel=one(r, "linear", "rbf", "poly", "sigmoid", "laplacian", "cosine"), gamma=one(r, None, .1), degree=one(r, 2, 3)), multi=True)
K = kernel_approximation
entry("Nystroem", "numbers", "none", lambda r: K.Nystroem(one(r, "rbf", "poly", "linear", "sigmoid", "laplacian", "cosine"), gamma=one(r, None, .1), n_components=one(r, 2, 4), random_state=seed(r)))
entry("RBFSampler", "numbers", "none", lambda r: K.RBFSampler(gamma=one(r, .1, 1.0, "scale"), n_components=one(r, 2, 5), random_state=seed(r)))
entry("SkewedChi2Sampler", "counts", "none", lambda r: K.SkewedChi2Sampler(skewedness=one(r, .5, 1.0), n_components=one(r, 2, 5), random_state=seed(r)), sparse=False)
entry("AdditiveChi2Sampler", "counts", "none", lambda r: K.AdditiveChi2Sampler(sample_steps=one(r, 1, 2, 3)))
entry("KernelCenterer", "square", "none", lambda r: P.KernelCenterer(), sparse=False)
entry("GaussianRandomProjection", "numbers", "none", lambda r: random_projection.GaussianRandomProjection(one(r, 1, 2), compute_inverse_components=one(r, False, True), random_state=seed(r)))
entry("SparseRandomProjection", "numbers", "none", lambda r: random_projection.SparseRandomProjection(one(r, 1, 2), dense_output=one(r, False, True), compute_inverse_components=one(r, False, True), random_state=seed(r)))
entry("LinearDiscriminantAnalysis", "numbers", "class", lambda r: discriminant_analysis.LinearDiscriminantAnalysis(**one(r, dict(solver="svd"), dict(solver="lsqr", shrinkage=one(r, None, "auto", .3)), dict(solver="eigen", shrinkage=.3)), n_components=one(r, None, 1)), sparse=False)
entry("QuadraticDiscriminantAnalysis", "numbers", "class", lambda r: discriminant_analysis.QuadraticDiscriminantAnalysis(reg_param=one(r, 0.0, .1, .9)), sparse=False)


def mixed(r): return dict(n_components=one(r, 1, 2, 3), covariance_type=one(r, "full", "tied", "diag", "spherical"), reg_covar=one(r, 1e-6, .1), max_iter=10, random_state=seed(r))


entry("GaussianMixture", "numbers", "none", lambda r: mixture.GaussianMixture(**mixed(r)), sparse=False)
entry("BayesianGaussianMixture", "numbers", "none", lambda r: mixture.BayesianGaussianMixture(weight_concentration_prior_type=one(r, "dirichlet_process", "dirichlet_distribution"), **mixed(r)), sparse=False)
for name, extra in dict(EmpiricalCovariance=lambda r: {}, ShrunkCovariance=lambda r: dict(shrinkage=one(r, .1, .9)), LedoitWolf=lambda r: {}, OAS=lambda r: {}, MinCovDet=lambda r: dict(random_state=seed(r)), GraphicalLasso=lambda r: dict(alpha=one(r, .1, .5)), GraphicalLassoCV=lambda r: dict(cv=2, alphas=2),
                        EllipticEnvelope=lambda r: dict(contamination=one(r, .1, .3), random_state=seed(r))).items():
    entry(name, "numbers", "none", lambda r, c=getattr(covariance, name), e=extra: c(assume_centered=one(r, False, False, True), **e(r)), sparse=False)
entry("LocalOutlierFactor", "numbers", "none", lambda r: N.LocalOutlierFactor(novelty=one(r, True, True, True, False), contamination=one(r, "auto", .2), **near(r)))
entry("KernelDensity", "numbers", "none", lambda r: N.KernelDensity(bandwidth=one(r, .1, 1.0, 10.0), kernel=one(r, "gaussian", "tophat", "epanechnikov", "exponential", "linear", "cosine"), atol=one(r, 0, 0, 1e-3), rtol=one(r, 0, 1e-8, 1e-2), breadth_first=one(r, True, False), leaf_size=one(r, 2, 40), **one(r, {}, dict(metric="manhattan"), dict(metric="chebyshev"), dict(metric="canberra"))), sparse=False)
entry("NeighborhoodComponentsAnalysis", "numbers", "class", lambda r: N.NeighborhoodComponentsAnalysis(n_components=one(r, None, 1), max_iter=3, random_state=seed(r)), sparse=False)
entry("AffinityPropagation", "numbers", "none", lambda r: cluster.AffinityPropagation(damping=one(r, .5, .9), max_iter=one(r, 2, 200), random_state=seed(r)))
entry("MeanShift", "numbers", "none", lambda r: cluster.MeanShift(bandwidth=one(r, .5, 2.0, 100.0)), sparse=False)
entry("Birch", "numbers", "none", lambda r: cluster.Birch(threshold=one(r, .1, .5, 5.0), n_clusters=one(r, None, None, 1)))
entry("FeatureAgglomeration", "numbers", "none", lambda r: cluster.FeatureAgglomeration(n_clusters=1 if r.random() < .5 else 2, pooling_func=one(r, np.mean, np.mean, np.max, np.min, np.median, np.sum)), sparse=False)
for name in ("PLSRegression", "PLSCanonical", "CCA", "PLSSVD"): entry(name, "numbers", "number" if name == "PLSRegression" else "several", lambda r, c=getattr(cross_decomposition, name): c(n_components=1, scale=one(r, True, True, False)), sparse=False, multi=name == "PLSRegression")
entry("FastICA", "numbers", "none", lambda r: decomposition.FastICA(one(r, None, 1), whiten=one(r, "unit-variance", "arbitrary-variance", False), max_iter=10, random_state=seed(r)), sparse=False)
entry("FactorAnalysis", "numbers", "none", lambda r: decomposition.FactorAnalysis(one(r, None, 1), svd_method=one(r, "randomized", "lapack"), max_iter=20, random_state=seed(r)), sparse=False)
entry("KernelPCA", "numbers", "none", lambda r: decomposition.KernelPCA(one(r, None, 1, 2), kernel=one(r, "linear", "poly", "rbf", "sigmoid", "cosine"), gamma=one(r, None, .1, 2.0), degree=one(r, 1, 2, 3), coef0=one(r, 0.0, 1.0), fit_inverse_transform=one(r, False, False, True), alpha=one(r, .1, 1.0), random_state=seed(r)))
entry("NMF", "counts", "none", lambda r: decomposition.NMF(one(r, 1, 2), init=one(r, "nndsvda", "random"), max_iter=one(r, 5, 50), alpha_W=one(r, 0.0, 0.0, .01), l1_ratio=one(r, 0.0, .5, 1.0), random_state=seed(r), **one(r, {}, {}, dict(solver="mu", beta_loss=one(r, "frobenius", "kullback-leibler", .5, 1.5, 2.5)))))
entry("MiniBatchNMF", "counts", "none", lambda r: decomposition.MiniBatchNMF(one(r, 1, 2), init=one(r, "nndsvda", "random"), max_iter=one(r, 5, 50), beta_loss=one(r, "frobenius", "kullback-leibler"), random_state=seed(r)))
entry("LatentDirichletAllocation", "counts", "none", lambda r: decomposition.LatentDirichletAllocation(one(r, 1, 2, 9), max_iter=2, max_doc_update_iter=one(r, 3, 100), learning_method=one(r, "batch", "online"), doc_topic_prior=one(r, None, .1), random_state=seed(r)))


def process_kernel(r):
    K = gaussian_process.kernels
    return one(r, None, K.RBF(one(r, .5, 2.0)), K.Matern(1.5, nu=one(r, .5, 1.5, 2.5, np.inf)), K.RationalQuadratic(1.0, .5), K.ExpSineSquared(1.0, 3.0), K.DotProduct(1.0), K.ConstantKernel(2.0) * K.RBF(1.0) + K.WhiteKernel(.1), K.RBF(1.0) ** 2)


entry("GaussianProcessRegressor", "numbers", "number", lambda r: gaussian_process.GaussianProcessRegressor(process_kernel(r), alpha=one(r, .01, 1.0), normalize_y=one(r, False, True), optimizer=None), sparse=False, multi=True)
entry("GaussianProcessClassifier", "numbers", "class", lambda r: gaussian_process.GaussianProcessClassifier(process_kernel(r), multi_class=one(r, "one_vs_rest", "one_vs_rest", "one_vs_one"), optimizer=None, max_iter_predict=10), sparse=False)
for name in ("LabelPropagation", "LabelSpreading"): entry(name, "numbers", "class", lambda r, c=getattr(semi_supervised, name): c(max_iter=20, **one(r, dict(gamma=one(r, .1, 20)), dict(kernel="knn", n_neighbors=one(r, 1, 3)))), sparse=False)
entry("Isomap", "numbers", "none", lambda r: manifold.Isomap(n_neighbors=one(r, 5, 10), n_components=one(r, 1, 2)), sparse=False)
entry("LocallyLinearEmbedding", "numbers", "none", lambda r: manifold.LocallyLinearEmbedding(n_neighbors=one(r, 3, 5), n_components=1, random_state=seed(r)), sparse=False)
LATER = [
    "IsolationForest", "VarianceThreshold", "SelectKBest", "SelectPercentile", "SelectFpr", "SelectFdr", "SelectFwe",
    "GenericUnivariateSelect", "SelectFromModel", "RFE", "RFECV", "SequentialFeatureSelector", "PolynomialFeatures", "PowerTransformer",
    "QuantileTransformer", "KBinsDiscretizer", "SplineTransformer", "KNNImputer", "IterativeImputer", "KernelRidge", "Nystroem", "RBFSampler",
    "SkewedChi2Sampler", "AdditiveChi2Sampler", "KernelCenterer", "GaussianRandomProjection", "SparseRandomProjection",
    "LinearDiscriminantAnalysis", "QuadraticDiscriminantAnalysis", "GaussianMixture", "BayesianGaussianMixture", "EmpiricalCovariance",
    "ShrunkCovariance", "LedoitWolf", "OAS", "MinCovDet", "GraphicalLasso", "GraphicalLassoCV", "EllipticEnvelope", "LocalOutlierFactor",
    "KernelDensity", "NeighborhoodComponentsAnalysis", "AffinityPropagation", "MeanShift", "Birch", "FeatureAgglomeration", "PLSRegression",
    "PLSCanonical", "CCA", "PLSSVD", "FastICA", "FactorAnalysis", "KernelPCA", "NMF", "MiniBatchNMF", "LatentDirichletAllocation",
    "GaussianProcessRegressor", "GaussianProcessClassifier", "LabelPropagation", "LabelSpreading", "Isomap", "LocallyLinearEmbedding"
]
E = ensemble


def member(r, regression=False):
    """A small model to stand in others."""
    if regression: return one(r, tree.DecisionTreeRegressor(max_depth=int(r.integers(1, 4)), random_state=0), L.Ridge(), N.KNeighborsRegressor(2, algorithm="kd_tree"), L.LinearRegression())
    return one(r, tree.DecisionTreeClassifier(max_depth=int(r.integers(1, 4)), random_state=0), L.LogisticRegression(max_iter=30), naive_bayes.GaussianNB(), N.KNeighborsClassifier(2, algorithm="kd_tree"), svm.SVC(C=2.0), L.RidgeClassifier())


def named(r, regression=False): return [(name, member(r, regression)) for name in "abc"[:int(r.integers(1, 4))]]


def certain(r): return one(r, tree.DecisionTreeClassifier(max_depth=2, random_state=0), L.LogisticRegression(max_iter=30), naive_bayes.GaussianNB(), N.KNeighborsClassifier(3, algorithm="kd_tree"))


def grown(r): return dict(n_estimators=int(r.integers(1, 7)), learning_rate=one(r, .1, .5, 1.0), max_depth=one(r, 1, 3, None), subsample=one(r, 1.0, .8), random_state=seed(r))


def hist(r): return dict(max_iter=int(r.integers(1, 7)), learning_rate=one(r, .1, 1.0), min_samples_leaf=int(r.integers(1, 5)), max_leaf_nodes=one(r, 3, 31), early_stopping=False)


entry("GradientBoostingClassifier", "numbers", "class", lambda r: E.GradientBoostingClassifier(init=one(r, None, None, "zero", N.KNeighborsClassifier(2, algorithm="kd_tree")), **grown(r)))
entry("GradientBoostingRegressor", "numbers", "number", lambda r: E.GradientBoostingRegressor(loss=one(r, "squared_error", "absolute_error", "huber", "quantile"), init=one(r, None, None, "zero", L.Ridge()), **grown(r)))
entry("HistGradientBoostingClassifier", "gappy", "class", lambda r: E.HistGradientBoostingClassifier(**hist(r)), sparse=False)
entry("HistGradientBoostingRegressor", "gappy", "positive", lambda r: E.HistGradientBoostingRegressor(loss=one(r, "squared_error", "absolute_error", "poisson"), **hist(r)), sparse=False)
entry("AdaBoostClassifier", "numbers", "class", lambda r: E.AdaBoostClassifier(certain(r) if r.random() < .3 else tree.DecisionTreeClassifier(max_depth=int(r.integers(1, 3))), n_estimators=int(r.integers(1, 5)), algorithm=one(r, "SAMME", "SAMME.R"), random_state=seed(r)))
entry("AdaBoostRegressor", "numbers", "number", lambda r: E.AdaBoostRegressor(tree.DecisionTreeRegressor(max_depth=int(r.integers(1, 4))), n_estimators=int(r.integers(1, 24)), loss=one(r, "linear", "square", "exponential"), random_state=seed(r)))
entry("RandomTreesEmbedding", "numbers", "none", lambda r: E.RandomTreesEmbedding(int(r.integers(1, 5)), max_depth=int(r.integers(1, 4)), sparse_output=one(r, True, False), random_state=seed(r)))
entry("BaggingClassifier", "numbers", "class", lambda r: E.BaggingClassifier(member(r), n_estimators=int(r.integers(1, 5)), max_features=one(r, 1.0, .6), bootstrap_features=one(r, False, True), random_state=seed(r)))
entry("BaggingRegressor", "numbers", "number", lambda r: E.BaggingRegressor(member(r, True), n_estimators=int(r.integers(1, 5)), max_features=one(r, 1.0, .6), random_state=seed(r)))
entry("VotingClassifier", "numbers", "class", lambda r: E.VotingClassifier([(n, certain(r)) for n in "ab"] if (soft := r.random() < .5) else named(r), voting="soft" if soft else "hard", weights=[.3, 1.7] if soft and r.random() < .5 else None))
entry("VotingRegressor", "numbers", "number", lambda r: E.VotingRegressor([(n, member(r, True)) for n in "abc"], weights=one(r, None, [1, .3, 2.5])))
entry("StackingClassifier", "numbers", "class", lambda r: E.StackingClassifier(named(r), final_estimator=certain(r), cv=2, passthrough=one(r, False, False, True), stack_method=one(r, "auto", "auto", "predict")))
entry("StackingRegressor", "numbers", "number", lambda r: E.StackingRegressor(named(r, True), final_estimator=member(r, True), cv=2, passthrough=one(r, False, False, True)))
entry("CalibratedClassifierCV", "numbers", "class", lambda r: calibration.CalibratedClassifierCV(member(r), method=one(r, "sigmoid", "isotonic"), cv=2, ensemble=one(r, True, False)))
entry("IsotonicRegression", "column", "number", lambda r: isotonic.IsotonicRegression(increasing=one(r, True, False, "auto"), out_of_bounds=one(r, "nan", "clip", "raise")), sparse=False)
entry("DummyClassifier", "numbers", "class", lambda r: dummy.DummyClassifier(strategy=one(r, "prior", "most_frequent", "uniform"), random_state=0), multi=True)
entry("DummyRegressor", "numbers", "number", lambda r: dummy.DummyRegressor(strategy=one(r, "mean", "median")), multi=True)
entry("OneVsRestClassifier", "numbers", "class", lambda r: multiclass.OneVsRestClassifier(member(r)))
entry("OneVsOneClassifier", "numbers", "class", lambda r: multiclass.OneVsOneClassifier(member(r)))
entry("OutputCodeClassifier", "numbers", "class", lambda r: multiclass.OutputCodeClassifier(member(r), code_size=one(r, 1.5, 3), random_state=seed(r)))
entry("MultiOutputClassifier", "numbers", "marks", lambda r: multioutput.MultiOutputClassifier(member(r)))
entry("MultiOutputRegressor", "numbers", "several", lambda r: multioutput.MultiOutputRegressor(member(r, True)))
entry("ClassifierChain", "numbers", "marks", lambda r: multioutput.ClassifierChain(member(r), order=one(r, None, "random", [2, 0, 1]), cv=one(r, None, 2), random_state=seed(r)))
entry("RegressorChain", "numbers", "several", lambda r: multioutput.RegressorChain(member(r, True), order=one(r, None, "random", [1, 0]), cv=one(r, None, 2), random_state=seed(r)))
entry("SelfTrainingClassifier", "numbers", "class", lambda r: semi_supervised.SelfTrainingClassifier(certain(r)))
LATER += ["GradientBoostingClassifier", "GradientBoostingRegressor", "HistGradientBoostingClassifier", "HistGradientBoostingRegressor", "AdaBoostClassifier", "AdaBoostRegressor", "RandomTreesEmbedding",
          "BaggingClassifier", "BaggingRegressor", "VotingClassifier", "VotingRegressor", "StackingClassifier", "StackingRegressor", "CalibratedClassifierCV", "IsotonicRegression", "DummyClassifier", "DummyRegressor",
          "OneVsRestClassifier", "OneVsOneClassifier", "OutputCodeClassifier", "MultiOutputClassifier", "MultiOutputRegressor", "ClassifierChain", "RegressorChain", "SelfTrainingClassifier"]
floating = lambda r: one(r, np.float64, np.float64, np.float32, float)
entry("DictVectorizer", "records", "none", lambda r: feature_extraction.DictVectorizer(dtype=one(r, floating(r), np.int64, bool), separator=one(r, "=", "=", " is "), sparse=one(r, True, False), sort=one(r, True, False)))
entry("FeatureHasher", "records", "none", lambda r: feature_extraction.FeatureHasher(one(r, 3, 16, 1024), input_type=one(r, "dict", "pair", "string"), dtype=one(r, floating(r), np.int64, bool), alternate_sign=one(r, True, False)))
entry("MultiLabelBinarizer", "records", "none", lambda r: preprocessing.MultiLabelBinarizer(sparse_output=one(r, True, False)))
some = lambda r: dict(max_patches=one(r, 1, 3, 7, .2, .9), random_state=seed(r)) if r.random() < .6 else {}
entry("PatchExtractor", "images", "none", lambda r: feature_extraction.image.PatchExtractor(patch_size=(int(r.integers(1, 5)), int(r.integers(1, 5))) if r.random() < .9 else None, **some(r)))
for name in ("SparsePCA", "MiniBatchSparsePCA"):
    entry(name, "numbers", "none", lambda r, c=getattr(decomposition, name): c(one(r, None, 1, 2, 5), alpha=one(r, .1, 1.0), ridge_alpha=one(r, .01, 1.0), max_iter=5, random_state=seed(r)), sparse=False)
coded = lambda r: dict(transform_algorithm=one(r, "omp", "threshold"), transform_n_nonzero_coefs=one(r, None, 1, 2), split_sign=one(r, False, True), transform_alpha=one(r, None, .3, 2.0))
entry("SparseCoder", "numbers", "none", lambda r: decomposition.SparseCoder(np.round(r.normal(size=(3, one(r, 1, 2, 3, 4, 5))), 2), **coded(r)), sparse=False)
for name in ("DictionaryLearning", "MiniBatchDictionaryLearning"):
    entry(name, "numbers", "none", lambda r, c=getattr(decomposition, name): c(one(r, 2, 3), alpha=one(r, .1, 1.0), max_iter=3, random_state=seed(r), **coded(r)), sparse=False)
angled = lambda r: dict(coded(r), transform_algorithm=one(r, "lars", "lasso_lars", "lasso_cd"), transform_alpha=one(r, 1e-3, .1, .5), transform_max_iter=one(r, 1000, 1000, 3))
entry("SparseCoder.angled", "numbers", "none", lambda r: decomposition.SparseCoder(np.round(r.normal(size=(one(r, 3, 7), one(r, 1, 2, 3, 4, 5))), 2).astype(one(r, np.float64, np.float32)), **angled(r)), sparse=False)
entry("DictionaryLearning.angled", "numbers", "none", lambda r: decomposition.DictionaryLearning(one(r, 2, 3), alpha=one(r, .1, 1.0), max_iter=3, random_state=seed(r), **angled(r)), sparse=False)
entry("PolynomialCountSketch", "numbers", "none", lambda r: K.PolynomialCountSketch(gamma=one(r, 1.0, .3), degree=one(r, 1, 2, 3), coef0=one(r, 0, 0, 1, 2.5), n_components=one(r, 1, 3, 8, 30), random_state=seed(r)))
LATER += ["DictVectorizer", "FeatureHasher", "MultiLabelBinarizer", "SparsePCA", "MiniBatchSparsePCA", "SparseCoder", "DictionaryLearning", "MiniBatchDictionaryLearning"]
LATER += ["SparseCoder.angled", "DictionaryLearning.angled", "PolynomialCountSketch", "PatchExtractor"]
NAMES = FIRST + LATER


def name_of(number):
    """The class of a seed, with a point and a word behind it where a class has another block of seeds."""
    return FIRST[number % len(FIRST)] if number < BLOCK else LATER[number // BLOCK - 1]
