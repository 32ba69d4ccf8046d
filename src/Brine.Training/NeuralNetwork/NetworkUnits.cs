namespace Brine.Training;

/// <summary>The functions of a network's units, their derivatives and losses, as scikit-learn's <c>neural_network._base</c> has
/// them.</summary>
internal static class NetworkUnits
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Applies a function to sums, in place.</summary>
    internal static void Activate(string function, Span<double> values, int width)
    {
        switch (function)
        {
            case "relu":
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Math.Max(values[i], 0);
                }

                break;
            case "tanh":
                HyperbolicTangent.Apply(values);

                break;
            case "logistic":
                Logistic.Expit(values);

                break;
            case "softmax":
                for (int start = 0; start < values.Length; start += width)
                {
                    Softmax(values.Slice(start, width));
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Multiplies slopes with the derivatives of a function, which are known by its answers.</summary>
    internal static void Derive(string function, ReadOnlySpan<double> answers, Span<double> slopes)
    {
        for (int i = 0; i < slopes.Length; i++)
        {
            double answer = answers[i];
            slopes[i] = function switch
            {
                "relu" => answer == 0 ? 0 : slopes[i],
                "tanh" => slopes[i] * (1 - (answer * answer)),
                "logistic" => slopes[i] * answer * (1 - answer),
                _ => slopes[i],
            };
        }
    }

    /// <summary>The loss of the answers of so many rows: half the squares, or the logarithms of the probabilities.</summary>
    internal static double Loss(string output, ReadOnlySpan<double> targets, ReadOnlySpan<double> answers, int count, bool isNew)
    {
        var parts = new double[answers.Length];
        if (output == "identity")
        {
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i] = (targets[i] - answers[i]) * (targets[i] - answers[i]);
            }

            return PairwiseSum.Of<double>(parts) / parts.Length / 2;
        }

        double[] others = output == "logistic" ? new double[parts.Length] : [];
        for (int i = 0; i < parts.Length; i++)
        {
            double answer = Math.Min(Math.Max(answers[i], Epsilon), 1 - Epsilon);
            parts[i] = targets[i] == 0 ? 0 : targets[i] * Math.Log(answer);
            if (others.Length > 0)
            {
                others[i] = 1 - targets[i] == 0 ? 0 : (1 - targets[i]) * Math.Log(1 - answer);
            }
        }

        if (!isNew)
        {
            return -(PairwiseSum.Of<double>(parts) + (others.Length > 0 ? PairwiseSum.Of<double>(others) : 0)) / count;
        }

        for (int i = 0; i < others.Length; i++)
        {
            parts[i] += others[i];
        }

        double[] sums = ColumnSums.Of(parts, count, parts.Length / count, isColumnMajor: false);
        return -PairwiseSum.Of<double>(Array.ConvertAll(sums, sum => sum / count));
    }

    private static void Softmax(Span<double> values)
    {
        double largest = values[0];
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        foreach (ref double value in values)
        {
            value -= largest;
        }

        Exponential.Apply(values);
        double sum = PairwiseSum.Of<double>(values);
        foreach (ref double value in values)
        {
            value /= sum;
        }
    }
}
