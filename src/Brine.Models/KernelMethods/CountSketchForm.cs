namespace Brine.Models;

/// <summary>The form of PolynomialCountSketch: each column goes with a sign into one place of each of several sketches, which are
/// multiplied as polynomials.</summary>
/// <param name="Count">How many numbers a sketch has.</param>
/// <param name="Places">For each sketch the place of each column.</param>
/// <param name="Signs">For each sketch the sign of each column, 1 or -1.</param>
public sealed record CountSketchForm(int Count, IReadOnlyList<IReadOnlyList<int>> Places, IReadOnlyList<IReadOnlyList<int>> Signs)
    : EstimatorForm
{
    /// <summary>What the columns are multiplied by: the root of <c>gamma</c>.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The column that is added to each row: the root of <c>coef0</c>; null where there is none.</summary>
    public double? Constant { get; init; }

    /// <summary>True where scaled columns of float32 and float16 stay so (numpy 1).</summary>
    internal bool KeepsFloats { get; init; }
}
