using Brine.Arrays;

namespace Brine.Models;

/// <summary>Draws rows of a mixture, component by component, as <c>BaseMixture.sample</c> does.</summary>
internal static class MixtureDraw
{
    internal static Answer Draw(MixtureForm form, int count, uint seed)
    {
        int features = form.FeatureCount;
        var random = new RandomState(seed);
        long[] counts = random.NextMultinomial(count, [.. form.Weights!]);
        var rows = new double[checked(count * features)];
        var components = new long[count];
        double[] means = form.Means.ToDoubles(), covariances = form.Covariances!.ToDoubles();
        int at = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            int size = form.Kind switch
            {
                CovarianceKind.Full => features * features,
                CovarianceKind.Diagonal => features,
                CovarianceKind.Spherical => 1,
                _ => 0,
            };
            ReadOnlySpan<double> mean = means.AsSpan(k * features, features), covariance = covariances.AsSpan(k * size);
            Span<double> own = rows.AsSpan(at * features, (int)counts[k] * features);
            if (form.Kind is CovarianceKind.Full or CovarianceKind.Tied)
            {
                NormalDraw.Fill(random, mean, covariance[..(features * features)], own);
            }
            else
            {
                for (int i = 0; i < own.Length; i++)
                {
                    double variance = covariance[form.Kind == CovarianceKind.Spherical ? 0 : i % features];
                    own[i] = mean[i % features] + (random.NextNormal() * Math.Sqrt(variance));
                }
            }

            components.AsSpan(at, (int)counts[k]).Fill(k);
            at += (int)counts[k];
        }

        return Answer.Of([NDArray.Of(rows, count, features), NDArray.Of(components)]);
    }
}
