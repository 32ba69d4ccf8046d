using Brine.Pickling;

namespace Brine.Tables;

/// <summary>What all cells of some records have in common: by it a column is typed, and records that are read in blocks are typed as
/// those of the whole file.</summary>
/// <param name="AreBools">Each is a bool or None.</param>
/// <param name="AreInts">Each is an int or None.</param>
/// <param name="AreNumbers">Each is an int, a float or None.</param>
/// <param name="AreExact">A double holds each int.</param>
/// <param name="HasMissing">Some are None.</param>
internal readonly record struct JsonShape(bool AreBools, bool AreInts, bool AreNumbers, bool AreExact, bool HasMissing)
{
    /// <summary>That of no cell at all.</summary>
    internal static JsonShape OfNothing { get; } = new(true, true, true, true, false);

    /// <summary>True where all rows are needed to say which ints these are.</summary>
    internal bool NeedsAllRows => AreInts && !AreExact && !HasMissing;

    internal static JsonShape Of(ReadOnlySpan<PyValue> cells)
    {
        bool areBools = true, areInts = true, areNumbers = true, areExact = true, hasMissing = false;
        foreach (PyValue cell in cells)
        {
            switch (cell.Kind)
            {
                case PyKind.None:
                    hasMissing = true;
                    break;
                case PyKind.Bool:
                    areInts = areNumbers = false;
                    break;
                case PyKind.Int:
                    areBools = false;
                    areExact &= cell.TryGetInt64(out long value) && Math.Abs((double)value) < Column.FirstInexact;
                    break;
                case PyKind.Float:
                    areBools = areInts = false;
                    break;
                default:
                    areBools = areInts = areNumbers = false;
                    break;
            }
        }

        return new(areBools, areInts, areNumbers, areExact, hasMissing);
    }

    /// <summary>What these cells have in common with others.</summary>
    internal JsonShape And(JsonShape other) =>
        new(AreBools && other.AreBools, AreInts && other.AreInts, AreNumbers && other.AreNumbers, AreExact && other.AreExact, HasMissing
            || other.HasMissing);
}
