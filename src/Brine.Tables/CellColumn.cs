using System.Numerics;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>
/// Makes a column of cells as pandas types them: ints, floats or bools where all cells are; numbers with a gap are floats, bools with a gap
/// are objects and stay bools; anything else is a column of objects in which each cell keeps its kind.
/// </summary>
internal static class CellColumn
{
    /// <param name="name">The name of the column.</param>
    /// <param name="cells">The cells, not copied.</param>
    /// <param name="missing">What a missing cell of a column of objects is in Python: NaN or None.</param>
    internal static Column Of(string name, PyValue[] cells, PyValue missing)
    {
        bool isBool = true, isInt = true, isNumber = true, isAnyMissing = false, isExact = true;
        foreach (PyValue cell in cells)
        {
            switch (cell.Kind)
            {
                case PyKind.None:
                    isAnyMissing = true;
                    break;
                case PyKind.Bool:
                    isInt = isNumber = false;
                    break;
                case PyKind.Int:
                    isBool = false;
                    isExact &= cell.TryGetInt64(out long value) && Math.Abs((double)value) < Column.FirstInexact;
                    break;
                case PyKind.Float:
                    isBool = isInt = false;
                    break;
                default:
                    isBool = isInt = isNumber = false;
                    break;
            }
        }

        if (cells.Length == 0)
        {
            return Column.OfCells(name, cells);
        }

        if (isNumber && (isExact || !isInt || isAnyMissing))
        {
            return Column.OfNumbers(name,
                [.. cells.Select(
                    cell => cell.TryGetDouble(out double number) ? number : ColumnCells.NaN.TryGetDouble(out number) ? number : 0)],
                    isInt && !isAnyMissing ? DType.Int64 : DType.Float64);
        }

        if (isBool && !isAnyMissing)
        {
            return Column.OfNumbers(name, [.. cells.Select(cell => cell.TryGetBool(out bool truth) && truth ? 1.0 : 0.0)], DType.Bool);
        }

        if (isInt && !isAnyMissing && LargeInts(cells) is { } large)
        {
            return Column.OfArray(name, large);
        }

        return Column.OfCells(name, isAnyMissing && !missing.IsNone ? [.. cells.Select(cell => cell.IsNone ? missing : cell)] : cells);
    }

    /// <summary>Ints that a double does not hold: int64, or uint64 where one is larger; null where they fit neither.</summary>
    private static NDArray? LargeInts(PyValue[] cells)
    {
        if (cells.All(cell => cell.TryGetInt64(out _)))
        {
            return NDArray.Of(Array.ConvertAll(cells, cell => cell.TryGetInt64(out long value) ? value : 0));
        }

        return cells.All(cell => cell.TryGetBigInteger(out BigInteger value) && value >= 0 && value <= ulong.MaxValue)
            ? NDArray.Of(Array.ConvertAll(cells, cell => cell.TryGetBigInteger(out BigInteger value) ? (ulong)value : 0))
            : null;
    }
}
