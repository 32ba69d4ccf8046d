namespace Brine.Models;

/// <summary>GaussianNB whose numbers are all float32, which 1.9 keeps: every step is rounded to single precision, sums are
/// numpy's.</summary>
internal sealed class SingleGaussians
{
    private readonly float[] _means;
    private readonly float[] _variances;

    internal SingleGaussians(double[] means, double[] variances, double[] priors)
    {
        (_means, _variances) = (NumpyPrecision.ToSingles(means), NumpyPrecision.ToSingles(variances));
        LogPriors = Array.ConvertAll(priors, prior => NumpySingle.Log((float)prior));
        Constants = new float[priors.Length];
        var logs = new float[means.Length / priors.Length];
        for (int k = 0; k < Constants.Length; k++)
        {
            for (int i = 0; i < logs.Length; i++)
            {
                logs[i] = NumpySingle.Log((float)(2.0 * Math.PI) * _variances[(k * logs.Length) + i]);
            }

            Constants[k] = -0.5f * PairwiseSum.Of<float>(logs);
        }
    }

    /// <summary>The logs of the priors.</summary>
    internal float[] LogPriors { get; }

    /// <summary>-0.5 * sum(log(2 * pi * variance)) of each class.</summary>
    internal float[] Constants { get; }

    /// <summary>The joint log likelihoods, row by row.</summary>
    internal float[] JointLogLikelihoods(Matrix matrix)
    {
        int classes = Constants.Length, features = _means.Length / classes;
        var values = new float[matrix.RowCount * classes];
        var terms = new float[features];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> x = matrix.Row(row);
            for (int k = 0; k < classes; k++)
            {
                for (int i = 0; i < features; i++)
                {
                    float difference = (float)x[i] - _means[(k * features) + i];
                    terms[i] = difference * difference / _variances[(k * features) + i];
                }

                values[(row * classes) + k] = LogPriors[k] + (Constants[k] - (0.5f * PairwiseSum.Of<float>(terms)));
            }
        }

        return values;
    }

    /// <summary>Probabilities or their logs, by scikit-learn's own <c>_logsumexp</c>: the largest values stay out of the sum, which goes
    /// through log1p.</summary>
    internal float[] Normalized(Matrix matrix, bool exponentiate)
    {
        float[] values = JointLogLikelihoods(matrix);
        int classes = Constants.Length;
        for (int at = 0; at < values.Length; at += classes)
        {
            Span<float> row = values.AsSpan(at, classes);
            float total = LogSumExpOf(row);
            foreach (ref float value in row)
            {
                value = exponentiate ? NumpySingle.Exp(value - total) : value - total;
            }
        }

        return values;
    }

    private static float LogSumExpOf(ReadOnlySpan<float> row)
    {
        float largest = float.NegativeInfinity, sum = 0;
        foreach (float value in row)
        {
            largest = float.IsNaN(value) || float.IsNaN(largest) ? float.NaN : Math.Max(largest, value);
        }

        float shift = float.IsFinite(largest) ? largest : 0;
        int largestCount = 0;
        foreach (float value in row)
        {
            bool isLargest = value == largest;
            largestCount += isLargest ? 1 : 0;
            sum += isLargest ? 0 : NumpySingle.Exp(value - shift);
        }

        sum = sum == 0 ? sum : sum / largestCount;
        return (float)LogarithmOfOnePlus.Log1p(sum) + NumpySingle.Log(largestCount) + largest;
    }
}
