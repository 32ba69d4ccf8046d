using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of MultinomialNB, ComplementNB and BernoulliNB: the joint log likelihoods are <c>X @ Weights.T +
/// Intercepts</c>.</summary>
public sealed record DiscreteBayesForm : NaiveBayesForm
{
    internal DiscreteBayesForm(Labels classes, NDArray weights, IReadOnlyList<double> intercepts)
        : base(classes)
    {
        Weights = weights;
        Intercepts = intercepts;
    }

    /// <summary>
    /// <c>feature_log_prob_</c>, float64 of shape (n_classes, n_features); of BernoulliNB, less the logs of the probabilities that a
    /// feature is absent.
    /// </summary>
    public NDArray Weights { get; }

    /// <summary>
    /// <c>class_log_prior_</c>, one for each class; of BernoulliNB, plus the logs of the probabilities that all features are absent. Empty
    /// for ComplementNB, whose prior counts only where there is but one class.
    /// </summary>
    public IReadOnlyList<double> Intercepts { get; }

    /// <summary><c>binarize</c> of BernoulliNB: larger values count as one, others as none; null where values count as they are.</summary>
    public double? Threshold { get; init; }
}
