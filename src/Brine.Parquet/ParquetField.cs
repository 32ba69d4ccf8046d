using Brine.Arrays;
using Brine.Pickling;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Brine;

/// <summary>A column of a Parquet file that is written: what it holds is said by the first rows. Every column may have gaps.</summary>
internal abstract class ParquetField
{
    private const int DecimalDigits = 38;

    internal abstract DataField Field { get; }

    /// <summary>Writes the values of the column in some rows.</summary>
    internal abstract void Write(ParquetRowGroupWriter group, IReadOnlyList<Column> parts, int rows);

    /// <exception cref="ModelInputException">The column holds values of different kinds, or of one that Parquet has no form for.</exception>
    internal static ParquetField Of(Column column)
    {
        string name = column.Name;
        if (column.Times is { DType: { Kind: 'M', Unit: { } unit } })
        {
            return new ParquetValueField<DateTime>(TimeField(name, unit), ParquetValues.Time);
        }

        DType dtype = column.ElementDType ?? column.DType;
        if (column.Texts is not null)
        {
            return Text(name);
        }

        if (column.Cells is { } cells && dtype.Kind == 'O')
        {
            return OfCells(name, [.. cells.Where((_, row) => !column.IsMissing(row))]);
        }

        return (dtype.Kind, dtype.ItemSize) switch
        {
            ('f', 8) => new ParquetValueField<double>(new DataField<double>(name, true), ParquetValues.Double),
            ('f', _) => new ParquetValueField<float>(new DataField<float>(name, true), (part, row) => (float?)ParquetValues.Double(part, row)),
            ('b', _) => new ParquetValueField<bool>(new DataField<bool>(name, true), ParquetValues.Bool),
            ('i', 8) => Int64(name),
            ('i', 4) => new ParquetValueField<int>(new DataField<int>(name, true), ParquetValues.Int<int>),
            ('i', 2) => new ParquetValueField<short>(new DataField<short>(name, true), ParquetValues.Int<short>),
            ('i', 1) => new ParquetValueField<sbyte>(new DataField<sbyte>(name, true), ParquetValues.Int<sbyte>),
            ('u', 8) => new ParquetValueField<ulong>(new DataField<ulong>(name, true), ParquetValues.Int<ulong>),
            ('u', 4) => new ParquetValueField<uint>(new DataField<uint>(name, true), ParquetValues.Int<uint>),
            ('u', 2) => new ParquetValueField<ushort>(new DataField<ushort>(name, true), ParquetValues.Int<ushort>),
            ('u', 1) => new ParquetValueField<byte>(new DataField<byte>(name, true), ParquetValues.Int<byte>),
            _ => throw new ModelInputException("CannotTabulate", $"the column '{name}' holds {dtype.Name}, which Parquet has no form for here"),
        };
    }

    private static ParquetField Text(string name) => new ParquetValueField<ReadOnlyMemory<char>>(new DataField<string>(name, true), ParquetValues.Text);

    private static ParquetValueField<long> Int64(string name) => new(new DataField<long>(name, true), ParquetValues.Int<long>);

    /// <summary>Objects of one kind; those of which nothing is known are text.</summary>
    private static ParquetField OfCells(string name, PyValue[] known)
    {
        if (known.Length == 0 || Array.TrueForAll(known, cell => cell.Kind == PyKind.Str))
        {
            return Text(name);
        }

        if (Array.TrueForAll(known, cell => PyDecimal.From(cell) is not null))
        {
            int scale = known.Max(cell => ParquetValues.ScaleOf(PyDecimal.From(cell)!.Text));
            return new ParquetValueField<BigDecimal>(new BigDecimalDataField(name, DecimalDigits, scale, true), (part, row) => ParquetValues.Decimal(part, row, DecimalDigits, scale));
        }

        return Array.TrueForAll(known, cell => cell.Kind == PyKind.Bool) ? new ParquetValueField<bool>(new DataField<bool>(name, true), ParquetValues.Bool)
            : Array.TrueForAll(known, cell => cell.Kind == PyKind.Int && cell.TryGetInt64(out _)) ? Int64(name)
            : Array.TrueForAll(known, cell => cell.Kind == PyKind.Float) ? new ParquetValueField<double>(new DataField<double>(name, true), ParquetValues.Double)
            : throw ParquetValues.Mixed(name);
    }

    private static DateTimeDataField TimeField(string name, string unit) => unit == "D" ? new(name, DateTimeFormat.Date, false, null, true)
        : new(name, DateTimeFormat.Timestamp, false, unit switch { "ns" => DateTimeTimeUnit.Nanos, "us" => DateTimeTimeUnit.Micros, _ => DateTimeTimeUnit.Millis }, true);
}
