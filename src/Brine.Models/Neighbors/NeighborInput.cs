namespace Brine.Models;

/// <summary>What models of neighbours ask of their rows: finite numbers, or gaps but no infinity with <c>nan_euclidean</c>.</summary>
internal static class NeighborInput
{
    /// <exception cref="ModelInputException">A number is infinite, or missing where the metric takes no gaps.</exception>
    internal static void Require(Features x, bool takesMissing, string className)
    {
        ReadOnlySpan<double> values = x is SparseMatrix sparse ? sparse.Csr.Data : x.ToMatrix().Values;
        int columns = Math.Max(x is SparseMatrix ? 1 : x.ColumnCount, 1);
        if (!takesMissing)
        {
            FiniteInput.Require(values, columns, className);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]))
            {
                throw new ModelInputException("InputNotFinite", $"row {i / columns}, column {i % columns} is infinite and {className} computes with finite numbers and gaps");
            }
        }
    }
}
