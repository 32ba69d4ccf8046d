namespace Brine.Models;

/// <summary>The form of IsotonicRegression: lines between points.</summary>
/// <param name="X">Where the points stand, ascending (<c>X_thresholds_</c>).</param>
/// <param name="Y">Their values (<c>y_thresholds_</c>).</param>
public sealed record IsotonicForm(IReadOnlyList<double> X, IReadOnlyList<double> Y) : EstimatorForm
{
    /// <summary>What becomes of numbers beyond the points.</summary>
    public OutOfBounds OutOfBounds { get; init; }

    /// <summary>The smallest number of the training (<c>X_min_</c>), to which smaller ones are clipped.</summary>
    public double Lowest { get; init; }

    /// <summary>The largest number of the training (<c>X_max_</c>), to which larger ones are clipped.</summary>
    public double Highest { get; init; }

    /// <summary>True where Python computes in float32.</summary>
    public bool IsSingle { get; init; }
}
