using System.Globalization;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>
/// How many cells a table may have for those that its file holds. A file may name one row a million times over, and records may lack most
/// of each other's keys: both grow as a compressed file does, and within the same ratio.
/// </summary>
internal static class CellLimit
{
    /// <summary>Below this size no ratio is suspicious.</summary>
    private const long Unsuspicious = 8_000_000;

    /// <summary>Refuses a table before it is made.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="held">The cells that the file holds, each counted once.</param>
    /// <param name="limits">The ratio, and the bytes that the numbers may take.</param>
    /// <param name="what">What the table is made of, for the message.</param>
    /// <exception cref="PickleLimitException">It would have too many cells.</exception>
    internal static void Refuse(long rows, long columns, long held, Limits limits, string what)
    {
        double cells = (double)rows * columns;
        if (cells > Array.MaxLength || cells * sizeof(double) > limits.MaxDecompressedBytes
            || (cells > Unsuspicious && cells > limits.MaxDecompressionRatio * held))
        {
            throw new PickleLimitException("LimitGraphExpansion",
                string.Create(CultureInfo.InvariantCulture,
                    $"{what}: a table of {rows} rows and {columns} columns would be made of {held} values, which is over the limits"));
        }
    }
}
