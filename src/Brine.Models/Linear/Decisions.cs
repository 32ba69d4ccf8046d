using Brine.Arrays;

namespace Brine.Models;

/// <summary>Numbers row by row, and whether Python holds them in single precision.</summary>
/// <param name="Values">The numbers, row by row.</param>
/// <param name="Columns">How many there are a row.</param>
/// <param name="IsSingle">True for float32.</param>
internal readonly record struct Decisions(double[] Values, int Columns, bool IsSingle)
{
    internal int RowCount => Columns == 0 ? 0 : Values.Length / Columns;

    internal Span<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>One number a row, or a matrix.</summary>
    internal NDArray ToArray(bool flattenOne)
    {
        ReadOnlySpan<int> shape = flattenOne && Columns == 1 ? [RowCount] : [RowCount, Columns];
        return IsSingle ? NDArray.Of(Array.ConvertAll(Values, value => (float)value), shape) : NDArray.Of(Values, shape);
    }
}
