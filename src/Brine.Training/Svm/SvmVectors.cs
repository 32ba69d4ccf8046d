using System.Runtime.InteropServices;

namespace Brine.Training;

/// <summary>Support vectors and their coefficients as attributes: arrays, or sparse matrices where the rows were sparse.</summary>
internal static class SvmVectors
{
    internal static NDArray Ints(int[] values) =>
        NDArray.OverBytes(DType.Int32, [values.Length], MemoryMarshal.AsBytes<int>(values).ToArray());

    internal static void Write(SvmData data, AttributeWriter attributes, int[] support, double[][] coefficients, bool isFlipped)
    {
        int height = coefficients.Length, count = support.Length;
        double[] flat = [.. coefficients.SelectMany(row => row)];
        double[] flipped = isFlipped ? Array.ConvertAll(flat, value => -value) : flat;
        if (data.Sparse is not { } sparse)
        {
            attributes.Set("support_vectors_", data.Rows.Take(support).Values, count, data.Rows.ColumnCount)
                .Set("_dual_coef_", flat, height, count).Set("dual_coef_", flipped, height, count);
            return;
        }

        int[] starts = new int[count + 1];
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < count; i++)
        {
            columns.AddRange(sparse.RowColumns(support[i]));
            values.AddRange(sparse.RowValues(support[i]));
            starts[i + 1] = columns.Count;
        }

        FitContext context = attributes.Context;
        int[] places = [.. coefficients.SelectMany(_ => Enumerable.Range(0, count))];
        int[] rows = [.. Enumerable.Range(0, height + 1).Select(row => row * count)];
        PyValue written = SparseWriter.Write(context, height, count, rows, places, flat, isWide: count > 0);
        attributes.Set("support_vectors_", SparseWriter.Write(context, count, sparse.ColumnCount, starts, [.. columns], [.. values]))
            .Set("_dual_coef_", written)
            .Set("dual_coef_", isFlipped ? SparseWriter.Write(context, height, count, rows, places, flipped) : written);
    }

    /// <summary>The same matrix with the columns of each row in order.</summary>
    internal static CsrMatrix Ordered(CsrMatrix csr)
    {
        int[] columns = [.. csr.Columns];
        double[] values = [.. csr.Data];
        for (int row = 0; row < csr.RowCount; row++)
        {
            int start = csr.Starts[row], count = csr.Starts[row + 1] - start;
            columns.AsSpan(start, count).Sort(values.AsSpan(start, count));
        }

        return new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, columns, values, csr.DType);
    }
}
