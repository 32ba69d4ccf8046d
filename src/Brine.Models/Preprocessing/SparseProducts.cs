using Brine.Arrays;

namespace Brine.Models;

/// <summary>The products of the stored values of sparse rows, from their first column on: <c>_csr_polynomial_expansion</c>, and scipy's
/// <c>multiply</c> for higher degrees.</summary>
internal static class SparseProducts
{
    /// <param name="csr">The rows.</param>
    /// <param name="terms">The products.</param>
    /// <param name="keepsZeros">True where a product of stored values is stored though it is zero; scipy's <c>multiply</c> leaves it
    /// out.</param>
    internal static CsrMatrix Of(CsrMatrix csr, PolynomialTerms terms, bool keepsZeros)
    {
        DType dtype = csr.DType.Kind == 'f' ? csr.DType : DType.Float64;
        var starts = new int[csr.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        var values = new double[csr.ColumnCount];
        var isStored = new bool[csr.ColumnCount];
        for (int row = 0; row < csr.RowCount; row++)
        {
            ReadOnlySpan<int> stored = csr.Columns.AsSpan(csr.Starts[row]..csr.Starts[row + 1]);
            csr.CopyRow(row, values);
            foreach (int column in stored)
            {
                isStored[column] = true;
            }

            for (int term = 0; term < terms.Count; term++)
            {
                ReadOnlySpan<int> parts = terms[term];
                double product = 1;
                bool isThere = true;
                for (int i = 0; i < parts.Length && isThere; i++)
                {
                    product = i == 0 ? values[parts[i]] : NumpyPrecision.Round(product * values[parts[i]], dtype);
                    isThere = isStored[parts[i]] && (keepsZeros || i == 0 || product != 0);
                }

                if (isThere)
                {
                    columns.Add(term);
                    data.Add(product);
                }
            }

            starts[row + 1] = columns.Count;
            foreach (int column in stored)
            {
                isStored[column] = false;
            }
        }

        return new CsrMatrix(csr.RowCount, terms.Count, starts, [.. columns], [.. data], dtype);
    }
}
