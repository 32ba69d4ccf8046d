namespace Brine.Tables;

/// <summary>What all fields of some rows of a column have in common: by it a column is typed, and rows that are read in blocks are typed as
/// those of the whole file.</summary>
/// <param name="AreNumbers">Each is a number or missing.</param>
/// <param name="AreInts">Each is an int.</param>
/// <param name="AreExact">A double holds each int.</param>
/// <param name="AreBools">Each is a bool or missing.</param>
/// <param name="HasMissing">Some are missing.</param>
/// <param name="MayHaveDecimalCommas">The first of them that is not missing would be a number, were a comma its decimal sign.</param>
internal readonly record struct CsvShape(bool AreNumbers, bool AreInts, bool AreExact, bool AreBools, bool HasMissing,
    bool MayHaveDecimalCommas)
{
    /// <summary>What these rows have in common with others.</summary>
    internal CsvShape And(CsvShape other) => new(
        AreNumbers && other.AreNumbers, AreInts && other.AreInts, AreExact && other.AreExact, AreBools && other.AreBools,
        HasMissing || other.HasMissing, MayHaveDecimalCommas || other.MayHaveDecimalCommas);

    /// <summary>True where both make the same column of the same fields.</summary>
    internal bool TypesAs(CsvShape other) =>
        AreNumbers == other.AreNumbers
            && (AreNumbers ? AreInts == other.AreInts && (!AreInts || AreExact == other.AreExact)
                : AreBools == other.AreBools && (!AreBools || HasMissing == other.HasMissing));
}
