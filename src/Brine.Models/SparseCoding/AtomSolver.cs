namespace Brine.Models;

/// <summary>Finds the code of a row.</summary>
internal abstract class AtomSolver
{
    /// <summary>Replaces the products of a row with the atoms by the code of the row.</summary>
    /// <param name="products">The products, and then the code.</param>
    /// <param name="squares">The sum of the squares of the row.</param>
    internal abstract void Run(Span<double> products, double squares);

    /// <summary>The product of two vectors from left to right, as the reference BLAS adds.</summary>
    internal static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right, bool isSingle)
    {
        double sum = 0;
        if (isSingle)
        {
            for (int i = 0; i < left.Length; i++)
            {
                sum = (float)(sum + (float)(left[i] * right[i]));
            }

            return sum;
        }

        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary><c>potrs</c> with the lower factor, of which a row has <paramref name="stride"/> numbers.</summary>
    internal static void Solve(double[] factor, int stride, int n, double[] x, bool isSingle)
    {
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] = Less(x[i], x[k], factor[(i * stride) + k], isSingle);
            }

            x[i] = CodePrecision.Round(x[i] / factor[(i * stride) + i], isSingle);
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                x[i] = Less(x[i], factor[(k * stride) + i], x[k], isSingle);
            }

            x[i] = CodePrecision.Round(x[i] / factor[(i * stride) + i], isSingle);
        }
    }

    /// <summary><c>trtrs</c> with the rows before: the last row of the factor, in place.</summary>
    internal static void ExtendFactor(double[] factor, int stride, int n, bool isSingle)
    {
        Span<double> row = factor.AsSpan(n * stride, n);
        for (int i = 0; i < n; i++)
        {
            double value = row[i];
            for (int k = 0; k < i; k++)
            {
                value = Less(value, factor[(i * stride) + k], row[k], isSingle);
            }

            row[i] = CodePrecision.Round(value / factor[(i * stride) + i], isSingle);
        }
    }

    private static double Less(double value, double left, double right, bool isSingle) =>
        isSingle ? (float)(value - (float)(left * right)) : value - (left * right);
}
