using System.Numerics;

namespace Brine;

/// <summary>Transformers that keep what they once computed when they were asked.</summary>
internal static class TransformRules
{
    internal static void ApplyToPolynomial(EstimatorEdit edit)
    {
        if (edit.Has("_n_out_full") || edit.Int("degree") is not { } degree || edit.Int("n_features_in_") is not { } features
            || degree is < 0 or > 64 || features is < 0 or > int.MaxValue)
        {
            return;
        }

        BigInteger count = edit.Get("include_bias").Equals(Pickling.PyValue.False) ? 0 : 1;
        if (edit.Get("interaction_only").Equals(Pickling.PyValue.True))
        {
            for (long i = 1; i <= Math.Min(degree, features); i++)
            {
                count += Choose(features, i);
            }
        }
        else
        {
            count += Choose(features + degree, degree) - 1;
        }

        edit.Add("_min_degree", 0);
        edit.Add("_max_degree", degree);
        edit.Set("_n_out_full", count);
    }

    internal static void ApplyToKernel(EstimatorEdit edit)
    {
        if (edit.IsNew && !edit.Has("gamma_") && edit.AxisOf("X_fit_", 1) is { } features and > 0)
        {
            edit.Set("gamma_", edit.Number("gamma") ?? 1.0 / features);
        }
    }

    /// <summary>1.2 keeps the interval that it was trained with.</summary>
    internal static void ApplyToSampler(EstimatorEdit edit)
    {
        if (!edit.IsNew)
        {
            double standard = edit.Int("sample_steps") switch { 1 => 0.8, 2 => 0.5, _ => 0.4 };
            edit.Add("sample_interval_", edit.Number("sample_interval") ?? edit.Number("_sample_interval") ?? standard);
        }

        edit.Drop("_sample_interval");
    }

    private static BigInteger Choose(long count, long chosen)
    {
        BigInteger ways = 1;
        for (long i = 1; i <= chosen; i++)
        {
            ways = ways * (count - chosen + i) / i;
        }

        return ways;
    }
}
