using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>One column of a CSV: its fields, and the typed column that they make.</summary>
/// <param name="text">The rows.</param>
/// <param name="fields">Where the fields lie, row by row.</param>
/// <param name="index">The place of the column's first field.</param>
/// <param name="width">How many fields a row has.</param>
/// <param name="rowCount">How many rows there are.</param>
/// <param name="options">How the CSV is written.</param>
/// <param name="read">Numbers that were read while the fields were found.</param>
internal sealed class CsvColumn(ReadOnlyMemory<byte> text, CsvField[] fields, int index, int width, int rowCount, CsvOptions options,
    CsvNumbers? read = null)
{
    private const int MostBytesOfANumber = 400;

    /// <summary>What a column of these fields is read as.</summary>
    internal static Column OfTexts(IReadOnlyList<string> texts)
    {
        var all = new MemoryStream();
        var fields = new CsvField[texts.Count];
        for (int row = 0; row < fields.Length; row++)
        {
            // In quotes, so that a text that begins with one is not taken for a field in quotes.
            byte[] field = Encoding.UTF8.GetBytes('"' + texts[row].Replace("\"", "\"\"", StringComparison.Ordinal) + '"');
            fields[row] = new CsvField((int)all.Length, field.Length);
            all.Write(field);
        }

        // A comma among digits is told by nobody here: what is written has points.
        return new CsvColumn(all.GetBuffer().AsMemory(0, (int)all.Length), fields, 0, 1, fields.Length, CsvOptions.Default).Make("",
            ColumnKind.Any, refusesDecimalComma: false);
    }

    /// <summary>True when the first field is a number or nothing.</summary>
    internal bool StartsWithNumber => rowCount > 0 && (Field(text.Span, 0).IsEmpty || TryNumber(Field(text.Span, 0), out _));

    /// <exception cref="ModelInputException">The column holds numbers with another decimal sign.</exception>
    internal Column Make(string name, ColumnKind kind, bool refusesDecimalComma = true, CsvShape? shape = null)
    {
        if (kind.IsDocument)
        {
            return Column.OfText(name, Texts(_ => false));
        }

        if (rowCount == 0)
        {
            return Column.OfCells(name, []);
        }

        // Where the model knows numbers, a column of True and False, with gaps or without, is one of bools, which are 1 and 0.
        if (kind.Categories.Count > 0 && !kind.IsObject && kind.DType is { Kind: 'i' or 'u' or 'f' }
            && TryBools(name, kind.Missing ?? ColumnCells.NaN, shape) is { } bools)
        {
            return bools;
        }

        if (kind.Categories.Count > 0)
        {
            return kind.Make(name, Cells(kind));
        }

        if (kind.DType is { Kind: 'M' or 'm' } dtype && TryTimes(name, dtype) is { } times)
        {
            return times;
        }

        if (kind.IsObject)
        {
            // Objects of which the model does not know the values: what they look like, one by one.
            PyValue[] cells = LooksLike(kind, shape);
            return Column.OfCells(name, kind.Missing is { IsNone: true } ? cells
                : CellColumn.Of(name, cells, kind.Missing ?? ColumnCells.NaN).ToCells());
        }

        return TryNumbers(name, shape) ?? TryBools(name, kind.Missing ?? ColumnCells.NaN, shape) ?? Text(name, kind, refusesDecimalComma);
    }

    /// <summary>What the fields have in common, as far as the column is typed by it.</summary>
    internal CsvShape Shape()
    {
        if (read?.Of(index % width, rowCount, out CsvShape known) is not null)
        {
            return known;
        }

        ReadOnlySpan<byte> all = text.Span;
        bool areNumbers = true, areInts = true, areExact = true, areBools = true, hasMissing = false, isFirst = true, mayHaveCommas = false;
        for (int row = 0; row < rowCount && (areNumbers || areBools || !hasMissing); row++)
        {
            ReadOnlySpan<byte> field = Field(all, row);
            if (MissingWords.Contains(field))
            {
                hasMissing = true;
                areInts = false;
                continue;
            }

            double number = 0;
            areNumbers = areNumbers && TryNumber(field, out number);
            areInts = areNumbers && areInts && IsInt(field);
            areExact = areExact && Math.Abs(number) < Column.FirstInexact;
            areBools = areBools && BoolWords.Of(field) is not null;
            mayHaveCommas = mayHaveCommas || (isFirst && field.Contains((byte)','));
            isFirst = false;
        }

        return new CsvShape(areNumbers, areInts && areNumbers, areExact, areBools, hasMissing, mayHaveCommas && options.Decimal == '.');
    }

    /// <summary>True where there are numbers and each is written with a point, an exponent or as a word.</summary>
    internal bool IsWrittenAsFloats
    {
        get
        {
            bool isAny = false;
            for (int row = 0; row < rowCount; row++)
            {
                ReadOnlySpan<byte> number = Field(text.Span, row);
                if (!MissingWords.Contains(number))
                {
                    isAny = true;
                    if (!number.ContainsAnyExcept("+-0123456789 \t"u8))
                    {
                        return false;
                    }
                }
            }

            return isAny;
        }
    }

    /// <summary>A column of ints or floats; null where a field is neither a number nor missing.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="shape">What is known of all rows of the file, where these are some of them.</param>
    internal Column? TryNumbers(string name, CsvShape? shape = null)
    {
        if (shape is { AreNumbers: false })
        {
            return null;
        }

        CsvShape own = default;
        if ((read?.Of(index % width, rowCount, out own) ?? ReadNumbers(out own)) is not { } numbers)
        {
            return null;
        }

        (bool isInt, bool isExact) = (own.AreInts && rowCount > 0, own.AreExact);
        if (shape is { AreInts: true } && !(isInt && isExact))
        {
            // Other rows are ints, and these are not.
            return null;
        }

        isInt = shape?.AreInts ?? isInt;
        for (int row = 0; row < rowCount && isInt; row++)
        {
            // An int has no minus zero.
            numbers[row] += 0.0;
        }

        return !isInt ? Column.OfNumbers(name, numbers)
            : isExact ? Column.OfNumbers(name, numbers, DType.Int64) : LargeInts(name) ?? Column.OfNumbers(name, numbers);
    }

    /// <summary>The numbers of the fields, NaN where they are missing; null where one is neither.</summary>
    private double[]? ReadNumbers(out CsvShape shape)
    {
        ReadOnlySpan<byte> all = text.Span;
        var numbers = new double[rowCount];
        bool isInt = true, isExact = true;
        shape = default;
        for (int row = 0; row < rowCount; row++)
        {
            ReadOnlySpan<byte> field = Field(all, row);
            if (MissingWords.Contains(field))
            {
                ColumnCells.NaN.TryGetDouble(out numbers[row]);
                isInt = false;
            }
            else if (TryNumber(field, out numbers[row]))
            {
                isInt = isInt && IsInt(field);
                isExact = isExact && Math.Abs(numbers[row]) < Column.FirstInexact;
            }
            else
            {
                return null;
            }
        }

        shape = shape with { AreNumbers = true, AreInts = isInt, AreExact = isExact };
        return numbers;
    }

    /// <summary>The content of a field, as the file has it.</summary>
    internal ReadOnlySpan<byte> FieldAt(int row) => Field(text.Span, row);

    private static bool IsInt(ReadOnlySpan<byte> number) => !number.ContainsAny(".eE,nN"u8);

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> all, int row) => fields[(row * width) + index].Content(all);

    private string TextAt(int row) => Encoding.UTF8.GetString(Field(text.Span, row));

    private bool TryNumber(ReadOnlySpan<byte> field, out double number)
    {
        number = 0;
        ReadOnlySpan<byte> trimmed = field.Trim((byte)' ').Trim((byte)'\t');
        if (trimmed.Length > MostBytesOfANumber)
        {
            return false;
        }

        // Where the decimal sign is a comma, a point is none: 1.234 may be a thousand and more.
        if (options.Decimal != '.' && trimmed.Contains((byte)'.'))
        {
            return false;
        }

        if (options.Decimal != '.' && trimmed.IndexOf((byte)options.Decimal) is >= 0 and var sign)
        {
            Span<byte> pointed = stackalloc byte[trimmed.Length];
            trimmed.CopyTo(pointed);
            pointed[sign] = (byte)'.';
            return NumberText.TryReadDigits(pointed, out number);
        }

        if (NumberText.TryReadDigits(trimmed, out number))
        {
            return true;
        }

        if (trimmed.Length is < 3 or > 9)
        {
            return false;
        }

        Span<char> word = stackalloc char[trimmed.Length];
        Encoding.Latin1.GetChars(trimmed, word);
        return NumberText.TryReadWord(word, out number);
    }

    /// <summary>Ints that a double does not hold: int64, or uint64 where one is larger.</summary>
    private Column? LargeInts(string name)
    {
        var signed = new long[rowCount];
        var unsigned = new ulong[rowCount];
        bool isSigned = true, isUnsigned = true;
        for (int row = 0; row < rowCount && (isSigned || isUnsigned); row++)
        {
            ReadOnlySpan<char> digits = TextAt(row).AsSpan().Trim();
            isSigned = isSigned && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out signed[row]);
            isUnsigned = isUnsigned && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out unsigned[row]);
        }

        return isSigned ? Column.OfArray(name, NDArray.Of(signed)) : isUnsigned ? Column.OfArray(name, NDArray.Of(unsigned)) : null;
    }

    /// <summary>A column of bools; with a gap it is one of objects in which the bools stay bools.</summary>
    private Column? TryBools(string name, PyValue missing, CsvShape? shape = null)
    {
        if (shape is { AreBools: false })
        {
            return null;
        }

        ReadOnlySpan<byte> all = text.Span;
        var cells = new PyValue[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            ReadOnlySpan<byte> field = Field(all, row);
            bool? truth = BoolWords.Of(field);
            if (truth is null && !MissingWords.Contains(field))
            {
                return null;
            }

            cells[row] = truth is { } known ? known : PyValue.None;
        }

        // Beside a gap in other rows bools are objects, as they are beside one in these.
        return shape is { HasMissing: true }
            ? Column.OfCells(name, missing.IsNone ? cells : [.. cells.Select(cell => cell.IsNone ? missing : cell)])
            : CellColumn.Of(name, cells, missing);
    }

    private Column Text(string name, ColumnKind kind, bool refusesDecimalComma)
    {
        if (refusesDecimalComma && options.Decimal == '.')
        {
            RefuseDecimalComma(name);
        }

        return Column.OfText(name, Texts(MissingWords.Contains), kind.Missing is { } missing ? !missing.IsNone : null);
    }

    /// <summary>A column of dates or spans of time, where all fields are some or missing.</summary>
    private Column? TryTimes(string name, DType dtype)
    {
        if (!TimeValues.CanCompare(dtype))
        {
            return null;
        }

        var ticks = new long[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            string field = TextAt(row).Trim();
            ticks[row] = long.MinValue;
            if (!MissingWords.Contains(field) && field != "NaT" && !TimeValues.TryParse(field, dtype.Kind, out ticks[row]))
            {
                return null;
            }
        }

        return Column.OfArray(name, TimeValues.Of(ticks, DType.Parse(dtype.Kind == 'm' ? "<m8[ns]" : "<M8[ns]")));
    }

    /// <summary>The cells of a column whose categories are known: the category that a field stands for, else what it looks like.</summary>
    private PyValue[] Cells(ColumnKind kind)
    {
        var cells = new PyValue[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            string field = TextAt(row);
            cells[row] = kind.TryFind(field, options.Decimal, out PyValue category) ? category
                : MissingWords.Contains(field) ? kind.Missing ?? ColumnCells.NaN
                : field;
        }

        return cells;
    }

    private PyValue[] LooksLike(ColumnKind kind, CsvShape? shape)
    {
        Column column = TryNumbers("", shape) ?? TryBools("", kind.Missing ?? ColumnCells.NaN, shape)
            ?? Column.OfText("", Texts(MissingWords.Contains), missingIsNaN: kind.Missing is not { IsNone: true });
        PyValue[] cells = column.ToCells();
        return kind.Missing is { IsNone: true } ? [.. cells.Select(cell => PandasMissing.Is(cell) ? default : cell)] : cells;
    }

    private string?[] Texts(Func<string, bool> isMissing)
    {
        var texts = new string?[rowCount];
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int row = 0; row < texts.Length; row++)
        {
            string field = TextAt(row);
            texts[row] = isMissing(field) ? null : known.TryGetValue(field, out string? same) ? same : field;
            if (known.Count < 1000)
            {
                known.TryAdd(field, field);
            }
        }

        return texts;
    }

    /// <summary>A decimal comma is never guessed: a column in which every field is such a number is refused, naming the way out.</summary>
    private void RefuseDecimalComma(string name)
    {
        string? example = null;
        bool areThousands = true;
        for (int row = 0; row < rowCount; row++)
        {
            ReadOnlySpan<byte> field = Field(text.Span, row).Trim((byte)' ');
            if (MissingWords.Contains(field))
            {
                continue;
            }

            int comma = field.IndexOf((byte)',');
            ReadOnlySpan<byte> digits = field.TrimStart("+-"u8);
            if (digits.ContainsAnyExcept("0123456789,"u8) || field.Count((byte)',') > 1 || digits is [] or [(byte)','])
            {
                return;
            }

            areThousands = areThousands && (comma < 0 || digits.Length - digits.IndexOf((byte)',') == 4);
            example ??= comma >= 0 ? TextAt(row) : null;
        }

        if (example is not null)
        {
            throw new ModelInputException("InputDecimal",
                $"column '{name}' holds numbers with a decimal comma, such as '{example}': say that the decimal sign is a comma, or save "
                    + "it with points"
                + (areThousands ? "; if the comma stands before thousands, save it without" : ""));
        }
    }
}
