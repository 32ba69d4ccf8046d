namespace Brine.Models;

/// <summary>The form of PolynomialFeatures: all products of columns up to a degree, in the order of their degrees, then of their
/// columns.</summary>
public sealed record PolynomialForm : EstimatorForm
{
    /// <summary>How many columns the model takes.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>The least degree of a product; 0 and 1 are the same, as what has degree 0 is the bias.</summary>
    public required int MinDegree { get; init; }

    /// <summary>The largest degree of a product.</summary>
    public required int MaxDegree { get; init; }

    /// <summary>True where no column comes twice in a product.</summary>
    public bool InteractionOnly { get; init; }

    /// <summary>True where the first column out is 1.</summary>
    public bool IncludeBias { get; init; }

    /// <summary>True where products are taken from their first column on (before 0.22); else from their last.</summary>
    internal bool StartsWithFirst { get; init; }

    /// <summary>True where products of a sparse matrix keep the zeros that are stored (from 0.21, up to degree 3).</summary>
    internal bool KeepsStoredZeros { get; init; }
}
