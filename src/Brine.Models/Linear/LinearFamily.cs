namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.linear_model</c> and the linear ones of <c>sklearn.svm</c>.</summary>
internal static class LinearFamily
{
    /// <summary>Those whose <c>predict</c> is nothing but <c>X @ coef_.T + intercept_</c>.</summary>
    private static readonly string[] Regressors =
    [
        "LinearRegression", "Ridge", "RidgeCV", "Lasso", "LassoCV", "ElasticNet", "ElasticNetCV", "Lars", "LarsCV", "LassoLars", "LassoLarsCV", "LassoLarsIC",
        "OrthogonalMatchingPursuit", "OrthogonalMatchingPursuitCV", "BayesianRidge", "ARDRegression", "HuberRegressor", "TheilSenRegressor", "SGDRegressor",
        "PassiveAggressiveRegressor", "QuantileRegressor", "MultiTaskLasso", "MultiTaskLassoCV", "MultiTaskElasticNet", "MultiTaskElasticNetCV",
    ];

    internal static readonly EstimatorEntry[] Entries =
    [
        .. Regressors.Select(name => new EstimatorEntry("sklearn.linear_model", name, reader => new LinearRegressor(reader))),
        new("sklearn.svm", "LinearSVR", reader => new LinearRegressor(reader)),
        new("sklearn.linear_model", "LogisticRegression", LinearClassifier.ReadLogistic),
        new("sklearn.linear_model", "LogisticRegressionCV", LinearClassifier.ReadLogistic),
        new("sklearn.linear_model", "RidgeClassifier", LinearClassifier.ReadRidge),
        new("sklearn.linear_model", "RidgeClassifierCV", LinearClassifier.ReadRidge),
        new("sklearn.linear_model", "Perceptron", reader => new LinearClassifier(reader, ProbabilityRule.None)),
        new("sklearn.linear_model", "PassiveAggressiveClassifier", reader => new LinearClassifier(reader, ProbabilityRule.None)),
        new("sklearn.svm", "LinearSVC", reader => new LinearClassifier(reader, ProbabilityRule.None)),
    ];
}
