namespace Brine.Store;

/// <summary>How the answers of one method compare with others, row by row.</summary>
/// <param name="Method">The method, by its Python name; of a list of answers the part, <c>predict_proba.1</c>.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="DifferentRows">How many rows differ by more than rounding: 1e-9, or 2e-6 for float32.</param>
/// <param name="Worst">The largest distance of all rows, also of those that count as equal.</param>
/// <param name="Differences">The rows that differ, the worst first; at most twenty.</param>
/// <param name="Problem">Why rows could not be compared, or null.</param>
public sealed record MethodCheck(string Method, int Rows, int DifferentRows, double Worst, IReadOnlyList<RowDifference> Differences,
    string? Problem = null)
{
    /// <summary>True where every row has the answer that it should.</summary>
    public bool IsRight => Problem is null && DifferentRows == 0;
}
