using Brine.Pickling;

namespace Brine.Models;

/// <summary>Classes of scikit-learn that neither version in the catalog has any more, and that do not run: which version had them, and
/// what came after.</summary>
internal static class RetiredClasses
{
    private const string Mixtures = "a mixture of scikit-learn up to 0.19, computed in a way of its own: train GaussianMixture or "
        + "BayesianGaussianMixture, or export weights_, means_ and covars_, which inspect shows";

    private const string Agglomeration =
        "the name of AgglomerativeClustering and FeatureAgglomeration up to 0.16, which inspect shows and Brine does not run";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["sklearn.mixture.GMM"] = Mixtures,
        ["sklearn.mixture.VBGMM"] = Mixtures,
        ["sklearn.mixture.DPGMM"] = Mixtures,
        ["sklearn.neighbors.LSHForest"] =
            "an approximate search of scikit-learn up to 0.20, by tables of hashes: train NearestNeighbors on its _fit_X",
        ["sklearn.gaussian_process.GaussianProcess"] =
            "a Gaussian process of scikit-learn up to 0.19, with correlation models of its own: train GaussianProcessRegressor",
        ["sklearn.decomposition.ProjectedGradientNMF"] =
            "NMF by projected gradients of scikit-learn up to 0.18, whose solver is gone: train NMF",
        ["sklearn.preprocessing.CategoricalEncoder"] =
            "an encoder that only development versions of 0.20 had, and no release: train OneHotEncoder or OrdinalEncoder",
        ["sklearn.cluster.Ward"] = Agglomeration,
        ["sklearn.cluster.WardAgglomeration"] = Agglomeration,
        ["sklearn.hmm.GaussianHMM"] = "a hidden Markov model of scikit-learn up to 0.16, which lives on in the package hmmlearn",
        ["sklearn.hmm.MultinomialHMM"] = "a hidden Markov model of scikit-learn up to 0.16, which lives on in the package hmmlearn",
        ["sklearn.hmm.GMMHMM"] = "a hidden Markov model of scikit-learn up to 0.16, which lives on in the package hmmlearn",
    };

    /// <summary>The full names, package and class.</summary>
    internal static IReadOnlyCollection<string> Names => Reasons.Keys;

    /// <summary>What became of a class; null where it is none of these.</summary>
    internal static string? Find(PyGlobal name) => Reasons.GetValueOrDefault(EstimatorEntry.PackageOf(name.Module) + "." + name.Name);
}
