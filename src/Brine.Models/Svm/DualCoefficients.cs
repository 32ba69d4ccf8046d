using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads <c>_dual_coef_</c>, dense or sparse.</summary>
internal static class DualCoefficients
{
    internal static double[] Read(EstimatorReader reader, out int rows)
    {
        PyValue value = reader.Value("_dual_coef_", "dual_coef_");
        if (CsrMatrix.From(value) is { } sparse)
        {
            rows = sparse.RowCount;
            return sparse.ToDense();
        }

        NDArray dense = NDArray.From(value) ?? throw reader.Missing("_dual_coef_");
        rows = dense.Rank == 2 ? dense.Shape[0] : 1;
        return dense.ToDoubles();
    }
}
