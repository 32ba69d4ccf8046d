using Brine.Arrays;

namespace Brine.Models;

/// <summary>scikit-learn's <c>inplace_column_scale</c>: stored values are multiplied by the scale, or by its reciprocal.</summary>
/// <param name="scales">One for each column, or null where nothing is scaled.</param>
/// <param name="scaleType">The dtype of the scales, in which reciprocals are taken.</param>
internal sealed class SparseScaling(double[]? scales, DType scaleType)
{
    private readonly double[]? _reciprocals = scales is null ? null
        : Array.ConvertAll(scales, scale => NumpyPrecision.Round(1.0 / scale, scaleType));

    internal SparseMatrix Apply(SparseMatrix x, bool isInverse)
    {
        CsrMatrix csr = x.Csr;
        DType dtype = csr.DType.Kind == 'f' ? csr.DType : DType.Float64;
        var data = new double[csr.Data.Length];
        double[]? factors = isInverse ? scales : _reciprocals;
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = factors is null ? csr.Data[i] : NumpyPrecision.Round(csr.Data[i] * factors[csr.Columns[i]], dtype);
        }

        return new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, data, dtype));
    }
}
