namespace Brine.Models;

/// <summary>
/// <c>X @ coef.T + intercept</c> for one row: products are added from left to right, then the intercept, as the reference BLAS that
/// scikit-learn's <c>safe_sparse_dot</c> ends in does.
/// </summary>
/// <param name="coefficients">One row of coefficients for each output.</param>
/// <param name="intercepts">One for each output.</param>
/// <param name="inputCount">The number of features.</param>
internal sealed class LinearKernel(double[] coefficients, double[] intercepts, int inputCount) : RowKernel
{
    public override int InputCount => inputCount;

    public override int OutputCount => intercepts.Length;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        for (int k = 0; k < intercepts.Length; k++)
        {
            ReadOnlySpan<double> weights = coefficients.AsSpan(k * inputCount, inputCount);
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += row[i] * weights[i];
            }

            output[k] = sum + intercepts[k];
        }
    }
}
