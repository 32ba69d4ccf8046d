using System.Buffers;
using System.Globalization;
using System.Text;

namespace Brine.Tables;

/// <summary>The fields of a CSV: where each lies in the text. All rows have as many as there are names.</summary>
internal sealed class CsvContent
{
    /// <summary>A field longer than this is a quote that was never closed, or no table.</summary>
    internal const int MaxField = 1 << 26;

    private const int MaxShown = 40;

    private readonly ReadOnlyMemory<byte> _text;
    private readonly CsvField[] _fields;
    private readonly CsvOptions _options;
    private readonly int _firstRow;
    private readonly CsvNumbers? _numbers;
    private bool _isRented;

    private CsvContent(ReadOnlyMemory<byte> text, IReadOnlyList<string> names, CsvField[] fields, int firstRow, int rowCount,
        CsvOptions options, IReadOnlyList<OddRow>? ragged = null, CsvNumbers? numbers = null)
    {
        _numbers = numbers;
        Ragged = ragged ?? [];
        _text = text;
        Names = names;
        _fields = fields;
        _firstRow = firstRow;
        RowCount = rowCount;
        _options = options;
    }

    internal IReadOnlyList<string> Names { get; }

    /// <summary>The rows that have as many fields as there are names.</summary>
    internal int RowCount { get; }

    /// <summary>The rows that have more or fewer, where they are not refused.</summary>
    internal IReadOnlyList<OddRow> Ragged { get; }

    /// <summary>Gives memory of rows that were read for a while back: nobody looks at their fields any more.</summary>
    internal void Release()
    {
        if (_isRented)
        {
            ArrayPool<CsvField>.Shared.Return(_fields);
        }
    }

    /// <summary>The first of the rows, ragged ones counted.</summary>
    internal CsvContent Take(int count)
    {
        OddRow[] ragged = [.. Ragged.Where(row => row.Place < count)];
        return count >= RowCount + Ragged.Count ? this : new(_text, Names, _fields, _firstRow, count - ragged.Length, _options, ragged);
    }

    internal CsvColumn Column(int index) =>
        new(_text, _fields, (_firstRow * Names.Count) + index, Names.Count, RowCount, _options, _numbers);

    /// <summary>A field of the first line.</summary>
    internal string FirstField(int index) => _fields[index].Text(_text.Span);

    /// <summary>The same lines, the first of which holds the names.</summary>
    internal CsvContent WithHeader() =>
        new(_text, Distinct([.. Enumerable.Range(0, Names.Count).Select(FirstField)]), _fields, 1, RowCount - 1, _options,
            [.. Ragged.Select(row => row with { Place = row.Place - 1 })]);

    /// <summary>Reads the fields of all lines.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="note">Told what was made of a first line that may be names or a row.</param>
    /// <param name="limit">How many rows are read at most.</param>
    /// <param name="keepsRagged">True to keep rows of another width for <see cref="Ragged"/>, which are refused otherwise.</param>
    /// <exception cref="ModelInputException">The text is no table.</exception>
    internal static CsvContent Read(ReadOnlyMemory<byte> bytes, CsvOptions options, Action<string>? note = null, int limit = int.MaxValue,
        bool keepsRagged = false)
    {
        CsvContent lines = ReadLines(bytes, options, options.HasHeader == false || limit == int.MaxValue ? limit : limit + 1, keepsRagged);
        return options.HasHeader ?? CsvHeader.IsFirstLine(lines, note) ? lines.WithHeader() : lines;
    }

    /// <summary>The names that a header gives the columns.</summary>
    internal static IReadOnlyList<string> NamesOf(ReadOnlyMemory<byte> text, ReadOnlySpan<CsvField> header)
    {
        var names = new string[header.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = header[i].Text(text.Span);
        }

        return Distinct(names);
    }

    /// <summary>Reads the fields of some rows of a file whose header is known.</summary>
    /// <param name="text">The rows, in UTF-8.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="options">How the file is written; the delimiter is known.</param>
    /// <param name="firstLine">The line of the file on which they begin, from 1.</param>
    /// <param name="keepsRagged">True to keep rows of another width for <see cref="Ragged"/>, which are refused otherwise.</param>
    /// <param name="areNumbers">Which columns are thought to hold numbers.</param>
    internal static CsvContent ReadRows(ReadOnlyMemory<byte> text, IReadOnlyList<string> names, CsvOptions options, long firstLine,
        bool keepsRagged = false, ReadOnlySpan<bool> areNumbers = default)
    {
        var rows = new CsvRows(text.Span, (byte)options.Delimiter!, firstLine, names.Count);
        int feeds = text.Span.Count((byte)'\n'), returns = text.Span.Count((byte)'\r');
        CsvField[] rented = ArrayPool<CsvField>.Shared.Rent(text.Span.Count((byte)options.Delimiter) + feeds + returns + 1);
        CsvField[] fields = rented;
        int mostRows = Math.Max(feeds, returns) + (text.Span is [.., (byte)'\n' or (byte)'\r'] ? 0 : 1);
        CsvNumbers? numbers = CsvNumbers.For(areNumbers, mostRows, options);
        List<OddRow>? ragged = keepsRagged ? [] : null;
        int count = 0, rowCount = 0;
        while (rows.Read(ref fields, count, numbers, rowCount) is > 0 and var read)
        {
            if (HasWidth(rows, read, names.Count, options, text.Span, fields.AsSpan(count), rowCount, ragged))
            {
                count += read;
                rowCount++;
            }
            else
            {
                numbers?.GiveUp();
            }
        }

        return new CsvContent(text, names, fields, 0, rowCount, options, ragged, numbers) { _isRented = fields == rented };
    }

    /// <summary>True for a row that has as many fields as there are names; another one is refused, or kept aside.</summary>
    private static bool HasWidth(in CsvRows rows, int read, int wanted, CsvOptions options, ReadOnlySpan<byte> text,
        ReadOnlySpan<CsvField> fields, int rowCount, List<OddRow>? ragged)
    {
        if (read == wanted)
        {
            return true;
        }

        string what = string.Create(CultureInfo.InvariantCulture,
            $"line {rows.Line} of the CSV has {read} field{(read == 1 ? "" : "s")}, "
                + $"{(options.HasHeader == false ? "its first line" : "its header")} has {wanted}");
        if (ragged is null)
        {
            throw new ModelInputException("InputCsv", what);
        }

        var kept = new string[Math.Min(read, wanted)];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = fields[i].Text(text);
        }

        ragged.Add(new OddRow(rowCount + ragged.Count, "InputCsv", what, kept));
        return false;
    }

    /// <summary>Refuses a first line of more fields than a table may have columns.</summary>
    internal static void RefuseWide(in CsvRows rows, int read, CsvField[] fields, ReadOnlySpan<byte> text, CsvOptions options)
    {
        if (read > options.MaxColumns)
        {
            string last = fields[options.MaxColumns - 1].Text(text);
            last = last.Length > MaxShown ? last[..MaxShown] + "..." : last;
            throw new ModelInputException("InputCsv",
                string.Create(CultureInfo.InvariantCulture,
                    $"line {rows.Line} of the CSV has {read} fields, and a table has {options.MaxColumns} columns at most, "
                        + $"the last of which would be '{last}'"));
        }
    }

    private static CsvContent ReadLines(ReadOnlyMemory<byte> bytes, CsvOptions options, int limit, bool keepsRagged)
    {
        List<OddRow>? ragged = keepsRagged ? [] : null;
        ReadOnlyMemory<byte> text = CsvEncoding.ToUtf8(bytes, options.Encoding);
        var rows = new CsvRows(text.Span, DelimiterOf(text.Span, options), most: options.MaxColumns);
        var fields = new CsvField[256];
        int first = rows.Read(ref fields, 0);
        RefuseWide(rows, first, fields, text.Span, options);
        rows.Most = first;
        if (first == 0)
        {
            throw new ModelInputException("InputEmpty", "the data is empty; a CSV begins with a header, the names of its columns");
        }

        int count = first, rowCount = 1;
        while (true)
        {
            int read = rowCount + (ragged?.Count ?? 0) < limit ? rows.Read(ref fields, count) : 0;
            if (read == 0)
            {
                return new CsvContent(text, [.. Enumerable.Repeat("", first)], fields, 0, rowCount, options, ragged);
            }

            if (HasWidth(rows, read, first, options, text.Span, fields.AsSpan(count), rowCount, ragged))
            {
                count += read;
                rowCount++;
            }
        }
    }

    /// <summary>The character between fields: that of the options, or the one that is found.</summary>
    /// <exception cref="ModelInputException">The first line is Excel's word for the delimiter, and no header.</exception>
    internal static byte DelimiterOf(ReadOnlySpan<byte> text, CsvOptions options)
    {
        if (text.StartsWith("sep="u8) && text.Length > 5 && text[5] is (byte)'\n' or (byte)'\r')
        {
            throw new ModelInputException("InputCsv",
                $"the first line, 'sep={(char)text[4]}', tells Excel the delimiter and is no header: take the line out");
        }

        return options.Delimiter is { } delimiter ? (byte)delimiter : FindDelimiter(text);
    }

    /// <summary>The most frequent of the usual delimiters in the first line that holds something, outside quotes.</summary>
    private static byte FindDelimiter(ReadOnlySpan<byte> text)
    {
        int commas = 0, tabs = 0, semicolons = 0, bars = 0;
        bool isQuoted = false, isBlank = true;
        foreach (byte character in text)
        {
            if (!isQuoted && character is (byte)'\n' or (byte)'\r' && !isBlank)
            {
                break;
            }

            isBlank &= character is (byte)'\n' or (byte)'\r';
            isQuoted ^= character == (byte)'"';
            commas += !isQuoted && character == (byte)',' ? 1 : 0;
            tabs += !isQuoted && character == (byte)'\t' ? 1 : 0;
            semicolons += !isQuoted && character == (byte)';' ? 1 : 0;
            bars += !isQuoted && character == (byte)'|' ? 1 : 0;
        }

        int most = Math.Max(Math.Max(commas, tabs), Math.Max(semicolons, bars));
        return (byte)(most == commas ? ',' : most == semicolons ? ';' : most == tabs ? '\t' : '|');
    }

    /// <summary>As pandas: a name that comes again is numbered (a, a.1, a.2), and a column without a name is called by its place.</summary>
    internal static List<string> Distinct(IReadOnlyList<string> header)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>(header.Count);
        for (int i = 0; i < header.Count; i++)
        {
            string name = header[i].Length > 0 ? header[i] : string.Create(CultureInfo.InvariantCulture, $"Unnamed: {i}");
            string free = name;
            while (!seen.Add(free))
            {
                int again = counts[name] = counts.GetValueOrDefault(name) + 1;
                free = string.Create(CultureInfo.InvariantCulture, $"{name}.{again}");
            }

            names.Add(free);
        }

        return names;
    }
}
