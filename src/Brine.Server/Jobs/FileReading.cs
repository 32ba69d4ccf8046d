using System.Text;
using Brine.Tables;

namespace Brine.Server;

/// <summary>How a file of rows is written.</summary>
/// <param name="Delimiter">What stands between the fields of a CSV.</param>
/// <param name="Decimal">The decimal sign of a CSV.</param>
/// <param name="IsLatin">True for ISO 8859-1, false for UTF-8 and what a byte order mark says.</param>
/// <param name="HasHeader">True where the first line of a CSV has the names of the columns.</param>
/// <param name="Sheet">The sheet of a workbook; null for the first.</param>
internal sealed record FileReading(char Delimiter, char Decimal, bool IsLatin, bool HasHeader, string? Sheet)
{
    internal static FileReading Default { get; } = new(',', '.', false, true, null);

    internal CsvOptions Csv => CsvOptions.Default with
    {
        Delimiter = Delimiter,
        Decimal = Decimal,
        Encoding = IsLatin ? Encoding.Latin1 : null,
        HasHeader = HasHeader,
    };
}
