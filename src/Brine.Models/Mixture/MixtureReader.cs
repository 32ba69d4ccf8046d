using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads the mixtures of normal distributions.</summary>
internal static class MixtureReader
{
    internal static GaussianMixture Gaussian(EstimatorReader reader)
    {
        (NDArray means, NDArray precisions, CovarianceKind kind) = Components(reader);
        NDArray weights = reader.NumericArray("weights_");
        bool isSingle = weights.DType.IsSingle();
        double[] numbers = reader.Numbers(means.Shape[0], "weights_");
        return new(reader.Info, Versions(reader, new MixtureForm(means, precisions, kind)
        {
            LogWeights = Array.ConvertAll(numbers, weight => isSingle ? NumpySingle.Log((float)weight) : Math.Log(weight)),
        }));
    }

    internal static GaussianMixture Bayesian(EstimatorReader reader)
    {
        (NDArray means, NDArray precisions, CovarianceKind kind) = Components(reader);
        int count = means.Shape[0], features = means.Shape[1];
        double[] freedom = kind == CovarianceKind.Tied ? [.. Enumerable.Repeat(reader.Double("degrees_of_freedom_"), count)]
            : reader.Numbers(count, "degrees_of_freedom_"), spreads = reader.Numbers(count, "mean_precision_");
        var corrections = new (double, double)[count];
        for (int k = 0; k < count; k++)
        {
            double sum = 0;
            for (int i = 0; i < features; i++)
            {
                double value = Digamma.Of(0.5 * (freedom[k] - i));
                sum = i == 0 ? value : sum + value;
            }

            double logarithm = (features * Math.Log(2.0)) + sum;
            corrections[k] = (0.5 * features * Math.Log(freedom[k]), 0.5 * (logarithm - (features / spreads[k])));
        }

        return new(reader.Info,
            Versions(reader,
                new MixtureForm(means, precisions, kind) { Corrections = corrections, LogWeights = LogWeights(reader, count) }));
    }

    /// <summary><c>_estimate_log_weights</c>: of a Dirichlet process a pair of concentrations for each component, of a distribution
    /// one.</summary>
    private static double[] LogWeights(EstimatorReader reader, int count)
    {
        if (reader.Text("weight_concentration_prior_type") is not ("dirichlet_process" or null))
        {
            double[] all = reader.Numbers(count, "weight_concentration_");
            double total = Digamma.Of(NumpyReductions.Sum(all));
            return Array.ConvertAll(all, concentration => Digamma.Of(concentration) - total);
        }

        NDArray[] pair = reader.NumericArrays("weight_concentration_");
        if (pair.Length != 2 || pair[0].Length != count || pair[1].Length != count)
        {
            throw reader.Corrupt("weight_concentration_", $"it is no pair of arrays of {count} numbers");
        }

        double[] first = pair[0].ToDoubles(), second = pair[1].ToDoubles(), weights = new double[count];
        double before = 0;
        for (int k = 0; k < count; k++)
        {
            double sum = Digamma.Of(first[k] + second[k]);
            weights[k] = Digamma.Of(first[k]) - sum + before;
            double rest = Digamma.Of(second[k]) - sum;
            before = k == 0 ? rest : before + rest;
        }

        return weights;
    }

    private static MixtureForm Versions(EstimatorReader reader, MixtureForm form) => form with
    {
        KeepsRowPrecision = reader.SavedBy.IsAtLeast(1, 8),
        SplitsLogSumExp = reader.SavedBy.IsAtLeast(1, 6),
        Weights = reader.TryArray("weights_", out NDArray? weights) && weights!.Length == form.ComponentCount ? weights.ToDoubles() : null,
        Covariances = reader.TryArray("covariances_", out NDArray? covariances)
            && covariances!.Shape.SequenceEqual(form.Precisions.Shape) ? covariances : null,
    };

    private static (NDArray Means, NDArray Precisions, CovarianceKind Kind) Components(EstimatorReader reader)
    {
        NDArray means = reader.NumericArray("means_"), precisions = reader.NumericArray("precisions_cholesky_");
        if (means.Rank != 2 || means.Length == 0 || (reader.FeatureCount is { } expected && expected != means.Shape[1]))
        {
            throw reader.Corrupt("means_", "it is no matrix of a component a row");
        }

        (int count, int features) = (means.Shape[0], means.Shape[1]);
        (CovarianceKind kind, int[] shape) = reader.Text("covariance_type") switch
        {
            "tied" => (CovarianceKind.Tied, new[] { features, features }),
            "diag" => (CovarianceKind.Diagonal, [count, features]),
            "spherical" => (CovarianceKind.Spherical, [count]),
            "full" or null => (CovarianceKind.Full, [count, features, features]),
            var other => throw reader.Unsupported($"covariance_type='{other}'"),
        };
        return precisions.Shape.SequenceEqual(shape) ? (means, precisions, kind)
            : throw reader.Corrupt("precisions_cholesky_", $"it is not of shape ({string.Join(", ", shape)})");
    }
}
