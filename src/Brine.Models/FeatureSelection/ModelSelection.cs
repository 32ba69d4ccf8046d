using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>SelectFromModel._get_support_mask</c>: the columns that a model finds important, by its coefficients or the splits of its
/// trees.</summary>
/// <param name="reader">The selector.</param>
/// <param name="trained">The model that it holds.</param>
internal sealed class ModelSelection(EstimatorReader reader, PyObject trained)
{
    // The threshold of models that make coefficients zero.
    private const double AlmostZero = 1e-5;

    internal bool[] Support()
    {
        (double[] scores, bool isSingle) = Importances.Of(reader, trained);
        double threshold = Threshold(scores, isSingle);
        threshold = isSingle ? (float)threshold : threshold;
        var support = new bool[scores.Length];
        if (!reader.Has("max_features"))
        {
            Array.Fill(support, true);
        }
        else if (reader.TryInt("max_features_", out int most) || reader.TryInt("max_features", out most))
        {
            IEnumerable<int> best = Enumerable.Range(0, scores.Length).OrderBy(column => double.IsNaN(scores[column]))
                .ThenByDescending(column => scores[column]);
            foreach (int column in best.Take(most < 0 ? scores.Length + most : most))
            {
                support[column] = true;
            }
        }
        else
        {
            throw reader.Unsupported("a max_features that is a function, and that no training has resolved,");
        }

        for (int i = 0; i < scores.Length; i++)
        {
            support[i] &= !(scores[i] < threshold);
        }

        return support;
    }

    private double Threshold(double[] scores, bool isSingle)
    {
        PyValue given = reader.ValueOrNone("threshold");
        if (given.AsString() is not { } text)
        {
            return !given.IsNone ? reader.Double("threshold") : IsSparse() ? AlmostZero : Mean(scores, isSingle);
        }

        string[] parts = text.Split('*');
        double scale = 1;
        if (parts.Length > 2
            || (parts.Length == 2 && !double.TryParse(parts[0].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out scale)))
        {
            throw reader.Unsupported($"threshold='{text}'");
        }

        double reference = (parts.Length == 2 ? parts[1].Trim() : text) switch
        {
            "mean" => Mean(scores, isSingle),
            "median" => Quantiles.Median(scores, isSingle),
            _ => throw reader.Unsupported($"threshold='{text}'"),
        };
        return scale * reference;
    }

    private static double Mean(double[] scores, bool isSingle)
    {
        double mean = NumpyReductions.Sum(scores, isSingle) / scores.Length;
        return isSingle ? (float)mean : mean;
    }

    /// <summary>True for models whose penalty makes coefficients zero.</summary>
    private bool IsSparse()
    {
        string name = trained.Class?.Name ?? "";
        SavedVersion version = reader.SavedBy;
        return (trained.TryGetAttribute("penalty", out PyValue penalty) && penalty.AsString() == "l1")
            || name.Contains("Lasso", StringComparison.Ordinal)
            || (version.IsAtLeast(1, 2, 1) && name == "ElasticNet" && IsOne("l1_ratio"))
            || (version.IsAtLeast(1, 2, 1) && name == "ElasticNetCV" && IsOne("l1_ratio_"))
            || (version.IsAtLeast(1, 2, 1) && !version.IsAtLeast(1, 3) && name.Contains("ElasticNet", StringComparison.Ordinal)
                && (IsOne("l1_ratio_") || IsOne("l1_ratio")))
            || (version.IsAtLeast(1, 8) && name == "LogisticRegression" && IsOne("l1_ratio"))
            || (version.IsAtLeast(1, 8) && name == "LogisticRegressionCV" && IsOne("l1_ratio_"));
    }

    /// <summary><c>np.isclose(value, 1.0)</c>, of all numbers where there are several.</summary>
    private bool IsOne(string name) =>
        trained.TryGetAttribute(name, out PyValue value)
        && (value.TryGetDouble(out double number) ? IsOne(number)
            : EstimatorReader.ArrayOf(value) is { Length: > 0, DType.Kind: 'f' or 'i' } array
                && Array.TrueForAll(array.ToDoubles(), IsOne));

    private static bool IsOne(double number) => Math.Abs(number - 1) <= 1e-8 + 1e-5;
}
