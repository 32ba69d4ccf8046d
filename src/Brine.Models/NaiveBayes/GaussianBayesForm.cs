using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of GaussianNB: per class the log prior, less half the logs of the variances, less half the squared distances over the
/// variances.</summary>
public sealed record GaussianBayesForm : NaiveBayesForm
{
    internal GaussianBayesForm(Labels classes, NDArray means, NDArray variances, IReadOnlyList<double> priors)
        : base(classes)
    {
        Means = means;
        Variances = variances;
        Priors = priors;
    }

    /// <summary><c>theta_</c>, of shape (n_classes, n_features).</summary>
    public NDArray Means { get; }

    /// <summary><c>var_</c>, of shape (n_classes, n_features).</summary>
    public NDArray Variances { get; }

    /// <summary>True where all three are float32: rows of floats and small ints are computed in it, and the parts of the sum that know no
    /// row always.</summary>
    public bool IsSingle { get; init; }

    /// <summary><c>class_prior_</c>, one for each class.</summary>
    public IReadOnlyList<double> Priors { get; }
}
