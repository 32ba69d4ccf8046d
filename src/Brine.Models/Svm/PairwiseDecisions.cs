using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// libsvm's one-versus-one decisions: for each pair of classes the coefficients times the kernels of the first class, then of the second, less rho.
/// The signs are libsvm's: above zero is a vote for the first class of the pair.
/// </summary>
/// <remarks>Follows <c>svm_predict_values</c> and <c>svm_predict_probability</c>.</remarks>
internal sealed class PairwiseDecisions
{
    private readonly SupportVectors _vectors;
    private readonly double[] _coefficients;
    private readonly double[] _intercepts;
    private readonly int[] _starts;

    internal PairwiseDecisions(EstimatorReader reader, int classes)
    {
        _vectors = new SupportVectors(reader);
        _coefficients = DualCoefficients.Read(reader, out int rows);
        _intercepts = reader.Doubles("_intercept_", "intercept_");
        ClassCount = classes;
        PairCount = classes * (classes - 1) / 2;
        long[] counts = reader.Array("_n_support", "n_support_").ToInt64s();
        _starts = new int[classes + 1];
        bool fits = classes >= 2 && counts.Length == classes && rows == classes - 1 && _coefficients.Length == rows * _vectors.Count && _intercepts.Length == PairCount;
        for (int k = 0; fits && k < classes; k++)
        {
            fits = counts[k] >= 0 && counts[k] <= _vectors.Count - _starts[k];
            _starts[k + 1] = fits ? _starts[k] + (int)counts[k] : 0;
        }

        if (!fits || _starts[^1] != _vectors.Count)
        {
            throw new PickleFormatException("FormatModel", $"the arrays of {reader.ClassName} at {reader.Path} do not fit each other; the file is corrupt");
        }
    }

    internal int ClassCount { get; }

    internal int PairCount { get; }

    internal int Features => _vectors.Features;

    internal void Run(ReadOnlySpan<double> row, Span<double> decisions)
    {
        double[] kernels = System.Buffers.ArrayPool<double>.Shared.Rent(Math.Max(1, _vectors.Count));
        _vectors.Run(row, kernels);
        int pair = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            for (int j = i + 1; j < ClassCount; j++, pair++)
            {
                double sum = 0;
                ReadOnlySpan<double> first = _coefficients.AsSpan((j - 1) * _vectors.Count, _vectors.Count), second = _coefficients.AsSpan(i * _vectors.Count, _vectors.Count);
                for (int s = _starts[i]; s < _starts[i + 1]; s++)
                {
                    sum += first[s] * kernels[s];
                }

                for (int s = _starts[j]; s < _starts[j + 1]; s++)
                {
                    sum += second[s] * kernels[s];
                }

                decisions[pair] = sum + _intercepts[pair];
            }
        }

        System.Buffers.ArrayPool<double>.Shared.Return(kernels);
    }

    /// <summary>The class with the most votes; the first of equal ones.</summary>
    internal int Vote(ReadOnlySpan<double> decisions)
    {
        Span<int> votes = ClassCount <= 256 ? stackalloc int[ClassCount] : new int[ClassCount];
        votes.Clear();
        int pair = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            for (int j = i + 1; j < ClassCount; j++)
            {
                votes[decisions[pair++] > 0 ? i : j]++;
            }
        }

        int best = 0;
        for (int k = 1; k < votes.Length; k++)
        {
            best = votes[k] > votes[best] ? k : best;
        }

        return best;
    }

    /// <summary>sklearn.utils.multiclass._ovr_decision_function of the predictions <c>dec &lt; 0</c> and the confidences <c>-dec</c>.</summary>
    internal void OneVersusRest(ReadOnlySpan<double> decisions, Span<double> output)
    {
        Span<double> confidence = ClassCount <= 256 ? stackalloc double[ClassCount] : new double[ClassCount];
        confidence.Clear();
        output.Clear();
        int pair = 0;
        for (int i = 0; i < ClassCount; i++)
        {
            for (int j = i + 1; j < ClassCount; j++, pair++)
            {
                confidence[i] -= -decisions[pair];
                confidence[j] += -decisions[pair];
                output[decisions[pair] < 0 ? j : i] += 1;
            }
        }

        for (int k = 0; k < ClassCount; k++)
        {
            output[k] += confidence[k] / (3 * (Math.Abs(confidence[k]) + 1));
        }
    }
}
