using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Brine.Tables;

namespace Brine.Server;

/// <summary>Finds out how a CSV is written, from its beginning.</summary>
internal static class CsvDialect
{
    private const int LookedAt = 50;

    /// <param name="head">The beginning of the file.</param>
    /// <param name="columnCount">How many columns the model takes; 0 where that is not known.</param>
    internal static FileReading Find(ReadOnlyMemory<byte> head, int columnCount)
    {
        bool isLatin = !CsvEncoding.IsWide(head.Span) && !IsUtf8(head.Span);
        ReadOnlyMemory<byte> text = CsvEncoding.ToUtf8(Cut(head), isLatin ? Encoding.Latin1 : null);
        char delimiter = (char)CsvContent.DelimiterOf(text.Span, CsvOptions.Default);
        FileReading reading = FileReading.Default with { Delimiter = delimiter, IsLatin = isLatin };
        Table rows = Csv.Parse(CsvContent.Read(text, CsvOptions.Default with { Delimiter = delimiter, HasHeader = false },
            limit: LookedAt, keepsRagged: true), null);
        string[][] fields = [.. Enumerable.Range(0, Math.Min(rows.RowCount, LookedAt)).Select(row =>
            rows.Columns.Select(column => column.TextAt(row) ?? "").ToArray())];
        bool isCommaDecimal = delimiter != ',' && fields.Skip(1).SelectMany(row => row).Any(IsCommaNumber)
            && !fields.Skip(1).SelectMany(row => row).Any(field => field.Contains('.') && IsNumber(field));
        return reading with
        {
            Decimal = isCommaDecimal ? ',' : '.',
            HasHeader = fields.Length == 0 || fields[0].Length != columnCount
                || !fields[0].All(field => IsNumber(field) || IsCommaNumber(field)),
        };
    }

    /// <summary>The whole lines of a beginning.</summary>
    internal static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> head)
    {
        int end = head.Span.LastIndexOf((byte)'\n');

        // In UTF-16 a line end has a zero byte beside it.
        int after = end + 1 < head.Length && head.Span[end + 1] == 0 ? end + 2 : end + 1;
        return end > 0 && head.Length >= FilePreview.HeadBytes ? head[..after] : head;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        // A character may be cut in two at the end.
        for (int cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumber(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool IsCommaNumber(string field) => field.Count(character => character == ',') == 1 && !field.Contains('.')
        && IsNumber(field.Replace(',', '.'));
}
