namespace Brine.Models;

/// <summary>The estimators of <c>sklearn.mixture</c>.</summary>
internal static class MixtureFamily
{
    private const string Package = "sklearn.mixture";

    internal static readonly EstimatorEntry[] Entries =
    [
        new(Package, "GaussianMixture", MixtureReader.Gaussian),
        new(Package, "BayesianGaussianMixture", MixtureReader.Bayesian),
    ];
}
