using System.Text;

namespace Brine.Tables;

/// <summary>How a CSV is written, where that should not be found out.</summary>
public sealed record CsvOptions
{
    /// <summary>The options that find everything out.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>The character between fields; null to take the one of comma, tab, semicolon and bar that the first line has most
    /// of.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The sign before the decimals: a point or a comma.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>The encoding; null for UTF-8, or the UTF-16 or UTF-32 that a byte order mark tells.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>How many columns a file may have; a model that takes more raises it.</summary>
    public int MaxColumns { get; init; } = 200_000;

    /// <summary>
    /// True where the first line holds the names of the columns, false where it is a row; null to find it out: names, unless the file holds
    /// numbers alone and the first line is written as all others are.
    /// </summary>
    public bool? HasHeader { get; init; }
}
