using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Replaces numbers by the number of the bin that they fall into: <c>pandas.cut(column, edges, labels=False,
/// include_lowest=True)</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Edges">The edges of the bins; each bin has its upper edge, the first one both.</param>
/// <param name="RefusesOutside">True where a number beyond the edges, or a gap, is refused; else NaN stands for it.</param>
/// <param name="GivesObjects">True where the numbers come as Python's objects.</param>
public sealed record BinStep(string Column, IReadOnlyList<double> Edges, bool RefusesOutside, bool GivesObjects) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        double[] edges = [.. Edges], values = frame.Numbers(Column), bins = new double[values.Length];
        bool hasGaps = false;
        for (int row = 0; row < values.Length; row++)
        {
            // searchsorted from the left: how many edges are below.
            int below = double.IsNaN(values[row]) ? 0 : values[row] == edges[0] ? 1 : CountBelow(edges, values[row]);
            bool isOutside = below == 0 || below == edges.Length;
            if (isOutside && RefusesOutside)
            {
                throw frame.Refuse("InputRange",
                    $"the value {ColumnCells.Show(values[row])} in row {RowNumbers.Of(row)}, column '{Column}' falls into no bin");
            }

            bins[row] = isOutside ? double.NaN : below - 1;
            hasGaps |= isOutside;
        }

        frame.Replace(Column, GivesObjects
            ? Tables.Column.OfCells(Column, Array.ConvertAll(bins, bin => hasGaps ? (PyValue)bin : (long)bin))
            : Tables.Column.OfNumbers(Column, bins, hasGaps ? DType.Float64 : DType.Int64));
    }

    private static int CountBelow(double[] edges, double value)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = edges[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
