namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.dummy</c>.</summary>
internal static class DummyFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.dummy", "DummyClassifier", DummyReader.Classifier),
        new("sklearn.dummy", "DummyRegressor", DummyReader.Regressor),
    ];
}
