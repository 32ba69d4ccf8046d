using Brine.Arrays;

namespace Brine;

/// <summary>Parameters that a model computes with and that are not finite: each answer that they go into is none.</summary>
internal sealed class FiniteCheck : IDoctorCheck
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "coef_", "intercept_", "coefs_", "intercepts_", "dual_coef_", "_dual_coef_", "_intercept_", "support_vectors_", "cluster_centers_",
        "components_", "theta_", "sigma_", "var_", "mean_", "scale_", "center_", "feature_log_prob_", "class_log_prior_", "means_",
        "covariances_", "precisions_cholesky_", "weights_", "estimator_weights_", "alpha_", "X_train_", "_fit_X", "x_weights_",
        "x_rotations_", "scalings_", "xbar_", "singular_values_", "noise_variance_", "explained_variance_", "covariance_", "precision_",
        "location_", "min_", "data_range_", "bin_edges_", "lambdas_", "init_prediction", "_baseline_prediction",
    };

    public void Look(ValuePart part, FindingList findings)
    {
        string? name = NameOf(part);
        if (name is null)
        {
            return;
        }

        double[] numbers = part.Array is { DType.Kind: 'f' } array ? array.ToDoubles()
            : part.Value.TryGetDouble(out double number) ? [number] : [];
        int gaps = numbers.Count(double.IsNaN), infinite = numbers.Count(double.IsInfinity);
        if (gaps + infinite > 0)
        {
            string what = gaps == 0 ? $"{infinite} infinite" : infinite == 0 ? $"{gaps} NaN" : $"{gaps} NaN and {infinite} infinite";
            findings.Blame("NotFinite", part, $"{name} has {what} of {numbers.Length} numbers",
                "look for missing or huge values in the training data, and train again");
        }
    }

    /// <summary>Arrays may lie in a list, as the layers of a network do.</summary>
    private static string? NameOf(ValuePart part)
    {
        for (ValuePart? at = part; at is not null; at = at.Parent)
        {
            if (at.Attribute.Length > 0)
            {
                return Names.Contains(at.Attribute) ? at.Attribute : null;
            }

            if (!at.Step.StartsWith('['))
            {
                return null;
            }
        }

        return null;
    }
}
