using System.Runtime.Intrinsics;

namespace Brine.Models;

/// <summary>The sums behind the metrics, feature by feature, in the order of scikit-learn's <c>DistanceMetric</c> and of scipy's
/// <c>cdist</c>.</summary>
internal static class DistanceFormulas
{
    internal static double SumOfSquares<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        where T : struct, IDifference
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double difference = T.Of(x[k], y[k]);
            sum += difference * difference;
        }

        return sum;
    }

    internal static double SumOfScaledSquares<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> variances)
        where T : struct, IDifference
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double difference = T.Of(x[k], y[k]);
            sum += difference * difference / variances[k];
        }

        return sum;
    }

    internal static double SumOfSizes<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        where T : struct, IDifference
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += Math.Abs(T.Of(x[k], y[k]));
        }

        return sum;
    }

    internal static double Largest<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        where T : struct, IDifference
    {
        double largest = 0;
        for (int k = 0; k < x.Length; k++)
        {
            largest = Math.Max(largest, Math.Abs(T.Of(x[k], y[k])));
        }

        return largest;
    }

    internal static double SumOfPowers<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double p, ReadOnlySpan<double> weights)
        where T : struct, IDifference
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double power = Math.Pow(Math.Abs(T.Of(x[k], y[k])), p);
            sum += weights.IsEmpty ? power : weights[k] * power;
        }

        return sum;
    }

    internal static double SumOfWeightedPowers<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double p, ReadOnlySpan<double> weights)
        where T : struct, IDifference
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += Math.Pow(weights[k] * Math.Abs(T.Of(x[k], y[k])), p);
        }

        return sum;
    }

    /// <summary>scipy's weighted Minkowski distances of p = 2 and of p = infinity, which take no powers.</summary>
    internal static double WeightedByScipy(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool isEuclidean, ReadOnlySpan<double> weights)
    {
        double result = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double size = Math.Abs(x[k] - y[k]);
            result = isEuclidean ? result + (weights[k] * (size * size)) : weights[k] > 0 && size > result ? size : result;
        }

        return isEuclidean ? Math.Sqrt(result) : result;
    }

    /// <summary>scipy's <c>seuclidean</c>, squared: compiled with two sums side by side.</summary>
    internal static double SumOfScaledSquaresByScipy(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> variances)
    {
        Vector128<double> sums = default;
        int k = 0;
        for (; k + 2 <= x.Length; k += 2)
        {
            Vector128<double> difference = Vector128.Create(x[k..]) - Vector128.Create(y[k..]);
            sums += difference * difference / Vector128.Create(variances[k..]);
        }

        double sum = sums[0] + sums[1];
        return k < x.Length ? sum + ((x[k] - y[k]) * (x[k] - y[k]) / variances[k]) : sum;
    }

    /// <summary>A dot product with two sums side by side, as scipy's compiled one has.</summary>
    internal static double DotByScipy(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector128<double> sums = default;
        int k = 0;
        for (; k + 2 <= x.Length; k += 2)
        {
            sums += Vector128.Create(x[k..]) * Vector128.Create(y[k..]);
        }

        double sum = sums[0] + sums[1];
        return k < x.Length ? sum + (x[k] * y[k]) : sum;
    }

    /// <summary>The square of the Mahalanobis distance as scipy adds it.</summary>
    /// <param name="difference">The difference of two rows.</param>
    /// <param name="inverse">The inverse of the covariance.</param>
    internal static double QuadraticByScipy(ReadOnlySpan<double> difference, ReadOnlySpan<double> inverse)
    {
        int length = difference.Length, k = 0;
        Vector128<double> sums = default;
        for (; k + 2 <= length; k += 2)
        {
            var parts = Vector128.Create(DotByScipy(difference, inverse.Slice(k * length, length)),
                DotByScipy(difference, inverse.Slice((k + 1) * length, length)));
            sums += Vector128.Create(difference[k..]) * parts;
        }

        double sum = sums[0] + sums[1];
        return k < length ? sum + (difference[k] * DotByScipy(difference, inverse.Slice(k * length, length))) : sum;
    }

    /// <summary>The square of the Mahalanobis distance.</summary>
    internal static double Quadratic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> inverse)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ReadOnlySpan<double> row = inverse.Slice(i * x.Length, x.Length);
            double part = 0;
            for (int j = 0; j < row.Length; j++)
            {
                part += row[j] * (x[j] - y[j]);
            }

            sum += part * (x[i] - y[i]);
        }

        return sum;
    }

    /// <summary>The reduced distance on a globe: the square of the sine of half the angle.</summary>
    internal static double Haversine<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        where T : struct, IDifference
    {
        double first = Math.Sin(0.5 * T.Of(x[0], y[0])), second = Math.Sin(0.5 * T.Of(x[1], y[1]));
        return (first * first) + (Math.Cos(x[0]) * Math.Cos(y[0]) * second * second);
    }

    internal static double Canberra<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        where T : struct, IDifference
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double scale = Math.Abs(x[k]) + Math.Abs(y[k]);
            sum += scale > 0 ? Math.Abs(T.Of(x[k], y[k])) / scale : 0;
        }

        return sum;
    }

    /// <summary>scikit-learn divides by the sum of sizes, scipy by the sizes of sums, and without asking whether that is zero.</summary>
    internal static double BrayCurtis<T>(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool isScipy)
        where T : struct, IDifference
    {
        double sum = 0, scale = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += Math.Abs(T.Of(x[k], y[k]));
            scale += isScipy ? Math.Abs(x[k] + y[k]) : Math.Abs(x[k]) + Math.Abs(y[k]);
        }

        return isScipy || scale > 0 ? sum / scale : 0;
    }

    internal static double Hamming(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        double sum = 0, total = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double weight = weights.IsEmpty ? 1 : weights[k];
            sum += x[k] != y[k] ? weight : 0;
            total += weight;
        }

        return sum / total;
    }

    /// <summary>scipy's weighted <c>hamming</c>, compiled with two sums side by side.</summary>
    internal static double HammingByScipy(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, Span<double> room)
    {
        for (int k = 0; k < x.Length; k++)
        {
            room[k] = x[k] != y[k] ? 1 : 0;
        }

        double sum = DotByScipy(room, weights);
        room.Fill(1);
        return sum / DotByScipy(room, weights);
    }

    /// <summary>scipy's <c>russellrao</c>, compiled into a product with the reciprocal.</summary>
    internal static double RussellRaoByScipy(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int both = 0;
        for (int k = 0; k < x.Length; k++)
        {
            both += x[k] != 0 && y[k] != 0 ? 1 : 0;
        }

        return (x.Length - both) * (1.0 / x.Length);
    }

    /// <summary>The metrics of bools: whole numbers are counted, so only the last division rounds.</summary>
    internal static double Boolean(DistanceKind kind, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int both = 0, onlyFirst = 0, onlySecond = 0;
        for (int k = 0; k < x.Length; k++)
        {
            bool first = x[k] != 0, second = y[k] != 0;
            both += first && second ? 1 : 0;
            onlyFirst += first && !second ? 1 : 0;
            onlySecond += second && !first ? 1 : 0;
        }

        double count = x.Length, different = onlyFirst + onlySecond;
        double crossed = (double)onlyFirst * onlySecond;
        return kind switch
        {
            DistanceKind.Jaccard => both + different == 0 ? 0 : different / (both + different),
            DistanceKind.Matching => different / count,
            DistanceKind.Dice => different / ((2.0 * both) + different),
            DistanceKind.Kulsinski => (different - both + count) / (different + count),
            DistanceKind.RussellRao => (count - both) / count,
            DistanceKind.SokalSneath => 2.0 * different / ((2.0 * different) + both),
            DistanceKind.Yule => crossed == 0 ? 0 : 2.0 * crossed / (((double)both * (count - both - different)) + crossed),
            _ => 2.0 * different / (count + different),
        };
    }
}
