using System.Numerics;
using Brine.Arrays;
using Brine.Pickling;
using Parquet;
using Parquet.Data;
using Parquet.Meta;
using Parquet.Schema;

namespace Brine;

/// <summary>One column of a Parquet file: what it holds, and how the part of it in a row group becomes a column of a table.</summary>
internal sealed class ParquetColumn
{
    private readonly DataField _field;
    private readonly ParquetPageBuffer _buffer;
    private readonly bool _isNullable;
    private readonly string? _unit;
    private readonly bool _isNothing;

    /// <param name="field">The column.</param>
    /// <param name="isNullable">True where pandas had one of its nullable dtypes.</param>
    /// <param name="packed">Memory that all columns share.</param>
    /// <exception cref="ModelInputException">The column holds what no table holds: lists, bytes...</exception>
    internal ParquetColumn(Field field, bool isNullable, ParquetPageBuffer.Scratch packed)
    {
        _buffer = new(packed);
        _isNullable = isNullable;
        _field = field is DataField { IsArray: false, MaxRepetitionLevel: 0, MaxDefinitionLevel: <= 1 } plain && IsRead(plain) ? plain
            : throw new ModelInputException("InputTable",
                $"the column '{field.Name}' of the Parquet file holds {Describe(field)}, which no table of Brine's holds: leave it out");
        if (_field.SchemaElement is { } element && (element.LogicalType?.TIME is not null
            || element.ConvertedType is ConvertedType.TIME_MILLIS or ConvertedType.TIME_MICROS))
        {
            throw new ModelInputException("InputTable",
                $"the column '{field.Name}' of the Parquet file holds times of day, which no table of Brine's holds: leave it out");
        }

        _isNothing = _field.SchemaElement?.LogicalType?.UNKNOWN is not null;
        if (_field.ClrType == typeof(DateTime) && _field.SchemaElement?.Type is Parquet.Meta.Type.INT32 or Parquet.Meta.Type.INT64)
        {
            // Read as the number that it is: .NET's own times have no nanoseconds.
            TimeUnit? unit = _field.SchemaElement.LogicalType?.TIMESTAMP?.Unit;
            _unit = _field.SchemaElement.Type == Parquet.Meta.Type.INT32 ? "D"
                : unit?.NANOS is not null ? "ns"
                : unit?.MICROS is not null || _field.SchemaElement.ConvertedType == ConvertedType.TIMESTAMP_MICROS ? "us" : "ms";
            DataField number = _unit == "D" ? new DataField<int>(field.Name, _field.IsNullable)
                : new DataField<long>(field.Name, _field.IsNullable);
            _ = new ParquetSchema(number);
            _field.SchemaElement.LogicalType = null;
            _field.SchemaElement.ConvertedType = null;
            _field = number;
        }
    }

    /// <summary>The column where no row is.</summary>
    internal Column Empty() => Make(null, new bool[0], 0);

    /// <summary>The values of a row group.</summary>
    internal ParquetPart Read(Stream file, ParquetRowGroupReader group, int rows)
    {
        if (_isNothing)
        {
            return new ParquetPart.Whole(Make(null, null, rows));
        }

        ColumnChunk? chunk = group.GetMetadata(_field);
        if (chunk?.MetaData?.NumValues != rows)
        {
            throw ParquetFooter.Bad($"the column '{_field.Name}' has another number of values than its row group has rows, {rows}");
        }

        if (FromPages(file, chunk, rows) is { } part)
        {
            return part;
        }

        ParquetValues data = Raw(group, rows);
        bool isKept = false;
        try
        {
            bool[]? isMissing = _field.MaxDefinitionLevel == 0 || !data.Levels.Contains(0) ? null : MissingOf(data.Levels);
            if (data is ParquetValues<double> doubles && !_isNullable)
            {
                isKept = true;
                return new ParquetPart.Doubles(_field.Name, doubles.WithoutLevels(), isMissing);
            }

            return new ParquetPart.Whole(Make(data, isMissing, rows));
        }
        finally
        {
            if (!isKept)
            {
                data.Dispose();
            }
        }
    }

    /// <summary>Numbers that are written in the usual way; null for all else.</summary>
    private ParquetPart? FromPages(Stream file, ColumnChunk chunk, int rows)
    {
        System.Type type = _field.ClrType;
        return _unit is not null ? null
            : type == typeof(double) && !_isNullable && ParquetPages<double>.Reads(chunk)
                ? new ParquetPart.PagedDoubles(_field.Name, Pages<double>(file, chunk, rows))
            : type == typeof(double) ? FromPages<double>(file, chunk, rows, MaskedColumns.Floats)
            : type == typeof(float) ? FromPages<float>(file, chunk, rows, MaskedColumns.Floats)
            : type == typeof(long) ? FromPages<long>(file, chunk, rows, MaskedColumns.Ints)
            : type == typeof(int) ? FromPages<int>(file, chunk, rows, MaskedColumns.Ints)
            : null;
    }

    private ParquetPart.Whole? FromPages<T>(Stream file, ColumnChunk chunk, int rows,
        Func<string, ReadOnlySpan<T>, bool[]?, bool, Column> make)
        where T : unmanaged
    {
        if (!ParquetPages<T>.Reads(chunk))
        {
            return null;
        }

        T[] values = GC.AllocateUninitializedArray<T>(rows);
        bool[] isMissing = _field.MaxDefinitionLevel > 0 ? new bool[rows] : [];
        bool hasMissing = Pages<T>(file, chunk, rows).Read(values, default, isMissing);
        return new ParquetPart.Whole(make(_field.Name, values, hasMissing ? isMissing : null, _isNullable));
    }

    private ParquetPages<T> Pages<T>(Stream file, ColumnChunk chunk, int rows)
        where T : unmanaged => new(file, _buffer, _field.Name, chunk.MetaData!, rows, _field.MaxDefinitionLevel > 0);

    private static bool[] MissingOf(ReadOnlySpan<int> levels)
    {
        var isMissing = new bool[levels.Length];
        for (int row = 0; row < isMissing.Length; row++)
        {
            isMissing[row] = levels[row] == 0;
        }

        return isMissing;
    }

    /// <summary>The values as the file has them. The type is said here: where it is found by reflection, no native file is made of
    /// it.</summary>
    private ParquetValues Raw(ParquetRowGroupReader group, int rows)
    {
        System.Type type = _field.ClrType;
        return type == typeof(double) ? Raw<double>(group, rows)
            : type == typeof(float) ? Raw<float>(group, rows)
            : type == typeof(bool) ? Raw<bool>(group, rows)
            : type == typeof(long) ? Raw<long>(group, rows)
            : type == typeof(ulong) ? Raw<ulong>(group, rows)
            : type == typeof(int) ? Raw<int>(group, rows)
            : type == typeof(uint) ? Raw<uint>(group, rows)
            : type == typeof(short) ? Raw<short>(group, rows)
            : type == typeof(ushort) ? Raw<ushort>(group, rows)
            : type == typeof(sbyte) ? Raw<sbyte>(group, rows)
            : type == typeof(byte) ? Raw<byte>(group, rows)
            : type == typeof(DateTime) ? Raw<DateTime>(group, rows)
            : type == typeof(BigDecimal) ? Raw<BigDecimal>(group, rows)
            : Raw<ReadOnlyMemory<char>>(group, rows);
    }

    private ParquetValues<T> Raw<T>(ParquetRowGroupReader group, int rows)
        where T : struct
    {
        var data = new ParquetValues<T>(rows, _field.MaxDefinitionLevel > 0);
        try
        {
            group.ReadRawAsync(_field, data.Memory, data.LevelMemory, null).AsTask().GetAwaiter().GetResult();
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    private static bool IsRead(DataField field) =>
        field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>) || field.ClrType == typeof(DateTime)
            || field.ClrType == typeof(BigDecimal) || field.ClrType == typeof(bool) || IsNumber(field.ClrType);

    private static bool IsNumber(System.Type type) => type == typeof(double) || type == typeof(float) || type == typeof(long)
        || type == typeof(ulong) || type == typeof(int) || type == typeof(uint)
        || type == typeof(short) || type == typeof(ushort) || type == typeof(sbyte) || type == typeof(byte);

    private static string Describe(Field field) => field switch
    {
        ListField => "lists",
        MapField => "maps",
        StructField => "structs",
        DataField { IsArray: true } or DataField { MaxRepetitionLevel: > 0 } => "lists",
        DataField data when data.ClrType == typeof(ReadOnlyMemory<byte>) || data.ClrType == typeof(byte[]) => "bytes",
        DataField data => $"values of the kind {data.ClrType.Name}",
        _ => "what is no single value",
    };

    private Column Make(ParquetValues? data, bool[]? isMissing, int rows)
    {
        string name = _field.Name;
        System.Type type = _field.ClrType;
        return _isNothing ? Column.OfText(name, new string?[rows])
            : _unit is not null ? Times(name, data, isMissing, rows)
            : type == typeof(double) ? Floats<double>(data, isMissing, rows)
            : type == typeof(float) ? Floats<float>(data, isMissing, rows)
            : type == typeof(bool) ? MaskedColumns.Bools(name, Spread<bool>(data, isMissing, rows), isMissing, _isNullable)
            : type == typeof(long) ? Ints<long>(data, isMissing, rows)
            : type == typeof(ulong) ? Ints<ulong>(data, isMissing, rows)
            : type == typeof(int) ? Ints<int>(data, isMissing, rows)
            : type == typeof(uint) ? Ints<uint>(data, isMissing, rows)
            : type == typeof(short) ? Ints<short>(data, isMissing, rows)
            : type == typeof(ushort) ? Ints<ushort>(data, isMissing, rows)
            : type == typeof(sbyte) ? Ints<sbyte>(data, isMissing, rows)
            : type == typeof(byte) ? Ints<byte>(data, isMissing, rows)
            : type == typeof(DateTime)
                ? Column.OfArray(name,
                    TimeValues.Of(Spread<DateTime, long>(data, isMissing, rows, time => (time.Ticks - DateTime.UnixEpoch.Ticks) * 100,
                        long.MinValue), DType.Parse("<M8[ns]")))
            : type == typeof(BigDecimal) ? Column.OfCells(name, Spread<BigDecimal, PyValue>(data, isMissing, rows, value =>
                MaskedColumns.Decimal(value.UnscaledValue, value.Scale), default))
            : Texts(name, data, isMissing, rows);
    }

    /// <summary>The values in their rows; Parquet has them one behind the other without the gaps.</summary>
    private static ReadOnlySpan<T> Spread<T>(ParquetValues? data, bool[]? isMissing, int rows)
        where T : struct
    {
        ReadOnlySpan<T> values = data is null ? default : ((ParquetValues<T>)data).Values;
        if (isMissing is null)
        {
            return values[..rows];
        }

        var all = new T[rows];
        for (int row = 0, next = 0; row < rows; row++)
        {
            if (!isMissing[row])
            {
                all[row] = values[next++];
            }
        }

        return all;
    }

    private static TResult[] Spread<T, TResult>(ParquetValues? data, bool[]? isMissing, int rows, Func<T, TResult> convert, TResult missing)
        where T : struct => MaskedColumns.Spread(Spread<T>(data, isMissing, rows), isMissing, convert, missing);

    private Column Ints<T>(ParquetValues? data, bool[]? isMissing, int rows)
        where T : unmanaged, INumber<T> => MaskedColumns.Ints(_field.Name, Spread<T>(data, isMissing, rows), isMissing, _isNullable);

    private Column Floats<T>(ParquetValues? data, bool[]? isMissing, int rows)
        where T : unmanaged, INumber<T> => MaskedColumns.Floats(_field.Name, Spread<T>(data, isMissing, rows), isMissing, _isNullable);

    private Column Times(string name, ParquetValues? data, bool[]? isMissing, int rows)
    {
        long[] ticks = _unit == "D" ? Spread<int, long>(data, isMissing, rows, days => days, long.MinValue) : Spread<long,
            long>(data, isMissing, rows, time => time, long.MinValue);
        return Column.OfArray(name, TimeValues.Of(ticks, DType.Parse($"<M8[{_unit}]")));
    }

    private static Column Texts(string name, ParquetValues? data, bool[]? isMissing, int rows)
    {
        const int MostKnown = 1000;
        var texts = new string?[rows];
        ReadOnlySpan<ReadOnlyMemory<char>> values = data is null ? default : ((ParquetValues<ReadOnlyMemory<char>>)data).Values;
        var known = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> same = known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int row = 0, next = 0; row < rows; row++)
        {
            if (isMissing?[row] == true)
            {
                continue;
            }

            ReadOnlySpan<char> text = values[next++].Span;
            if (!same.TryGetValue(text, out texts[row]))
            {
                texts[row] = text.ToString();
                if (known.Count < MostKnown)
                {
                    known.Add(texts[row]!);
                }
            }
        }

        return Column.OfText(name, texts);
    }
}
