namespace Brine.Models;

/// <summary>The form of TfidfTransformer: counts times weights, and rows divided by their norm.</summary>
public sealed record TfidfForm : EstimatorForm
{
    /// <summary>The weight of each term (<c>idf_</c>), or null where all weigh the same.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>True where a count becomes <c>log(count) + 1</c> first.</summary>
    public bool IsSublinear { get; init; }

    /// <summary>The norm that rows are divided by: <c>l1</c>, <c>l2</c>, or null.</summary>
    public string? Norm { get; init; }

    /// <summary>The number of terms, or null where the file does not say.</summary>
    public int? FeatureCount { get; init; }

    /// <summary>True where the weights are a diagonal matrix (up to 1.4), whose product drops zeros and has the last column of each row
    /// first.</summary>
    public bool ReversesRows { get; init; }

    /// <summary>True where such a product makes float64 of float32.</summary>
    internal bool Widens { get; init; }

    /// <summary>True where a dense matrix of float32 stays one.</summary>
    internal bool KeepsDense { get; init; }
}
