namespace Brine.Models;

/// <summary>Rotations of two numbers, and the singular values of two rows, as LAPACK computes them.</summary>
internal static class Rotations
{
    private const double Epsilon = 1.1102230246251565e-16;

    /// <summary><c>dlartg</c>: the cosine and sine that turn (f, g) into (r, 0).</summary>
    internal static (double Cosine, double Sine, double Length) Of(double f, double g)
    {
        if (g == 0)
        {
            return (1, 0, f);
        }

        if (f == 0)
        {
            return (0, Math.CopySign(1, g), Math.Abs(g));
        }

        const double Low = 1.4916681462400413e-154, High = 4.740375954054589e153;
        double scale = Math.Max(Math.Abs(f), Math.Abs(g));
        if (scale < High && Math.Min(Math.Abs(f), Math.Abs(g)) > Low)
        {
            scale = 1;
        }

        (double one, double other) = (f / scale, g / scale);
        double length = Math.Sqrt((one * one) + (other * other)), signed = Math.CopySign(length, f);
        return (Math.Abs(one) / length, other / signed, signed * scale);
    }

    /// <summary><c>dlas2</c>: the smaller singular value of ((f, g), (0, h)).</summary>
    internal static double SmallerOf(double f, double g, double h)
    {
        double low = Math.Min(Math.Abs(f), Math.Abs(h)), high = Math.Max(Math.Abs(f), Math.Abs(h)), middle = Math.Abs(g);
        if (low == 0)
        {
            return 0;
        }

        double sum = 1 + (low / high), difference = (high - low) / high;
        if (middle < high)
        {
            double square = middle / high * (middle / high);
            return low * (2 / (Math.Sqrt((sum * sum) + square) + Math.Sqrt((difference * difference) + square)));
        }

        double ratio = high / middle;
        if (ratio == 0)
        {
            return low * high / middle;
        }

        double one = sum * ratio, two = difference * ratio;
        double half = low * (1 / (Math.Sqrt(1 + (one * one)) + Math.Sqrt(1 + (two * two)))) * ratio;
        return half + half;
    }

    /// <summary><c>dlasv2</c>: both singular values of ((f, g), (0, h)), and the rotation from the right.</summary>
    internal static (double Smaller, double Larger, double Sine, double Cosine) Pair(double f, double g, double h)
    {
        bool isSwapped = Math.Abs(h) > Math.Abs(f);
        (double top, double bottom) = isSwapped ? (h, f) : (f, h);
        double fa = Math.Abs(top), ha = Math.Abs(bottom), ga = Math.Abs(g);
        double smaller = ha, larger = fa, cosLeft = 1, cosRight = 1, sinLeft = 0, sinRight = 0;
        int largestPart = isSwapped ? 3 : 1;
        if (ga > fa)
        {
            largestPart = 2;
        }

        if (ga > fa && fa / ga < Epsilon)
        {
            (larger, smaller) = (ga, ha > 1 ? fa / (ga / ha) : fa / ga * ha);
            (cosLeft, sinLeft, sinRight, cosRight) = (1, bottom / g, 1, top / g);
        }
        else if (ga != 0)
        {
            double difference = fa - ha, l = difference == fa ? 1 : difference / fa, m = g / top, t = 2 - l, square = m * m;
            double s = Math.Sqrt((t * t) + square), r = l == 0 ? Math.Abs(m) : Math.Sqrt((l * l) + square), a = 0.5 * (s + r);
            (smaller, larger) = (ha / a, fa * a);
            t = square != 0 ? ((m / (s + t)) + (m / (r + l))) * (1 + a)
                : l == 0 ? Math.CopySign(2, top) * Math.CopySign(1, g)
                : (g / Math.CopySign(difference, top)) + (m / t);
            double length = Math.Sqrt((t * t) + 4);
            (cosRight, sinRight) = (2 / length, t / length);
            cosLeft = (cosRight + (sinRight * m)) / a;
            sinLeft = bottom / top * sinRight / a;
        }

        (double csl, double snl, double csr, double snr) = isSwapped ? (sinRight, cosRight, sinLeft, cosLeft)
            : (cosLeft, sinLeft, cosRight, sinRight);
        double sign = largestPart switch
        {
            1 => Math.CopySign(1, csr) * Math.CopySign(1, csl) * Math.CopySign(1, f),
            2 => Math.CopySign(1, snr) * Math.CopySign(1, csl) * Math.CopySign(1, g),
            _ => Math.CopySign(1, snr) * Math.CopySign(1, snl) * Math.CopySign(1, h),
        };
        return (Math.CopySign(smaller, sign * Math.CopySign(1, f) * Math.CopySign(1, h)), Math.CopySign(larger, sign), snr, csr);
    }
}
