namespace Brine.Models;

/// <summary>Base class of the forms of naive Bayes models: each gives the joint log likelihood of every class, and the label is that of the
/// largest.</summary>
public abstract record NaiveBayesForm : EstimatorForm
{
    private protected NaiveBayesForm(Labels classes) => Classes = classes;

    /// <summary><c>classes_</c>.</summary>
    public Labels Classes { get; }

    /// <summary>True for the <c>logsumexp</c> of scipy 1.15 and later, which adds the largest value apart from the others; only last bits
    /// of probabilities hang on it.</summary>
    public bool SplitsLogSumExp { get; init; }
}
