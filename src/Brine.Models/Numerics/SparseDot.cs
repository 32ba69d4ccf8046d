using Brine.Arrays;

namespace Brine.Models;

/// <summary>Products of sparse rows, over the stored values in their order, as scipy's <c>csr_matvecs</c> adds them.</summary>
internal static class SparseDot
{
    internal static double Of(CsrMatrix csr, int row, ReadOnlySpan<double> dense)
    {
        double sum = 0;
        for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
        {
            sum += csr.Data[i] * dense[csr.Columns[i]];
        }

        return sum;
    }

    /// <summary>The product where both sides are of float32.</summary>
    internal static double OfSingles(CsrMatrix csr, int row, ReadOnlySpan<double> dense)
    {
        float sum = 0;
        for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
        {
            sum += (float)csr.Data[i] * (float)dense[csr.Columns[i]];
        }

        return sum;
    }

    /// <summary>scikit-learn's <c>csr_row_norms</c>.</summary>
    internal static double SquaredNorm(CsrMatrix csr, int row)
    {
        double sum = 0;
        for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
        {
            sum += csr.Data[i] * csr.Data[i];
        }

        return sum;
    }
}
