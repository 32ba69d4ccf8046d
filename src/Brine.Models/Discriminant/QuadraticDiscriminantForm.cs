using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The form of QuadraticDiscriminantAnalysis: the score of a class is <c>-0.5 * (|(x - mean) @ map|² + log determinant) + log prior</c>.
/// Where all arrays are float32, rows of float32 are computed in it.
/// </summary>
public sealed record QuadraticDiscriminantForm : EstimatorForm
{
    internal QuadraticDiscriminantForm(Labels classes, NDArray means, IReadOnlyList<NDArray> maps)
    {
        Classes = classes;
        Means = means;
        Maps = maps;
    }

    /// <summary><c>classes_</c>.</summary>
    public Labels Classes { get; }

    /// <summary><c>means_</c>, of shape (n_classes, n_features).</summary>
    public NDArray Means { get; }

    /// <summary>For each class its <c>rotations_</c> over the roots of its <c>scalings_</c>, of shape (n_features, n_directions).</summary>
    public IReadOnlyList<NDArray> Maps { get; }

    /// <summary>For each class the logarithm of the determinant of its covariance.</summary>
    public required IReadOnlyList<double> LogDeterminants { get; init; }

    /// <summary>The logarithms of <c>priors_</c>.</summary>
    public required IReadOnlyList<double> LogPriors { get; init; }

    /// <summary>True where probabilities are made of their logarithms (from 1.6 on), false where logarithms are made of
    /// probabilities.</summary>
    public bool StartsFromLogarithms { get; init; }
}
