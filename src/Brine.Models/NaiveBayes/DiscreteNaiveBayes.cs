using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>MultinomialNB, ComplementNB and BernoulliNB: a linear layer over counts; sparse rows are walked by their stored values
/// only.</summary>
internal sealed class DiscreteNaiveBayes : NaiveBayesClassifier
{
    private readonly DenseLayer<double> _layer;

    /// <summary>BernoulliNB's <c>binarize</c>: larger values count as one, others as none; null where values count as they are.</summary>
    private readonly double? _threshold;

    internal DiscreteNaiveBayes(EstimatorInfo info, DiscreteBayesForm form, InputContract inputs)
        : base(info, form, inputs)
    {
        int features = form.Weights.Shape[1];
        FeatureCount = features;
        _layer = new DenseLayer<double>(form.Weights.ToDoubles(), features, Classes.Count, [.. form.Intercepts], inputMajor: false);
        _threshold = form.Threshold;
    }

    public override int? FeatureCount { get; }

    private protected override Action<ReadOnlySpan<double>, Span<double>>? RowLikelihood => _threshold is null ? _layer.Run : Binarized;

    private protected override double[] JointLogLikelihoods(Features x)
    {
        int classes = Classes.Count;
        var values = new double[x.RowCount * classes];
        if (x is SparseMatrix { Csr: var csr })
        {
            for (int row = 0; row < csr.RowCount; row++)
            {
                int start = csr.Starts[row], count = csr.Starts[row + 1] - start;
                ReadOnlySpan<double> stored = csr.Data.AsSpan(start, count);
                _layer.RunSparse(csr.Columns.AsSpan(start, count), _threshold is { } limit ? Binarize(stored, limit) : stored,
                    values.AsSpan(row * classes));
            }

            return values;
        }

        Matrix matrix = x.ToMatrix();
        _layer.RunRows(_threshold is { } threshold ? Binarize(matrix.Values, threshold) : matrix.Values, matrix.RowCount, values);
        return values;
    }

    [SkipLocalsInit]
    private void Binarized(ReadOnlySpan<double> row, Span<double> output)
    {
        Span<double> ones = row.Length <= 512 ? stackalloc double[row.Length] : new double[row.Length];
        Binarize(row, _threshold!.Value, ones);
        _layer.Run(ones, output);
    }

    private static double[] Binarize(ReadOnlySpan<double> values, double threshold)
    {
        var ones = new double[values.Length];
        Binarize(values, threshold, ones);
        return ones;
    }

    private static void Binarize(ReadOnlySpan<double> values, double threshold, Span<double> ones)
    {
        values = values[..ones.Length];
        ref double from = ref MemoryMarshal.GetReference(values), to = ref MemoryMarshal.GetReference(ones);
        Vector<double> limit = new(threshold);
        int i = 0;
        for (; i <= ones.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> isLarger = Vector.AsVectorDouble(Vector.GreaterThan(Vector.LoadUnsafe(ref from, (nuint)i), limit));
            (isLarger & Vector<double>.One).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < ones.Length; i++)
        {
            ones[i] = values[i] > threshold ? 1 : 0;
        }
    }
}
