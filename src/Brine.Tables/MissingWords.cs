using System.Text;

namespace Brine.Tables;

/// <summary>The words that <c>pandas.read_csv</c> takes for a missing value, those of pandas 2: pandas 1 knew all of them but
/// None.</summary>
internal static class MissingWords
{
    private const int Longest = 8;

    private static readonly HashSet<string> Words =
        ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN",
            "None", "n/a", "nan", "null"];

    internal static bool Contains(string text) => Words.Contains(text);

    internal static bool Contains(ReadOnlySpan<byte> text) => text.Length switch
    {
        0 => true,
        > Longest => text.SequenceEqual("#N/A N/A"u8),
        _ =>
            // Each begins with one of these and ends with a letter or a bracket, which numbers do not.
            text[0] is (byte)'#' or (byte)'-' or (byte)'1' or (byte)'<' or (byte)'N' or (byte)'n' && text[^1] >= (byte)'>'
                && Words.Contains(Encoding.Latin1.GetString(text)),
    };
}
