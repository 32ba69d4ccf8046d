using System.Runtime.CompilerServices;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>GaussianNB: per class the log prior, less half the logs of the variances, less half the squared distances over the
/// variances.</summary>
internal sealed class GaussianNB : NaiveBayesClassifier
{
    private const int MaxStackFeatures = 512;

    private readonly double[] _means;
    private readonly double[] _variances;
    private readonly double[] _logPriors;

    /// <summary>Where the model is of float32: for rows that fit it.</summary>
    private readonly SingleGaussians? _singles;

    /// <summary>-0.5 * sum(log(2 * pi * variance)) of each class.</summary>
    private readonly double[] _constants;

    internal GaussianNB(EstimatorInfo info, GaussianBayesForm form, InputContract inputs)
        : base(info, form, inputs)
    {
        int classes = Classes.Count, features = form.Means.Shape[1];
        FeatureCount = features;
        _means = form.Means.ToDoubles();
        _variances = form.Variances.ToDoubles();
        _logPriors = [.. form.Priors.Select(prior => Math.Log(prior))];
        _constants = new double[classes];
        var logs = new double[features];
        _singles = form.IsSingle ? new SingleGaussians(_means, _variances, [.. form.Priors]) : null;
        if (_singles is not null)
        {
            (_logPriors, _constants) = (Array.ConvertAll(_singles.LogPriors, value => (double)value),
                Array.ConvertAll(_singles.Constants, value => (double)value));
            return;
        }

        for (int k = 0; k < classes; k++)
        {
            for (int i = 0; i < features; i++)
            {
                logs[i] = Math.Log(2.0 * Math.PI * _variances[(k * features) + i]);
            }

            _constants[k] = -0.5 * PairwiseSum.Of<double>(logs);
        }
    }

    public override int? FeatureCount { get; }

    /// <summary>The likelihoods are stacked class by class and then transposed.</summary>
    private protected override bool IsRowMajor => false;

    internal override bool CarriesNonFinite => true;

    private protected override Action<ReadOnlySpan<double>, Span<double>> RowLikelihood => Likelihood;

    private protected override double[] JointLogLikelihoods(Features x) =>
        SinglesFor(x) is { } singles ? Array.ConvertAll(singles.JointLogLikelihoods(x.ToMatrix()), value => (double)value)
            : base.JointLogLikelihoods(x);

    private protected override NDArray Joint(Features x) =>
        SinglesFor(x) is { } singles ? NDArray.Of(singles.JointLogLikelihoods(x.ToMatrix()), x.RowCount, Classes.Count) : base.Joint(x);

    private protected override NDArray Normalized(Features x, bool exponentiate) =>
        SinglesFor(x) is { } singles ? NDArray.Of(singles.Normalized(x.ToMatrix(), exponentiate), x.RowCount, Classes.Count)
            : base.Normalized(x, exponentiate);

    private SingleGaussians? SinglesFor(Features x) => _singles is not null && x.ToMatrix().DType.FitsSingle() ? _singles : null;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Likelihood(ReadOnlySpan<double> row, Span<double> output)
    {
        int features = row.Length;
        Span<double> terms = features <= MaxStackFeatures ? stackalloc double[features] : new double[features];
        for (int k = 0; k < _logPriors.Length; k++)
        {
            ReadOnlySpan<double> means = _means.AsSpan(k * features, features), variances = _variances.AsSpan(k * features, features);
            for (int i = 0; i < terms.Length; i++)
            {
                double difference = row[i] - means[i];
                terms[i] = difference * difference / variances[i];
            }

            output[k] = _logPriors[k] + (_constants[k] - (0.5 * PairwiseSum.Of<double>(terms)));
        }
    }
}
