namespace Brine.Models;

/// <summary>The joint log likelihood of one row, as <c>GaussianNB._joint_log_likelihood</c>: numpy's pairwise sums, then the prior.</summary>
internal sealed class GaussianBayesKernel : RowKernel
{
    private const int OnStack = 256;

    private readonly double[] _means;
    private readonly double[] _variances;
    private readonly double[] _logPriors;
    private readonly double[] _constants;

    internal GaussianBayesKernel(double[] means, double[] variances, double[] priors, int features)
    {
        _means = means;
        _variances = variances;
        InputCount = features;
        _logPriors = Array.ConvertAll(priors, Math.Log);
        _constants = new double[priors.Length];
        for (int k = 0; k < priors.Length; k++)
        {
            double[] logs = Array.ConvertAll(variances.AsSpan(k * features, features).ToArray(), variance => Math.Log(2.0 * Math.PI * variance));
            _constants[k] = -0.5 * NumpySum.Of(logs);
        }
    }

    public override int InputCount { get; }

    public override int OutputCount => _constants.Length;

    public override void Run(ReadOnlySpan<double> row, Span<double> output)
    {
        double[]? rented = InputCount <= OnStack ? null : System.Buffers.ArrayPool<double>.Shared.Rent(InputCount);
        Span<double> terms = rented is null ? stackalloc double[OnStack] : rented;
        terms = terms[..InputCount];
        for (int k = 0; k < _constants.Length; k++)
        {
            ReadOnlySpan<double> means = _means.AsSpan(k * InputCount, InputCount), variances = _variances.AsSpan(k * InputCount, InputCount);
            for (int i = 0; i < terms.Length; i++)
            {
                double difference = row[i] - means[i];
                terms[i] = difference * difference / variances[i];
            }

            output[k] = _logPriors[k] + (_constants[k] - (0.5 * NumpySum.Of(terms)));
        }

        if (rented is not null)
        {
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }
}
