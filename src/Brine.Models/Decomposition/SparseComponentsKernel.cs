using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// <c>ridge_regression(components_.T, (X - mean_).T, ridge_alpha, solver='cholesky')</c>: the normal equations of the components, or those
/// of the columns where there are fewer of these. Their matrix is that of the model, and factored once.
/// </summary>
internal sealed class SparseComponentsKernel : RowKernel
{
    private const int OnStack = 256;

    private readonly double[] _components;
    private readonly double[]? _mean;
    private readonly double[] _factor;
    private readonly bool _isDual;
    private readonly bool _isSingle;

    private SparseComponentsKernel(SparseComponentsForm form, double[] factor)
    {
        (OutputCount, InputCount) = (form.Components.Shape[0], form.Components.Shape[1]);
        _components = form.Components.ToDoubles();
        _mean = form.Mean?.ToDoubles();
        _factor = factor;
        _isDual = IsDual(form);
        _isSingle = form.Components.DType.IsSingle();
    }

    public override int InputCount { get; }

    public override int OutputCount { get; }

    /// <summary>The kernel, or null where the matrix of the equations is not positive definite.</summary>
    internal static SparseComponentsKernel? Of(SparseComponentsForm form)
    {
        double[] components = form.Components.ToDoubles();
        int count = form.Components.Shape[0], width = form.Components.Shape[1];
        (int n, int inner, int step, int stride) = IsDual(form) ? (width, count, width, 1) : (count, width, 1, width);
        var factor = new double[checked(n * n)];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += components[(i * stride) + (k * step)] * components[(j * stride) + (k * step)];
                }

                factor[(i * n) + j] = i == j ? sum + form.Penalty : sum;
            }
        }

        return CholeskyInverse.Factor(factor, n) ? new SparseComponentsKernel(form, factor) : null;
    }

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        Span<double> centered = InputCount <= OnStack ? stackalloc double[InputCount] : new double[InputCount];
        for (int column = 0; column < row.Length; column++)
        {
            double value = _mean is null ? row[column] : row[column] - _mean[column];
            centered[column] = _isSingle ? (float)value : value;
        }

        if (_isDual)
        {
            CholeskyInverse.Substitute(_factor, InputCount, centered);
        }

        for (int k = 0; k < output.Length; k++)
        {
            double sum = 0;
            for (int column = 0; column < centered.Length; column++)
            {
                sum += _components[(k * centered.Length) + column] * centered[column];
            }

            output[k] = sum;
        }

        if (!_isDual)
        {
            CholeskyInverse.Substitute(_factor, OutputCount, output);
        }

        for (int k = 0; _isSingle && k < output.Length; k++)
        {
            output[k] = (float)output[k];
        }
    }

    private static bool IsDual(SparseComponentsForm form) => form.Components.Shape[0] > form.Components.Shape[1];
}
