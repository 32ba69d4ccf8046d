using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of linear models: scores <c>X @ Coefficients.T + Intercepts</c>, and what becomes of them.</summary>
public sealed record LinearForm : EstimatorForm
{
    internal LinearForm(NDArray coefficients, NDArray intercepts)
    {
        Coefficients = coefficients;
        Intercepts = intercepts;
    }

    /// <summary>
    /// <c>coef_</c>, of shape (n_features) where the answer has one dimension, else (n_outputs, n_features); without dimensions where
    /// training left one number, by which no rows can be multiplied. float32 or float64: where rows fit into float32, Python computes in
    /// that of the coefficients.
    /// </summary>
    public NDArray Coefficients { get; }

    /// <summary><c>intercept_</c>, one for each output. Of float64 beside float32 coefficients where the sum is float64 and the product is
    /// not.</summary>
    public NDArray Intercepts { get; }

    /// <summary>What the model makes of the scores.</summary>
    public LinearHead Head { get; init; }

    /// <summary>The classes of a classifier, or null.</summary>
    public Labels? Classes { get; init; }

    /// <summary>The columns that <c>transform</c> keeps, which linear classifiers had until 0.18; else null.</summary>
    public IReadOnlyList<int>? SelectedColumns { get; init; }

    /// <summary>How many scores a row has.</summary>
    public int OutputCount => Coefficients.Rank < 2 ? 1 : Coefficients.Shape[0];

    /// <summary>How many columns the model takes.</summary>
    public int FeatureCount => Coefficients.Rank == 0 ? 1 : Coefficients.Shape[^1];
}
