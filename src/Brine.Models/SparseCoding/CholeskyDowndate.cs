namespace Brine.Models;

/// <summary>scikit-learn's <c>cholesky_delete</c>: takes a row out of a lower Cholesky factor by the rotations of the reference
/// BLAS.</summary>
internal static class CholeskyDowndate
{
    /// <summary>Takes a row out, in place.</summary>
    /// <param name="factor">The factor, row by row.</param>
    /// <param name="stride">How many numbers a row of the array has.</param>
    /// <param name="n">How many rows the factor has.</param>
    /// <param name="place">Which of them goes.</param>
    /// <param name="isSingle">True for float32.</param>
    internal static void Delete(double[] factor, int stride, int n, int place, bool isSingle)
    {
        for (int i = place; i < n - 1; i++)
        {
            factor.AsSpan((i + 1) * stride, i + 2).CopyTo(factor.AsSpan(i * stride));
        }

        for (int i = place; i < n - 1; i++)
        {
            int at = (i * stride) + i;
            (double length, double c, double s) = Rotation(factor[at], factor[at + 1], isSingle);
            (factor[at], c, s) = length < 0 ? (-length, -c, -s) : (length, c, s);
            factor[at + 1] = 0;
            for (int row = i + 1; row < n - 1; row++)
            {
                ref double x = ref factor[(row * stride) + i], y = ref factor[(row * stride) + i + 1];
                (x, y) = (Round(Round(c * x, isSingle) + Round(s * y, isSingle), isSingle),
                    Round(Round(c * y, isSingle) - Round(s * x, isSingle), isSingle));
            }
        }
    }

    /// <summary><c>rotg</c></summary>
    private static (double Length, double C, double S) Rotation(double a, double b, bool isSingle)
    {
        double sizeOfA = Math.Abs(a), sizeOfB = Math.Abs(b);
        if (sizeOfB == 0)
        {
            return (a, 1, 0);
        }

        if (sizeOfA == 0)
        {
            return (b, 0, 1);
        }

        (double smallest, double largest) = isSingle
            ? (Math.ScaleB(1, -126), Math.ScaleB(1, 126)) : (Math.ScaleB(1, -1022), Math.ScaleB(1, 1022));
        double scale = Math.Min(largest, Math.Max(smallest, Math.Max(sizeOfA, sizeOfB)));
        double left = Round(a / scale, isSingle), right = Round(b / scale, isSingle);
        double length = Round(scale * Round(Math.Sqrt(Round(Round(left * left, isSingle) + Round(right * right, isSingle), isSingle)),
            isSingle), isSingle);
        length = (sizeOfA > sizeOfB ? a : b) < 0 ? -length : length;
        return (length, Round(a / length, isSingle), Round(b / length, isSingle));
    }

    private static double Round(double value, bool isSingle) => CodePrecision.Round(value, isSingle);
}
