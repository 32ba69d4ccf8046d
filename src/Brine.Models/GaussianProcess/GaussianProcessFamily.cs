namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.gaussian_process</c>.</summary>
internal static class GaussianProcessFamily
{
    internal static readonly EstimatorEntry[] Entries =
    [
        new("sklearn.gaussian_process", "GaussianProcessRegressor", GaussianProcessReader.Regressor),
        new("sklearn.gaussian_process", "GaussianProcessClassifier", GaussianProcessReader.Classifier),
    ];
}
