namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.linear_model</c>, and the linear ones of <c>sklearn.svm</c>.</summary>
internal static class LinearFamily
{
    private const string Package = "sklearn.linear_model";

    private static readonly string[] Regressors =
    [
        "LinearRegression", "Ridge", "RidgeCV", "Lasso", "LassoCV", "ElasticNet", "ElasticNetCV", "MultiTaskLasso", "MultiTaskLassoCV",
        "MultiTaskElasticNet", "MultiTaskElasticNetCV", "Lars", "LarsCV", "LassoLars", "LassoLarsCV", "LassoLarsIC",
        "OrthogonalMatchingPursuit", "OrthogonalMatchingPursuitCV", "HuberRegressor", "TheilSenRegressor", "QuantileRegressor",
        "SGDRegressor", "PassiveAggressiveRegressor",
    ];

    internal static readonly EstimatorEntry[] Entries =
    [
        .. Regressors.Select(name => new EstimatorEntry(Package, name, reader => new LinearRegressor(reader))),
        new("sklearn.svm", "LinearSVR", reader => new LinearRegressor(reader)),
        new(Package, "BayesianRidge", reader => new BayesianRegressor(reader)),
        new(Package, "ARDRegression", reader => new BayesianRegressor(reader)),
        new(Package, "PoissonRegressor", reader => new GeneralizedRegressor(reader)),
        new(Package, "GammaRegressor", reader => new GeneralizedRegressor(reader)),
        new(Package, "TweedieRegressor", reader => new GeneralizedRegressor(reader)),
        new(Package, "RANSACRegressor", reader => new ConsensusRegressor(reader)),
        new(Package, "SGDOneClassSVM", reader => new LinearOutlierDetector(reader)),
        new(Package, "LogisticRegression", LogisticModels.Logistic),
        new(Package, "LogisticRegressionCV", LogisticModels.Logistic),
        new(Package, "SGDClassifier", LogisticModels.StochasticGradient),
        new(Package, "Perceptron", reader => new LinearClassifier(reader)),
        new(Package, "PassiveAggressiveClassifier", reader => new LinearClassifier(reader)),
        new("sklearn.svm", "LinearSVC", reader => new LinearClassifier(reader)),
        new(Package, "RidgeClassifier", reader => new RidgeClassifier(reader)),
        new(Package, "RidgeClassifierCV", reader => new RidgeClassifier(reader)),
    ];
}
