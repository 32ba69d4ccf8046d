"""Trains the small models that the fixtures lack for the refusals: python3 models.py FOLDER

Debian bookworm's python3-sklearn 1.2.1 and, from unstable, 1.9.0. A line of manifest.jsonl a model, its inputs in the npz form.
"""
import json, os, pickle, sys, warnings
import numpy as np, pandas as pd, scipy.sparse as sp, sklearn
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn import calibration, cluster, compose, covariance, cross_decomposition, decomposition, discriminant_analysis, dummy, ensemble, feature_extraction, gaussian_process, impute, isotonic, kernel_approximation, linear_model, manifold, mixture, model_selection, multiclass, multioutput, naive_bayes, neighbors, neural_network, pipeline, preprocessing, semi_supervised, svm, tree

warnings.simplefilter("ignore")
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
manifest = open(os.path.join(folder, "manifest.jsonl"), "w")
version = tuple(map(int, sklearn.__version__.split(".")[:2]))
rng = np.random.RandomState(7)
numbers = np.round(rng.rand(40, 4) * 4, 2)
frame = pd.DataFrame(numbers, columns=["width", "height", "depth", "weight"])
labels = (numbers[:, 0] + numbers[:, 1] > 4).astype(int)
target = numbers @ [1.0, 2.0, -1.0, 0.5]
holes = np.where(rng.rand(40, 4) < 0.2, np.nan, numbers)
holes[:6] = numbers[:6]
words = pd.DataFrame({"color": np.tile(["red", "green", "blue", "red"], 10), "size": np.tile(["S", "M", "L", "XL", "S"], 8), "price": numbers[:, 0]})
counts = sp.csr_matrix(rng.poisson(0.7, (40, 5)).astype(float))


def case(id, model, x, y=None, fit=None, methods=None):
    model.fit(x if fit is None else fit, *([] if y is None else [y]))
    npz, line = {}, {}
    x = x[:6]
    if isinstance(x, pd.DataFrame):
        line["columns"] = list(x.columns)
        for name in x:
            npz["X.col." + name] = np.array(list(x[name])) if x[name].dtype == object or x[name].dtype.kind not in "fib" else x[name].values
    elif sp.issparse(x):
        npz.update({"X.csr.data": x.data, "X.csr.indices": x.indices, "X.csr.indptr": x.indptr, "X.csr.shape": np.array(x.shape)})
    elif isinstance(x, list):
        npz["X.dicts"] = np.array([json.dumps(record) for record in x])
    else:
        npz["X"] = x
    known = ["mahalanobis", "predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "score_samples", "apply", "decision_path", "kneighbors", "inverse_transform"]
    methods = methods or [m for m in known if hasattr(model, m) and not (m == "inverse_transform" and isinstance(model, (impute.SimpleImputer, preprocessing.LabelBinarizer)))]
    if "inverse_transform" in methods:
        answer = model.transform(x)
        npz["transform"] = np.asarray(answer.toarray() if sp.issparse(answer) else answer, dtype=float)
    if "predict_std" in methods:
        assert model.predict(x, return_std=True)
    pickle.dump(model, open(os.path.join(folder, id + ".pkl"), "wb"), protocol=4)
    np.savez_compressed(os.path.join(folder, id + ".npz"), **npz)
    line = dict(id=id, estimator=type(model).__module__ + "." + type(model).__name__, sklearn=sklearn.__version__, model=id + ".pkl", answers=id + ".npz", methods=methods, **line)
    manifest.write(json.dumps(line) + "\n")


# Every class that the fixtures of one version lack, trained on a frame with names.
for make in [
    linear_model.ARDRegression, linear_model.ElasticNet, linear_model.Lars, linear_model.LassoLars, linear_model.LassoLarsCV, linear_model.LassoLarsIC, linear_model.LinearRegression, linear_model.RidgeCV,
    linear_model.OrthogonalMatchingPursuit, linear_model.OrthogonalMatchingPursuitCV, linear_model.PassiveAggressiveRegressor, linear_model.RANSACRegressor, svm.NuSVR, tree.DecisionTreeRegressor,
    tree.ExtraTreeRegressor, neighbors.KNeighborsRegressor, linear_model.BayesianRidge,
]:
    case(make.__name__ + ".named", make(), frame, target, methods=["predict"])
for make in [linear_model.ARDRegression, linear_model.BayesianRidge]:
    case(make.__name__ + ".deviation", make(), numbers, target, methods=["predict", "predict_std"])
for make in [linear_model.MultiTaskElasticNetCV, linear_model.MultiTaskLasso, linear_model.MultiTaskLassoCV]:
    case(make.__name__ + ".named", make(), frame, np.stack([target, -target], axis=1))
for make in [linear_model.LogisticRegression, naive_bayes.ComplementNB, naive_bayes.GaussianNB, neighbors.NearestCentroid, svm.SVC, tree.DecisionTreeClassifier, neighbors.KNeighborsClassifier]:
    case(make.__name__ + ".named", make(), frame, labels)
for make in [preprocessing.StandardScaler, preprocessing.MinMaxScaler, preprocessing.MaxAbsScaler, preprocessing.RobustScaler, preprocessing.Normalizer, preprocessing.Binarizer, decomposition.PCA,
             decomposition.IncrementalPCA, cluster.KMeans, neighbors.NearestNeighbors, impute.SimpleImputer]:
    case(make.__name__ + ".named", make(n_clusters=3, n_init=1) if make is cluster.KMeans else make(), frame)
for make in [ensemble.ExtraTreesClassifier, ensemble.RandomForestClassifier]:
    case(make.__name__ + ".small", make(n_estimators=3, max_depth=3, random_state=0), numbers, labels)
for make in [ensemble.ExtraTreesRegressor, ensemble.RandomForestRegressor]:
    case(make.__name__ + ".small", make(n_estimators=3, max_depth=3, random_state=0), numbers, target)
case("TfidfTransformer.counts", feature_extraction.text.TfidfTransformer(), counts)
case("BernoulliRBM.seeded", neural_network.BernoulliRBM(n_components=3, n_iter=2, random_state=0), numbers / 4)
case("KNeighborsTransformer.small", neighbors.KNeighborsTransformer(n_neighbors=3), numbers)

# Parameters that change what is taken.
if version >= (1, 3):
    case("DecisionTreeClassifier.holes", tree.DecisionTreeClassifier(max_depth=3), numbers, labels, fit=holes)
    case("DecisionTreeClassifier.whole", tree.DecisionTreeClassifier(max_depth=3), numbers, labels)
if version >= (1, 4):
    case("RandomForestClassifier.holes", ensemble.RandomForestClassifier(n_estimators=3, max_depth=3, random_state=0), numbers, labels, fit=holes)
    case("DecisionTreeClassifier.monotonic", tree.DecisionTreeClassifier(max_depth=3, monotonic_cst=[1, 0, 0, 0]), numbers, labels)
    case("PCA.arpack", decomposition.PCA(2, svd_solver="arpack", random_state=0), numbers, fit=sp.csr_matrix(numbers))
case("KNeighborsClassifier.kd_tree", neighbors.KNeighborsClassifier(algorithm="kd_tree"), numbers, labels)
case("KNeighborsClassifier.ball_tree", neighbors.KNeighborsClassifier(algorithm="ball_tree"), numbers, labels)
case("KNeighborsClassifier.brute", neighbors.KNeighborsClassifier(algorithm="brute", metric="manhattan"), numbers, labels)
case("KNeighborsClassifier.counts", neighbors.KNeighborsClassifier(), counts, labels)
case("SVC.counts", svm.SVC(), counts, labels)
case("StandardScaler.uncentered", preprocessing.StandardScaler(with_mean=False), numbers)
case("RobustScaler.uncentered", preprocessing.RobustScaler(with_centering=False), numbers)
case("Binarizer.negative", preprocessing.Binarizer(threshold=-1), numbers)
case("BernoulliNB.as_is", naive_bayes.BernoulliNB(binarize=None), (numbers > 2).astype(float), labels)
case("BernoulliNB.half", naive_bayes.BernoulliNB(binarize=0.5), numbers, labels)
case("MultinomialNB.small", naive_bayes.MultinomialNB(), numbers, labels)
case("CategoricalNB.small", naive_bayes.CategoricalNB(), np.round(numbers), labels)
case("SimpleImputer.holes", impute.SimpleImputer(), numbers, fit=holes)
case("SimpleImputer.zero", impute.SimpleImputer(missing_values=0), numbers)
case("SimpleImputer.minus_one", impute.SimpleImputer(missing_values=-1), numbers)
case("SimpleImputer.most_frequent", impute.SimpleImputer(strategy="most_frequent"), numbers)
case("SimpleImputer.constant", impute.SimpleImputer(strategy="constant", fill_value=0), numbers)
case("SimpleImputer.words", impute.SimpleImputer(strategy="most_frequent"), words)
case("SimpleImputer.indicator", impute.SimpleImputer(add_indicator=True), numbers, fit=holes, methods=["transform"])
case("MissingIndicator.holes", impute.MissingIndicator(), numbers, fit=holes, methods=["transform"])
case("MissingIndicator.whole", impute.MissingIndicator(), numbers, methods=["transform"])
case("MissingIndicator.minus_one", impute.MissingIndicator(missing_values=-1, features="all"), numbers, methods=["transform"])
case("OneHotEncoder.numbers", preprocessing.OneHotEncoder(), np.round(numbers))
case("OneHotEncoder.ignore", preprocessing.OneHotEncoder(handle_unknown="ignore"), np.round(numbers))
case("OneHotEncoder.words", preprocessing.OneHotEncoder(handle_unknown="ignore"), words, methods=["transform"])
case("OrdinalEncoder.numbers", preprocessing.OrdinalEncoder(), np.round(numbers))
case("OrdinalEncoder.unknown", preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), np.round(numbers))
case("LabelEncoder.numbers", preprocessing.LabelEncoder(), np.arange(40) % 6)
case("LabelBinarizer.numbers", preprocessing.LabelBinarizer(), np.arange(40) % 6, methods=["transform"])
case("FunctionTransformer.none", preprocessing.FunctionTransformer(), numbers)
case("FunctionTransformer.checked", preprocessing.FunctionTransformer(np.log1p, np.expm1, validate=True), numbers)
case("FunctionTransformer.named", preprocessing.FunctionTransformer(np.log1p, validate=True), frame, methods=["transform"])
case("FunctionTransformer.sparse", preprocessing.FunctionTransformer(np.log1p, validate=True, accept_sparse=True), numbers, methods=["transform"])

# Ensembles: some look at the data themselves, others leave that to their members.
few = dict(n_estimators=3, random_state=0)
shallow, bayes, ridge, number_tree = tree.DecisionTreeClassifier(max_depth=2), naive_bayes.GaussianNB(), linear_model.Ridge(), tree.DecisionTreeRegressor(max_depth=2)
both, marks = np.column_stack([target, -target]), np.column_stack([labels, 1 - labels])
case("GradientBoostingClassifier.named", ensemble.GradientBoostingClassifier(**few), frame, labels, methods=["predict", "decision_function", "apply"])
case("GradientBoostingRegressor.named", ensemble.GradientBoostingRegressor(init=ridge, **few), frame, target, methods=["predict", "apply"])
case("HistGradientBoostingClassifier.named", ensemble.HistGradientBoostingClassifier(max_iter=2), frame, labels, methods=["predict", "predict_proba"])
case("HistGradientBoostingClassifier.codes", ensemble.HistGradientBoostingClassifier(max_iter=2, categorical_features=[1]), np.round(numbers), labels, methods=["predict"])
case("HistGradientBoostingRegressor.named", ensemble.HistGradientBoostingRegressor(max_iter=2), frame, target, methods=["predict"])
case("AdaBoostClassifier.named", ensemble.AdaBoostClassifier(shallow, **few), frame, labels, methods=["predict", "decision_function"])
case("AdaBoostRegressor.named", ensemble.AdaBoostRegressor(**few), frame, target, methods=["predict"])
case("RandomTreesEmbedding.named", ensemble.RandomTreesEmbedding(max_depth=2, **few), frame, methods=["transform", "apply"])
case("BaggingClassifier.named", ensemble.BaggingClassifier(bayes, **few), frame, labels, methods=["predict", "predict_log_proba"])
case("BaggingClassifier.votes", ensemble.BaggingClassifier(svm.SVC(), **few), numbers, labels, methods=["predict", "decision_function"])
case("BaggingRegressor.named", ensemble.BaggingRegressor(ridge, max_features=2, **few), frame, target, methods=["predict"])
case("VotingClassifier.named", ensemble.VotingClassifier([("a", bayes), ("b", shallow)]), frame, labels, methods=["predict", "transform"])
case("VotingClassifier.soft", ensemble.VotingClassifier([("a", bayes), ("b", shallow)], voting="soft"), numbers, labels, methods=["predict_proba", "transform"])
case("VotingRegressor.named", ensemble.VotingRegressor([("a", ridge), ("b", number_tree)]), frame, target, methods=["predict", "transform"])
case("StackingClassifier.named", ensemble.StackingClassifier([("a", bayes), ("b", shallow)], cv=2), frame, labels, methods=["predict", "transform"])
case("StackingClassifier.through", ensemble.StackingClassifier([("a", shallow)], cv=2, passthrough=True), numbers, labels, methods=["predict", "transform"])
case("StackingRegressor.named", ensemble.StackingRegressor([("a", ridge), ("b", number_tree)], cv=2), frame, target, methods=["predict", "transform"])
case("CalibratedClassifierCV.named", calibration.CalibratedClassifierCV(bayes, cv=2), frame, labels, methods=["predict", "predict_proba"])
case("CalibratedClassifierCV.isotonic", calibration.CalibratedClassifierCV(linear_model.LogisticRegression(), cv=2, method="isotonic"), numbers, labels, methods=["predict_proba"])
case("IsotonicRegression.raise", isotonic.IsotonicRegression(out_of_bounds="raise"), numbers[:, :1], target, methods=["predict", "transform"])
case("IsotonicRegression.nan", isotonic.IsotonicRegression(), numbers[:, :1], target, methods=["predict"])
case("DummyClassifier.named", dummy.DummyClassifier(), frame, labels, methods=["predict", "predict_proba"])
case("DummyRegressor.named", dummy.DummyRegressor(), frame, target, methods=["predict"])
case("OneVsRestClassifier.named", multiclass.OneVsRestClassifier(bayes), frame, labels, methods=["predict", "predict_proba"])
case("OneVsOneClassifier.named", multiclass.OneVsOneClassifier(bayes), frame, labels, methods=["predict", "decision_function"])
case("OneVsOneClassifier.trees", multiclass.OneVsOneClassifier(shallow), numbers, np.arange(40) % 3, methods=["predict", "decision_function"])
case("OutputCodeClassifier.named", multiclass.OutputCodeClassifier(bayes, random_state=0), frame, labels, methods=["predict"])
case("MultiOutputClassifier.named", multioutput.MultiOutputClassifier(bayes), frame, marks, methods=["predict"])
case("MultiOutputRegressor.named", multioutput.MultiOutputRegressor(ridge), frame, both, methods=["predict"])
case("ClassifierChain.named", multioutput.ClassifierChain(bayes), frame, marks, methods=["predict", "predict_proba"])
case("RegressorChain.named", multioutput.RegressorChain(ridge), frame, both, methods=["predict"])
case("SelfTrainingClassifier.named", semi_supervised.SelfTrainingClassifier(bayes), frame, np.where(np.arange(40) < 6, -1, labels), methods=["predict", "predict_proba"])

# What is made of parts: each part checks what it gets.
case("FeatureUnion.named", pipeline.FeatureUnion([("a", preprocessing.StandardScaler()), ("b", preprocessing.MinMaxScaler())]), frame)
case("FeatureUnion.pca", pipeline.FeatureUnion([("a", preprocessing.StandardScaler()), ("b", decomposition.PCA(2))]), numbers)
case("ColumnTransformer.names", compose.ColumnTransformer([("a", preprocessing.StandardScaler(), ["width"]), ("b", preprocessing.MinMaxScaler(), ["depth", "height"])]), frame)
case("ColumnTransformer.places", compose.ColumnTransformer([("a", preprocessing.StandardScaler(), [1]), ("b", decomposition.PCA(1), [0, 2])]), numbers)
case("ColumnTransformer.places_named", compose.ColumnTransformer([("a", preprocessing.StandardScaler(), [1]), ("b", preprocessing.MinMaxScaler(), [0, 2])]), frame)
case("ColumnTransformer.selector", compose.ColumnTransformer([("a", preprocessing.StandardScaler(), compose.make_column_selector(dtype_include=float))]), frame)
case("ColumnTransformer.remainder", compose.ColumnTransformer([("a", preprocessing.StandardScaler(), ["width"])], remainder="passthrough"), frame)
case("ColumnTransformer.words", compose.ColumnTransformer([("a", preprocessing.OneHotEncoder(handle_unknown="ignore"), ["color", "size"]), ("b", preprocessing.StandardScaler(), ["price"])]), words)
steps = {"log": preprocessing.FunctionTransformer(np.log1p), "scale": preprocessing.StandardScaler(), "fill": impute.SimpleImputer()}
for names in [["scale"], ["log"], ["fill"], ["fill", "scale"], ["scale", "log"], ["log", "scale"]]:
    made = [(name, sklearn.base.clone(steps[name])) for name in names]
    x = numbers * 100 if names == ["scale", "log"] else numbers
    if names == ["scale", "log"]:
        made[0] = ("scale", preprocessing.MinMaxScaler())
    case("Pipeline." + "_".join(names) + ".logistic", pipeline.Pipeline(made + [("last", linear_model.LogisticRegression())]), x, labels, methods=["predict", "predict_proba"])
case("Pipeline.scale.svc", pipeline.make_pipeline(preprocessing.StandardScaler(), svm.SVC()), frame, labels, methods=["predict"])
case("Pipeline.scale.tree", pipeline.make_pipeline(preprocessing.StandardScaler(), tree.DecisionTreeRegressor(max_depth=3)), frame, target, methods=["predict"])
case("Pipeline.scale.neighbors", pipeline.make_pipeline(preprocessing.MinMaxScaler(), neighbors.KNeighborsClassifier()), numbers, labels, methods=["predict"])
case("Pipeline.columns.logistic", pipeline.make_pipeline(compose.ColumnTransformer([("a", preprocessing.StandardScaler(), ["width", "weight"])], remainder="passthrough"), linear_model.LogisticRegression()), frame, labels, methods=["predict", "decision_function"])
case("Pipeline.passthrough", pipeline.Pipeline([("a", "passthrough"), ("b", linear_model.Ridge())]), numbers, target, methods=["predict"])
case("TransformedTargetRegressor.exp", compose.TransformedTargetRegressor(linear_model.LinearRegression(), func=np.log1p, inverse_func=np.expm1), numbers, np.abs(target), methods=["predict"])
case("TransformedTargetRegressor.scaler", compose.TransformedTargetRegressor(linear_model.Ridge(), transformer=preprocessing.StandardScaler()), frame, target, methods=["predict"])
grid = dict(estimator=linear_model.LogisticRegression(), cv=2)
case("GridSearchCV.named", model_selection.GridSearchCV(param_grid={"C": [1, 2]}, **grid), frame, labels, methods=["predict", "predict_proba"])
case("HalvingGridSearchCV.small", model_selection.HalvingGridSearchCV(param_grid={"C": [1, 2]}, **grid), numbers, labels, methods=["predict", "predict_proba"])
case("HalvingRandomSearchCV.small", model_selection.HalvingRandomSearchCV(param_distributions={"C": [1, 2, 3]}, n_candidates=2, random_state=0, **grid), numbers, labels, methods=["predict"])

# Models of distributions, neighbors and factors, trained on a frame with names.
for model in [
    discriminant_analysis.LinearDiscriminantAnalysis(), discriminant_analysis.QuadraticDiscriminantAnalysis(), mixture.GaussianMixture(2, random_state=0), covariance.EmpiricalCovariance(),
    covariance.EllipticEnvelope(random_state=0), neighbors.LocalOutlierFactor(5, novelty=True), neighbors.KernelDensity(), neighbors.NeighborhoodComponentsAnalysis(2, max_iter=5, random_state=0),
    cluster.AffinityPropagation(random_state=0), cluster.MeanShift(bandwidth=2), cluster.Birch(n_clusters=3), cluster.FeatureAgglomeration(2), decomposition.FastICA(2, random_state=0, whiten="unit-variance"),
    decomposition.FactorAnalysis(2), decomposition.KernelPCA(2), decomposition.NMF(2, init="nndsvda", random_state=0), decomposition.MiniBatchNMF(2, init="nndsvda", random_state=0),
    decomposition.LatentDirichletAllocation(2, max_iter=3, random_state=0),
]:
    case(type(model).__name__ + ".named", model, frame, labels if isinstance(model, (discriminant_analysis.LinearDiscriminantAnalysis, discriminant_analysis.QuadraticDiscriminantAnalysis, neighbors.NeighborhoodComponentsAnalysis)) else None,
         methods=["transform"] if isinstance(model, (decomposition.NMF, decomposition.MiniBatchNMF, decomposition.KernelPCA)) else None)
for make in [cross_decomposition.PLSRegression, cross_decomposition.PLSCanonical, cross_decomposition.CCA, cross_decomposition.PLSSVD]:
    case(make.__name__ + ".named", make(1), frame, np.stack([target, -target + labels], axis=1))
for model in [gaussian_process.GaussianProcessClassifier(optimizer=None), semi_supervised.LabelPropagation(gamma=1), semi_supervised.LabelSpreading(kernel="knn", n_neighbors=3), gaussian_process.GaussianProcessRegressor(alpha=0.1, optimizer=None)]:
    case(type(model).__name__ + ".named", model, frame, labels, methods=["predict"])
for model in [manifold.Isomap(n_neighbors=10), manifold.LocallyLinearEmbedding(n_neighbors=6, random_state=0)]:
    case(type(model).__name__ + ".named", model, frame)

# Models of records: one dict or list a row.
records = [{"kind": ["new", "used", "sold"][i % 3], "stock": i % 4, "price": float(v)} for i, v in enumerate(numbers[:, 0])]
case("DictVectorizer.small", feature_extraction.DictVectorizer(sparse=False), records)
case("DictVectorizer.ints", feature_extraction.DictVectorizer(dtype=np.int64), records, methods=["transform"])
for kind, rows in {"dict": records, "pair": [[list(pair) for pair in record.items()] for record in records], "string": [[record["kind"], "x%d" % record["stock"]] for record in records]}.items():
    case("FeatureHasher." + kind, feature_extraction.FeatureHasher(8, input_type=kind), rows)
case("FeatureHasher.ints", feature_extraction.FeatureHasher(8, dtype=np.int32), records)
case("MultiLabelBinarizer.small", preprocessing.MultiLabelBinarizer(), [[record["kind"], "x%d" % record["stock"]] for record in records])
case("MultiLabelBinarizer.ints", preprocessing.MultiLabelBinarizer(sparse_output=True), [[record["stock"], 3] for record in records])
for make in [decomposition.SparsePCA, decomposition.MiniBatchSparsePCA]:
    case(make.__name__ + ".named", make(2, random_state=0), frame)
for model in [kernel_approximation.PolynomialCountSketch(n_components=5, random_state=0), decomposition.SparseCoder(numbers[:5]), decomposition.DictionaryLearning(3, max_iter=3, random_state=0), decomposition.MiniBatchDictionaryLearning(3, max_iter=3, random_state=0)]:
    case(type(model).__name__ + ".named", model, frame)
if version >= (1, 5):
    case("FixedThresholdClassifier.named", model_selection.FixedThresholdClassifier(naive_bayes.GaussianNB(), threshold=0.3), frame, labels)
    case("TunedThresholdClassifierCV.named", model_selection.TunedThresholdClassifierCV(linear_model.LogisticRegression(), cv=2), frame, labels)
manifest.close()
