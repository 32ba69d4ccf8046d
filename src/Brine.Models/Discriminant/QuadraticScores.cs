using System.Buffers;
using System.Numerics;

namespace Brine.Models;

/// <summary>The scores of QuadraticDiscriminantAnalysis (<c>_decision_function</c>) of one row, in the precision of the rows.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed class QuadraticScores<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _means;
    private readonly DenseLayer<T>[] _maps;
    private readonly T[] _logDeterminants;
    private readonly double[] _logPriors;
    private readonly int _scratchSize;

    internal QuadraticScores(QuadraticDiscriminantForm form)
    {
        FeatureCount = form.Means.Shape[1];
        _means = Array.ConvertAll(form.Means.ToDoubles(), T.CreateTruncating);
        _maps = [.. form.Maps.Select(map => new DenseLayer<T>(map.ToDoubles(), FeatureCount, map.Shape[1], [], inputMajor: true))];
        _logDeterminants = [.. form.LogDeterminants.Select(T.CreateTruncating)];
        _logPriors = [.. form.LogPriors];
        _scratchSize = checked(FeatureCount + _maps.Max(map => map.OutputCount));
    }

    internal int FeatureCount { get; }

    internal int ClassCount => _logPriors.Length;

    internal void Run(ReadOnlySpan<T> row, Span<double> scores)
    {
        T[] scratch = ArrayPool<T>.Shared.Rent(_scratchSize);
        Span<T> centered = scratch.AsSpan(0, FeatureCount), products = scratch.AsSpan(FeatureCount, _scratchSize - FeatureCount);
        var half = T.CreateChecked(-0.5);
        for (int c = 0; c < _logPriors.Length; c++)
        {
            ReadOnlySpan<T> mean = _means.AsSpan(c * FeatureCount, FeatureCount);
            for (int k = 0; k < centered.Length; k++)
            {
                centered[k] = row[k] - mean[k];
            }

            Span<T> mapped = products[.._maps[c].OutputCount];
            _maps[c].Run(centered, mapped);
            foreach (ref T value in mapped)
            {
                value *= value;
            }

            scores[c] = double.CreateTruncating(half * (PairwiseSum.Of<T>(mapped) + _logDeterminants[c])) + _logPriors[c];
        }

        ArrayPool<T>.Shared.Return(scratch);
    }
}
