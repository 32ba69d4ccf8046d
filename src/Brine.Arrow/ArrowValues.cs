using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;
using Brine.Tables;

namespace Brine;

/// <summary>The values of a column in a record batch as a column of a table.</summary>
internal static class ArrowValues
{
    /// <param name="column">What the schema says of the column.</param>
    /// <param name="batch">The batch, at the column.</param>
    /// <param name="dictionaries">The words of the dictionaries so far.</param>
    /// <param name="isNullable">True where pandas had one of its nullable dtypes.</param>
    internal static Column Read(ArrowColumn column, ArrowBatch batch, Dictionary<long, Column> dictionaries, bool isNullable)
    {
        if (column.IsDictionary)
        {
            return OfDictionary(column, batch, dictionaries);
        }

        string name = column.Name;
        int rows = batch.NextNode();
        if (column.Type == ArrowType.Null)
        {
            return Column.OfText(name, new string?[rows]);
        }

        bool[]? isMissing = Gaps(batch.NextValues(1), rows);
        ReadOnlyMemory<byte> values = batch.NextValues(column.BitsOfAValue, column.Type is ArrowType.Utf8 or ArrowType.LargeUtf8 ? 1 : 0);
        FlatTable? details = column.Details;
        switch (column.Type)
        {
            case ArrowType.Int:
                return OfInts(name, values.Span, details?.Int32(0) ?? 0, details?.Flag(1) ?? false, rows, isMissing, isNullable);
            case ArrowType.FloatingPoint:
                return details?.Int16(0) switch
                {
                    2 => MaskedColumns.Floats<double>(name, As<double>(values.Span, rows), isMissing, isNullable),
                    1 => MaskedColumns.Floats<float>(name, As<float>(values.Span, rows), isMissing, isNullable),
                    _ => MaskedColumns.Floats<Half>(name, As<Half>(values.Span, rows), isMissing, isNullable),
                };
            case ArrowType.Bool:
                return MaskedColumns.Bools(name, Bits(values.Span, rows), isMissing, isNullable);
            case ArrowType.Utf8:
                return Texts(name, As<int>(values.Span, rows == 0 ? 0 : rows + 1), batch, isMissing, rows);
            case ArrowType.LargeUtf8:
                return Texts(name, As<long>(values.Span, rows == 0 ? 0 : rows + 1), batch, isMissing, rows);
            case ArrowType.Utf8View:
                return Views(name, values.Span, batch, isMissing, rows);
            case ArrowType.Date when details?.Int16(0, 1) == 0:
                return Times(name, "D", MaskedColumns.Spread(As<int>(values.Span, rows), isMissing, day => (long)day, long.MinValue));
            case ArrowType.Date:
                return Times(name, "ms", MaskedColumns.Spread(As<long>(values.Span, rows), isMissing, time => time, long.MinValue));
            case ArrowType.Timestamp:
                return Times(name, details?.Int16(0) switch { 0 or null => "s", 1 => "ms", 2 => "us", _ => "ns" },
                    MaskedColumns.Spread(As<long>(values.Span, rows), isMissing, time => time, long.MinValue));
            default:
                return Decimals(name, values.Span, (details?.Int32(2, 128) ?? 128) / 8, details?.Int32(1) ?? 0, isMissing, rows);
        }
    }

    private static Column Times(string name, string unit, long[] ticks) =>
        Column.OfArray(name, TimeValues.Of(ticks, DType.Parse($"<M8[{unit}]")));

    private static ReadOnlySpan<T> As<T>(ReadOnlySpan<byte> bytes, int count)
        where T : struct => MemoryMarshal.Cast<byte, T>(bytes)[..count];

    /// <summary>Which values are missing; null where none is.</summary>
    private static bool[]? Gaps(ReadOnlyMemory<byte> bits, int rows)
    {
        if (bits.IsEmpty)
        {
            return null;
        }

        bool[] known = Bits(bits.Span, rows);
        return known.Contains(false) ? Array.ConvertAll(known, isKnown => !isKnown) : null;
    }

    private static bool[] Bits(ReadOnlySpan<byte> bits, int rows)
    {
        bits = bits[..((int)(((long)rows + 7) / 8))];
        var all = new bool[rows];
        for (int row = 0; row < rows; row++)
        {
            all[row] = ((bits[row >> 3] >> (row & 7)) & 1) != 0;
        }

        return all;
    }

    private static Column OfInts(string name, ReadOnlySpan<byte> values, int bits, bool isSigned, int rows, bool[]? isMissing,
        bool isNullable) => (bits, isSigned) switch
    {
        (64, true) => MaskedColumns.Ints<long>(name, As<long>(values, rows), isMissing, isNullable),
        (64, false) => MaskedColumns.Ints<ulong>(name, As<ulong>(values, rows), isMissing, isNullable),
        (32, true) => MaskedColumns.Ints<int>(name, As<int>(values, rows), isMissing, isNullable),
        (32, false) => MaskedColumns.Ints<uint>(name, As<uint>(values, rows), isMissing, isNullable),
        (16, true) => MaskedColumns.Ints<short>(name, As<short>(values, rows), isMissing, isNullable),
        (16, false) => MaskedColumns.Ints<ushort>(name, As<ushort>(values, rows), isMissing, isNullable),
        (8, true) => MaskedColumns.Ints<sbyte>(name, As<sbyte>(values, rows), isMissing, isNullable),
        (8, false) => MaskedColumns.Ints<byte>(name, As<byte>(values, rows), isMissing, isNullable),
        _ => throw new InvalidDataException($"there are no ints of {bits} bits"),
    };

    private static Column Texts<T>(string name, ReadOnlySpan<T> offsets, ArrowBatch batch, bool[]? isMissing, int rows)
        where T : struct, INumber<T>
    {
        // Of some of the rows only their own bytes are read.
        long before = batch.RowCount == batch.Length || rows == 0 ? 0 : long.CreateChecked(offsets[0]);
        ReadOnlySpan<byte> bytes = batch.RowCount == batch.Length || rows == 0 ? batch.NextBuffer().Span
            : batch.NextPart(before, long.CreateChecked(offsets[rows]) - before).Span;
        var texts = new string?[rows];
        var known = new KnownTexts();
        for (int row = 0; row < rows; row++)
        {
            if (isMissing?[row] != true)
            {
                int start = checked((int)(long.CreateChecked(offsets[row]) - before));
                texts[row] = known.Of(bytes[start..checked((int)(long.CreateChecked(offsets[row + 1]) - before))]);
            }
        }

        return Column.OfText(name, texts);
    }

    /// <summary>Texts of which the short ones lie in their 16 bytes, and the others in buffers beside.</summary>
    private static Column Views(string name, ReadOnlySpan<byte> views, ArrowBatch batch, bool[]? isMissing, int rows)
    {
        const int Size = 16, MostInline = 12;
        var buffers = new ReadOnlyMemory<byte>[Math.Min(batch.NextView(), 1 << 16)];
        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i] = batch.NextBuffer();
        }

        var texts = new string?[rows];
        var known = new KnownTexts();
        for (int row = 0; row < rows; row++)
        {
            if (isMissing?[row] == true)
            {
                continue;
            }

            ReadOnlySpan<byte> view = views.Slice(row * Size, Size);
            int length = BinaryPrimitives.ReadInt32LittleEndian(view);
            texts[row] = known.Of(length <= MostInline ? view.Slice(4, length)
                : buffers[BinaryPrimitives.ReadInt32LittleEndian(view[8..])].Span.Slice(BinaryPrimitives.ReadInt32LittleEndian(view[12..]),
                    length));
        }

        return Column.OfText(name, texts);
    }

    private static Column Decimals(string name, ReadOnlySpan<byte> values, int size, int scale, bool[]? isMissing, int rows)
    {
        var cells = new PyValue[rows];
        for (int row = 0; row < rows; row++)
        {
            if (isMissing?[row] != true)
            {
                cells[row] = MaskedColumns.Decimal(new BigInteger(values.Slice(row * size, size)), scale);
            }
        }

        return Column.OfCells(name, cells);
    }

    private static Column OfDictionary(ArrowColumn column, ArrowBatch batch, Dictionary<long, Column> dictionaries)
    {
        int rows = batch.NextNode();
        bool[]? isMissing = Gaps(batch.NextValues(1), rows);
        Column numbers = OfInts("", batch.NextValues(column.IndexBits).Span, column.IndexBits, column.IsIndexSigned, rows, null,
            isNullable: false);
        if (!dictionaries.TryGetValue(column.DictionaryId, out Column? words))
        {
            throw new InvalidDataException("a dictionary is missing");
        }

        ReadOnlySpan<double> indices = numbers.Numbers;
        var cells = new PyValue[rows];
        var texts = words.Texts is null ? null : new string?[rows];
        for (int row = 0; row < rows; row++)
        {
            if (isMissing?[row] == true)
            {
                continue;
            }

            int word = indices[row] >= 0 && indices[row] < words.Length ? (int)indices[row]
                : throw new InvalidDataException("a dictionary has no such word");
            if (texts is not null)
            {
                texts[row] = words.Texts![word];
            }
            else
            {
                cells[row] = words.IsMissing(word) ? default : words.ElementDType is null ? words[word] : words.ElementAt(word);
            }
        }

        return texts is not null ? Column.OfText(column.Name, texts) : CellColumn.Of(column.Name, cells, default);
    }
}
