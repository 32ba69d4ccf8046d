using System.Globalization;
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
    private readonly bool _isNullable;
    private readonly string? _unit;
    private readonly bool _isNothing;

    /// <param name="field">The column.</param>
    /// <param name="isNullable">True where pandas had one of its nullable dtypes.</param>
    /// <exception cref="ModelInputException">The column holds what no table holds: lists, bytes...</exception>
    internal ParquetColumn(Field field, bool isNullable)
    {
        _isNullable = isNullable;
        _field = field is DataField { IsArray: false, MaxRepetitionLevel: 0, MaxDefinitionLevel: <= 1 } plain && IsRead(plain) ? plain
            : throw new ModelInputException("InputTable", $"the column '{field.Name}' of the Parquet file holds {Describe(field)}, which no table of Brine's holds: leave it out");
        _isNothing = _field.SchemaElement?.LogicalType?.UNKNOWN is not null;
        if (_field.ClrType == typeof(DateTime) && _field.SchemaElement?.Type is Parquet.Meta.Type.INT32 or Parquet.Meta.Type.INT64)
        {
            // Read as the number that it is: .NET's own times have no nanoseconds.
            TimeUnit? unit = _field.SchemaElement.LogicalType?.TIMESTAMP?.Unit;
            _unit = _field.SchemaElement.Type == Parquet.Meta.Type.INT32 ? "D"
                : unit?.NANOS is not null ? "ns"
                : unit?.MICROS is not null || _field.SchemaElement.ConvertedType == ConvertedType.TIMESTAMP_MICROS ? "us" : "ms";
            DataField number = _unit == "D" ? new DataField<int>(field.Name, _field.IsNullable) : new DataField<long>(field.Name, _field.IsNullable);
            _ = new ParquetSchema(number);
            _field.SchemaElement.LogicalType = null;
            _field.SchemaElement.ConvertedType = null;
            _field = number;
        }
    }

    /// <summary>The column where no row is.</summary>
    internal Column Empty() => Make(null, new bool[0], 0);

    /// <summary>The values of a row group.</summary>
    internal Column Read(ParquetRowGroupReader group, int rows)
    {
        if (rows == 0 || _isNothing)
        {
            return Make(null, _isNothing ? null : new bool[0], rows);
        }

        using RawColumnData data = group.ReadRawColumnDataBaseAsync(_field).AsTask().GetAwaiter().GetResult();
        var isMissing = new bool[rows];
        int known = rows;
        if (_field.MaxDefinitionLevel > 0)
        {
            ReadOnlySpan<int> levels = data.DefinitionLevels;
            if (levels.Length < rows)
            {
                throw ParquetFooter.Bad($"the column '{_field.Name}' has {levels.Length} values in a row group of {rows} rows");
            }

            known = 0;
            for (int row = 0; row < rows; row++)
            {
                isMissing[row] = levels[row] == 0;
                known += isMissing[row] ? 0 : 1;
            }
        }

        return Make(data, known == rows ? null : isMissing, rows);
    }

    private static bool IsRead(DataField field) =>
        field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>) || field.ClrType == typeof(DateTime) || field.ClrType == typeof(BigDecimal) || field.ClrType == typeof(bool) || NumberOf(field.ClrType) is not null;

    private static DType? NumberOf(System.Type type) =>
        type == typeof(long) ? DType.Int64 : type == typeof(double) ? DType.Float64 : type == typeof(float) ? DType.Float32 : type == typeof(int) ? DType.Int32
        : type == typeof(sbyte) ? DType.Parse("i1") : type == typeof(short) ? DType.Parse("i2") : type == typeof(byte) ? DType.UInt8
        : type == typeof(ushort) ? DType.Parse("u2") : type == typeof(uint) ? DType.Parse("u4") : type == typeof(ulong) ? DType.Parse("u8") : null;

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

    private Column Make(RawColumnData? data, bool[]? isMissing, int rows)
    {
        string name = _field.Name;
        System.Type type = _field.ClrType;
        return _isNothing ? Column.OfText(name, new string?[rows])
            : _unit is not null ? Times(name, data, isMissing, rows)
            : type == typeof(double) ? Floats<double>(name, data, isMissing, rows, DType.Float64)
            : type == typeof(float) ? Floats<float>(name, data, isMissing, rows, DType.Float32)
            : type == typeof(bool) ? Bools(name, data, isMissing, rows)
            : type == typeof(long) ? LargeInts<long>(name, data, isMissing, rows)
            : type == typeof(ulong) ? LargeInts<ulong>(name, data, isMissing, rows)
            : type == typeof(int) ? Ints<int>(name, data, isMissing, rows)
            : type == typeof(uint) ? Ints<uint>(name, data, isMissing, rows)
            : type == typeof(short) ? Ints<short>(name, data, isMissing, rows)
            : type == typeof(ushort) ? Ints<ushort>(name, data, isMissing, rows)
            : type == typeof(sbyte) ? Ints<sbyte>(name, data, isMissing, rows)
            : type == typeof(byte) ? Ints<byte>(name, data, isMissing, rows)
            : type == typeof(DateTime) ? Column.OfArray(name, TimeValues.Of(Spread<DateTime, long>(data, isMissing, rows, time => (time.Ticks - DateTime.UnixEpoch.Ticks) * 100, long.MinValue), DType.Parse("<M8[ns]")))
            : type == typeof(BigDecimal) ? Column.OfCells(name, Spread<BigDecimal, PyValue>(data, isMissing, rows, Decimal, default))
            : Texts(name, data, isMissing, rows);
    }

    /// <summary>The values in their rows; Parquet has them one behind the other without the gaps.</summary>
    private static TResult[] Spread<T, TResult>(RawColumnData? data, bool[]? isMissing, int rows, Func<T, TResult> convert, TResult missing)
        where T : struct
    {
        var all = new TResult[rows];
        ReadOnlySpan<T> values = data is null ? default : ((RawColumnData<T>)data).Values;
        for (int row = 0, next = 0; row < rows; row++)
        {
            all[row] = isMissing?[row] == true ? missing : convert(values[next++]);
        }

        return all;
    }

    private Column Numbers(string name, double[] numbers, DType dtype, bool[]? isMissing) =>
        isMissing is null && !_isNullable ? Column.OfNumbers(name, numbers, dtype) : Column.OfMasked(name, numbers, dtype, isMissing ?? new bool[numbers.Length], _isNullable);

    private Column Floats<T>(string name, RawColumnData? data, bool[]? isMissing, int rows, DType dtype)
        where T : struct, INumber<T>
    {
        double[] numbers;
        if (isMissing is null && data is RawColumnData<double> doubles)
        {
            numbers = doubles.Values[..rows].ToArray();
        }
        else
        {
            numbers = Spread<T, double>(data, isMissing, rows, double.CreateTruncating, double.NaN);
        }

        return _isNullable ? Numbers(name, numbers, dtype, isMissing) : Column.OfNumbers(name, numbers, dtype);
    }

    private Column Ints<T>(string name, RawColumnData? data, bool[]? isMissing, int rows)
        where T : struct, INumber<T> => Numbers(name, Spread<T, double>(data, isMissing, rows, double.CreateTruncating, double.NaN), NumberOf(typeof(T))!, isMissing);

    private Column LargeInts<T>(string name, RawColumnData? data, bool[]? isMissing, int rows)
        where T : struct, INumber<T>
    {
        DType dtype = NumberOf(typeof(T))!;
        double[] numbers = Spread<T, double>(data, isMissing, rows, double.CreateTruncating, double.NaN);
        if (!Array.Exists(numbers, number => Math.Abs(number) >= Column.FirstInexact))
        {
            return Numbers(name, numbers, dtype, isMissing);
        }

        PyValue[] cells = Spread<T, PyValue>(data, isMissing, rows, value => value is long signed ? (PyValue)signed : BigInteger.CreateTruncating(value), default);
        return isMissing is null ? Column.OfInts(name, cells, dtype) : Column.OfCells(name, cells);
    }

    private Column Bools(string name, RawColumnData? data, bool[]? isMissing, int rows) =>
        Numbers(name, Spread<bool, double>(data, isMissing, rows, truth => truth ? 1 : 0, double.NaN), DType.Bool, isMissing);

    private Column Times(string name, RawColumnData? data, bool[]? isMissing, int rows)
    {
        long[] ticks = _unit == "D" ? Spread<int, long>(data, isMissing, rows, days => days, long.MinValue) : Spread<long, long>(data, isMissing, rows, time => time, long.MinValue);
        return Column.OfArray(name, TimeValues.Of(ticks, DType.Parse($"<M8[{_unit}]")));
    }

    private static PyValue Decimal(BigDecimal value)
    {
        string digits = BigInteger.Abs(value.UnscaledValue).ToString(CultureInfo.InvariantCulture).PadLeft(value.Scale + 1, '0');
        string text = (value.UnscaledValue.Sign < 0 ? "-" : "") + (value.Scale > 0 ? $"{digits[..^value.Scale]}.{digits[^value.Scale..]}" : digits);
        return new PyObject(new PyGlobal("decimal", "Decimal"), new PyTuple([text]), PyConstruction.Reduce);
    }

    private static Column Texts(string name, RawColumnData? data, bool[]? isMissing, int rows)
    {
        const int MostKnown = 1000;
        var texts = new string?[rows];
        ReadOnlySpan<ReadOnlyMemory<char>> values = data is null ? default : ((RawColumnData<ReadOnlyMemory<char>>)data).Values;
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
