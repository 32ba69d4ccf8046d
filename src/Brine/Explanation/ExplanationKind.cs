namespace Brine;

/// <summary>How an answer is explained.</summary>
public enum ExplanationKind
{
    /// <summary>Coefficients times values: linear models.</summary>
    Linear,

    /// <summary>Shapley values over the paths of trees, weighted by the training rows (path-dependent TreeSHAP).</summary>
    TreeShap,

    /// <summary>Logarithms of likelihoods, feature by feature: naive Bayes.</summary>
    LogLikelihood,

    /// <summary>The rows of the training that are nearest.</summary>
    Neighbors,

    /// <summary>The distances to the centers of clusters.</summary>
    Centers,
}
