namespace Brine.Models;

/// <summary>The form of PowerTransformer: each column to a power of its own, then scaled.</summary>
public sealed record PowerForm : EstimatorForm
{
    internal PowerForm(IReadOnlyList<double> powers, Estimator? scaler)
    {
        Powers = powers;
        Scaler = scaler;
        Children = scaler is null ? [] : [new EstimatorChild("_scaler", scaler)];
    }

    /// <summary><c>lambdas_</c>, one for each column.</summary>
    public IReadOnlyList<double> Powers { get; }

    /// <summary>True for Box-Cox, which takes positive numbers; false for Yeo-Johnson.</summary>
    public bool IsBoxCox { get; init; }

    /// <summary>The StandardScaler that follows (<c>standardize</c>), or null.</summary>
    public Estimator? Scaler { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }

    /// <summary>True where powers are taken by logarithms (from 1.7, where scipy takes them), else by <c>np.power</c>.</summary>
    internal bool TakesLogarithms { get; init; }

    /// <summary>True where the inverse of Box-Cox is scipy's <c>inv_boxcox</c> (from 1.7).</summary>
    internal bool InvertsByScipy { get; init; }

    /// <summary>True where Box-Cox takes the <c>expm1</c> of Cephes, as scipy did in the time before scikit-learn 1.6.</summary>
    internal bool TakesCephes { get; init; }

    /// <summary>True where numpy computes with float32 in float64 because the powers are of it (numpy 2).</summary>
    internal bool WidensSingles { get; init; }
}
