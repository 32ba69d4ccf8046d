using System.Buffers;

namespace Brine.Models;

/// <summary><c>score_samples</c> of FactorAnalysis for one row.</summary>
internal sealed class FactorLikelihood : RowKernel
{
    private readonly double[] _mean;
    private readonly VectorBank _precision;
    private readonly double _constant;

    internal FactorLikelihood(double[] mean, double[] precision, double logDeterminant)
    {
        _mean = mean;
        int count = mean.Length;
        _precision = new VectorBank(DenseLinear.Transpose(precision, count, count), count, count);
        _constant = 0.5 * ((count * Math.Log(2.0 * Math.PI)) - logDeterminant);
    }

    public override int InputCount => _mean.Length;

    public override int OutputCount => 1;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int count = _mean.Length;
        double[] scratch = ArrayPool<double>.Shared.Rent(2 * count);
        Span<double> centered = scratch.AsSpan(0, count), products = scratch.AsSpan(count, count);
        for (int k = 0; k < count; k++)
        {
            centered[k] = row[k] - _mean[k];
        }

        _precision.All<DotStep>(centered, products);
        for (int k = 0; k < count; k++)
        {
            products[k] = centered[k] * products[k];
        }

        output[0] = (-0.5 * PairwiseSum.Of<double>(products)) - _constant;
        ArrayPool<double>.Shared.Return(scratch);
    }
}
