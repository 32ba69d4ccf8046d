using Brine.Arrays;

namespace Brine.Models;

/// <summary><c>ridge_regression(components_.T, (X - mean_).T, ridge_alpha, solver='cholesky')</c> in float64, row by row.</summary>
internal sealed class SparseComponentsKernel(SparseComponentsForm form, ComponentSolver solver) : RowKernel
{
    private const int OnStack = 256;

    private readonly double[]? _mean = form.Mean?.ToDoubles();

    public override int InputCount { get; } = form.Components.Shape[1];

    public override int OutputCount { get; } = form.Components.Shape[0];

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        Span<double> centered = InputCount <= OnStack ? stackalloc double[InputCount] : new double[InputCount];
        for (int column = 0; column < row.Length; column++)
        {
            centered[column] = _mean is null ? row[column] : row[column] - _mean[column];
            if (!double.IsFinite(centered[column]))
            {
                throw SparsePca.TooLarge($"the value {row[column]:R} in column {column}", "float64");
            }
        }

        solver.Solve(centered, output);
    }
}
