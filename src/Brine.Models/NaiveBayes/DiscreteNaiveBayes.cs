using Brine.Arrays;

namespace Brine.Models;

/// <summary>MultinomialNB, ComplementNB and BernoulliNB: a linear layer over counts; sparse rows are walked by their stored values only.</summary>
internal sealed class DiscreteNaiveBayes : NaiveBayesClassifier
{
    private readonly DenseLayer<double> _layer;

    /// <summary>BernoulliNB's <c>binarize</c>: larger values count as one, others as none; null where values count as they are.</summary>
    private readonly double? _threshold;

    private DiscreteNaiveBayes(EstimatorReader reader, double[] weights, int features, double[] intercepts, double? threshold)
        : base(reader)
    {
        FeatureCount = features;
        _layer = new DenseLayer<double>(weights, features, Classes.Count, intercepts, inputMajor: false);
        _threshold = threshold;
    }

    public override int? FeatureCount { get; }

    /// <summary>Ones that are not stored cannot be counted: with a negative threshold a sparse matrix is refused.</summary>
    public override InputContract Inputs(Methods method) => _threshold < 0 ? InputContract.Finite : InputContract.FiniteOrSparse;

    private protected override Action<ReadOnlySpan<double>, Span<double>>? RowLikelihood => _threshold is null ? _layer.Run : Binarized;

    internal static DiscreteNaiveBayes Multinomial(EstimatorReader reader)
    {
        double[] weights = Weights(reader, out int features, out int classes, out _);
        return new(reader, weights, features, reader.Numbers(classes, "class_log_prior_"), null);
    }

    /// <summary>The prior of the classes counts only where there is but one.</summary>
    internal static DiscreteNaiveBayes Complement(EstimatorReader reader)
    {
        double[] weights = Weights(reader, out int features, out int classes, out _);
        return new(reader, weights, features, classes == 1 ? reader.Numbers(classes, "class_log_prior_") : [], null);
    }

    /// <summary>A feature that is absent adds log(1 - p): its sum over all features is in the intercept, what is present takes it back.</summary>
    internal static DiscreteNaiveBayes Bernoulli(EstimatorReader reader)
    {
        double[] weights = Weights(reader, out int features, out int classes, out bool isFortran);
        double[] intercepts = reader.Numbers(classes, "class_log_prior_");
        var absent = new double[features];
        for (int k = 0; k < classes; k++)
        {
            Span<double> present = weights.AsSpan(k * features, features);
            for (int i = 0; i < features; i++)
            {
                absent[i] = Math.Log(1 - Math.Exp(present[i]));
                present[i] -= absent[i];
            }

            intercepts[k] += isFortran ? SequentialSum(absent) : PairwiseSum.Of<double>(absent);
        }

        return new(reader, weights, features, intercepts, reader.Has("binarize") ? reader.Double("binarize") : null);
    }

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
                _layer.RunSparse(csr.Columns.AsSpan(start, count), _threshold is { } limit ? Binarize(stored, limit) : stored, values.AsSpan(row * classes));
            }

            return values;
        }

        Matrix matrix = x.ToMatrix();
        _layer.RunRows(_threshold is { } threshold ? Binarize(matrix.Values, threshold) : matrix.Values, matrix.RowCount, values);
        return values;
    }

    private void Binarized(ReadOnlySpan<double> row, Span<double> output)
    {
        Span<double> ones = row.Length <= 512 ? stackalloc double[row.Length] : new double[row.Length];
        for (int i = 0; i < ones.Length; i++)
        {
            ones[i] = row[i] > _threshold!.Value ? 1 : 0;
        }

        _layer.Run(ones, output);
    }

    private static double[] Binarize(ReadOnlySpan<double> values, double threshold)
    {
        var ones = new double[values.Length];
        for (int i = 0; i < ones.Length; i++)
        {
            ones[i] = values[i] > threshold ? 1 : 0;
        }

        return ones;
    }

    private static double[] Weights(EstimatorReader reader, out int features, out int classes, out bool isFortran)
    {
        NDArray array = reader.NumericArray("feature_log_prob_");
        classes = reader.Labels("classes_").Count;
        if (array.Rank != 2 || array.Shape[0] != classes)
        {
            throw reader.Corrupt("feature_log_prob_", $"it has not {classes} rows");
        }

        features = array.Shape[1];
        isFortran = array.IsFortran;
        return array.ToDoubles();
    }

    private static double SequentialSum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
