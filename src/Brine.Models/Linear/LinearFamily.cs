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
        .. Regressors.Select(name => new EstimatorEntry(Package, name, LinearReader.Regressor)),
        new("sklearn.svm", "LinearSVR", LinearReader.Regressor),
        new(Package, "BayesianRidge", LinearReader.Bayesian),
        new(Package, "ARDRegression", LinearReader.Bayesian),
        new(Package, "PoissonRegressor", LinearReader.Generalized),
        new(Package, "GammaRegressor", LinearReader.Generalized),
        new(Package, "TweedieRegressor", LinearReader.Generalized),
        new(Package, "RANSACRegressor", LinearReader.Ransac),
        new(Package, "SGDOneClassSVM", LinearReader.OneClass),
        new(Package, "LogisticRegression", LinearReader.Logistic),
        new(Package, "LogisticRegressionCV", LinearReader.Logistic),
        new(Package, "SGDClassifier", LinearReader.StochasticGradient),
        new(Package, "Perceptron", LinearReader.Classifier),
        new(Package, "PassiveAggressiveClassifier", LinearReader.Classifier),
        new("sklearn.svm", "LinearSVC", LinearReader.Classifier),
        new(Package, "RidgeClassifier", LinearReader.Ridge),
        new(Package, "RidgeClassifierCV", LinearReader.Ridge),
    ];
}
