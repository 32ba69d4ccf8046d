using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of SparsePCA: rows less the mean are explained by the components, in the sense of least squares with a
/// penalty.</summary>
/// <param name="Components">The components, one a row.</param>
/// <param name="Mean">What is taken off each column; null where nothing is.</param>
public sealed record SparseComponentsForm(NDArray Components, NDArray? Mean) : EstimatorForm
{
    /// <summary>The penalty (<c>ridge_alpha</c>).</summary>
    public double Penalty { get; init; }

    /// <summary>True where the answers of a call are divided by the length of their column, as up to 0.21.</summary>
    public bool ScalesByBatch { get; init; }
}
