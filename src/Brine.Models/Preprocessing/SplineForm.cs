namespace Brine.Models;

/// <summary>The form of SplineTransformer: the B-splines of each column.</summary>
public sealed record SplineForm : EstimatorForm
{
    internal SplineForm(IReadOnlyList<BasisSpline> splines) => Splines = splines;

    /// <summary><c>bsplines_</c>, one for each column, all with the same number of outputs.</summary>
    public IReadOnlyList<BasisSpline> Splines { get; }

    /// <summary><c>degree</c></summary>
    public required int Degree { get; init; }

    /// <summary>What becomes of numbers beyond the knots: <c>error</c>, <c>constant</c>, <c>linear</c>, <c>continue</c> or
    /// <c>periodic</c>.</summary>
    public required string Extrapolation { get; init; }

    /// <summary>True where all splines of a column come out, false where all but the last do.</summary>
    public bool IncludeBias { get; init; } = true;

    /// <summary>True for a sparse answer.</summary>
    public bool IsSparse { get; init; }

    /// <summary>True where a missing value gives zeros (<c>handle_missing='zeros'</c>), false where it is refused.</summary>
    public bool ZerosMissing { get; init; }

    /// <summary>True where numpy computes with float32 in float64 because the knots are of it (numpy 2).</summary>
    internal bool WidensSingles { get; init; }
}
