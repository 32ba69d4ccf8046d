namespace Brine.Models;

/// <summary>scikit-learn's <c>_ovr_decision_function</c>: decisions of pairs of classes to one number a class, votes plus a little for
/// confidence.</summary>
internal static class OneVersusRest
{
    /// <param name="decisions">libsvm's decision value of each pair; above 0 it is for the first class.</param>
    /// <param name="output">Room for one number a class.</param>
    /// <param name="classes">The number of classes.</param>
    internal static void Score(ReadOnlySpan<double> decisions, Span<double> output, int classes)
    {
        Span<double> confidences = classes <= 256 ? stackalloc double[classes] : new double[classes];
        Count(decisions, output, confidences, classes);
        for (int k = 0; k < classes; k++)
        {
            output[k] += confidences[k] / (3 * (Math.Abs(confidences[k]) + 1));
        }
    }

    /// <summary>The form of older versions: confidences are scaled by the largest of the whole batch.</summary>
    internal static double[] ScoreBatch(double[] decisions, int classes)
    {
        int pairs = classes * (classes - 1) / 2, rows = decisions.Length / pairs;
        var votes = new double[rows * classes];
        var confidences = new double[rows * classes];
        for (int row = 0; row < rows; row++)
        {
            Count(decisions.AsSpan(row * pairs, pairs), votes.AsSpan(row * classes), confidences.AsSpan(row * classes), classes);
        }

        double largest = confidences.DefaultIfEmpty().Max(), smallest = confidences.DefaultIfEmpty().Min();
        if (largest == smallest)
        {
            return votes;
        }

        double scale = (0.5 - (double.BitIncrement(1.0) - 1)) / Math.Max(Math.Abs(largest), Math.Abs(smallest));
        for (int i = 0; i < votes.Length; i++)
        {
            votes[i] += confidences[i] * scale;
        }

        return votes;
    }

    private static void Count(ReadOnlySpan<double> decisions, Span<double> votes, Span<double> confidences, int classes)
    {
        votes[..classes].Clear();
        confidences[..classes].Clear();
        for (int i = 0, pair = 0; i < classes; i++)
        {
            for (int j = i + 1; j < classes; j++, pair++)
            {
                double confidence = -decisions[pair];
                confidences[i] -= confidence;
                confidences[j] += confidence;
                votes[decisions[pair] < 0 ? j : i]++;
            }
        }
    }
}
