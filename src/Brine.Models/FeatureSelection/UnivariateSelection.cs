using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>_get_support_mask</c> of the filters that judge each column by itself; the function that gave the scores is not
/// needed.</summary>
/// <param name="reader">The filter.</param>
internal sealed class UnivariateSelection(EstimatorReader reader)
{
    internal bool[] Support() => reader.ClassName switch
    {
        "SelectKBest" => Best(reader.ValueOrNone("k"), 10),
        "SelectPercentile" => Percentile(reader.ValueOrNone("percentile"), 10),
        "SelectFpr" => Below(Number(reader.ValueOrNone("alpha"), 0.05)),
        "SelectFdr" => Discoveries(Number(reader.ValueOrNone("alpha"), 0.05)),
        "SelectFwe" => BelowShare(Number(reader.ValueOrNone("alpha"), 0.05)),
        _ => Generic(),
    };

    private bool[] Generic()
    {
        PyValue param = reader.ValueOrNone("param");
        return reader.Text("mode") switch
        {
            "percentile" or null => Percentile(param, 1e-5),
            "k_best" => Best(param, 1e-5),
            "fpr" => Below(Number(param, 1e-5)),
            "fdr" => Discoveries(Number(param, 1e-5)),
            "fwe" => BelowShare(Number(param, 1e-5)),
            var mode => throw reader.Unsupported($"mode='{mode}'"),
        };
    }

    private bool[] Best(PyValue k, double fallback)
    {
        (double[] scores, _) = Scores();
        var support = new bool[scores.Length];
        if (k.AsString() == "all")
        {
            Array.Fill(support, true);
            return support;
        }

        double count = Number(k, fallback);
        int start = count >= 0 && count == Math.Truncate(count) ? (int)Math.Max(0, scores.Length - count)
            : throw reader.Unsupported($"k={k}");
        foreach (int column in Enumerable.Range(0, scores.Length).OrderBy(column => scores[column]).Skip(start))
        {
            support[column] = true;
        }

        return support;
    }

    private bool[] Percentile(PyValue value, double fallback)
    {
        (double[] scores, bool isSingle) = Scores();
        double percentile = Number(value, fallback);
        if (percentile is not (>= 0 and <= 100))
        {
            throw reader.Unsupported($"percentile={value}");
        }

        var support = new bool[scores.Length];
        if (percentile is 0 or 100 || scores.Length == 0)
        {
            Array.Fill(support, percentile == 100);
            return support;
        }

        double threshold = Quantiles.Linear([.. scores.Order()], (100 - percentile) / 100, isSingle);
        int above = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            support[i] = scores[i] > threshold;
            above += support[i] ? 1 : 0;
        }

        int[] ties = [.. Enumerable.Range(0, scores.Length).Where(column => scores[column] == threshold)];
        int kept = (int)(scores.Length * percentile / 100) - above;
        foreach (int column in ties.Take(kept < 0 ? ties.Length + kept : kept))
        {
            support[column] = true;
        }

        return support;
    }

    private bool[] Below(double alpha)
    {
        (double[] values, bool isSingle) = Values("pvalues_");
        double limit = isSingle ? (float)alpha : alpha;
        return Array.ConvertAll(values, value => value < limit);
    }

    private bool[] BelowShare(double alpha) => Below(alpha / Values("pvalues_").Values.Length);

    /// <summary>The procedure of Benjamini and Hochberg.</summary>
    private bool[] Discoveries(double alpha)
    {
        (double[] values, _) = Values("pvalues_");
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        double largest = double.NaN;
        for (int i = 0; i < sorted.Length; i++)
        {
            largest = sorted[i] <= alpha / values.Length * (i + 1) ? sorted[i] : largest;
        }

        return Array.ConvertAll(values, value => value <= largest);
    }

    /// <summary>The scores; NaN counts as the smallest number of their dtype.</summary>
    private (double[] Values, bool IsSingle) Scores()
    {
        (double[] scores, bool isSingle) = Values("scores_");
        double least = isSingle ? float.MinValue : double.MinValue;
        return (Array.ConvertAll(scores, score => double.IsNaN(score) ? least : score), isSingle);
    }

    private (double[] Values, bool IsSingle) Values(string name)
    {
        NDArray array = reader.NumericArray(name);
        return array.Rank == 1 ? (array.ToDoubles(), array.DType.IsSingle())
            : throw reader.Corrupt(name, $"it has {array.Rank} dimensions");
    }

    private static double Number(PyValue value, double fallback) =>
        value.TryGetDouble(out double number) ? number : NDArray.From(value) is { Length: 1 } array ? array.ToDoubles()[0] : fallback;
}
