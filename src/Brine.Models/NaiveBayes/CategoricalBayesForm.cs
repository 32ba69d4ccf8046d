using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of CategoricalNB: the log probabilities of each column's category, added column by column, then the log
/// prior.</summary>
public sealed record CategoricalBayesForm : NaiveBayesForm
{
    internal CategoricalBayesForm(Labels classes, IReadOnlyList<NDArray> logProbabilities, IReadOnlyList<double> logPriors)
        : base(classes)
    {
        LogProbabilities = logProbabilities;
        LogPriors = logPriors;
    }

    /// <summary><c>feature_log_prob_</c>: for each column an array of shape (n_classes, n_categories).</summary>
    public IReadOnlyList<NDArray> LogProbabilities { get; }

    /// <summary><c>class_log_prior_</c>, one for each class.</summary>
    public IReadOnlyList<double> LogPriors { get; }
}
