using System.Numerics;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Brine;

/// <summary>A column of a Parquet file that is written: what it holds is said by the first rows. Every column may have gaps.</summary>
internal abstract class ParquetField
{
    internal abstract DataField Field { get; }

    /// <summary>Writes the values of the column in some rows.</summary>
    internal abstract void Write(ParquetRowGroupWriter group, IReadOnlyList<Column> parts, int rows);

    /// <exception cref="ModelInputException">The column holds values of different kinds, or of one that Parquet has no form
    /// for.</exception>
    internal static ParquetField Of(Column column)
    {
        string name = column.Name;
        return ColumnForm.Of(column) switch
        {
            { Kind: 'M', Unit: var unit } => new ParquetValueField<DateTime>(TimeField(name, unit!), TimeAt),
            { Kind: 'D', Scale: var scale } => new ParquetValueField<BigDecimal>(
                new BigDecimalDataField(name, ColumnValues.DecimalDigits, scale, true),
                (part, row) => ColumnValues.Decimal(part, row, scale) is { } number ? new BigDecimal(number, ColumnValues.DecimalDigits,
                    scale) : null),
            { Kind: 'U' } => new ParquetValueField<ReadOnlyMemory<char>>(new DataField<string>(name, true), (part, row) =>
                ColumnValues.Text(part, row) is { } text ? text.AsMemory() : default(ReadOnlyMemory<char>?)),
            { Kind: 'f', Size: 8 } => new ParquetValueField<double>(new DataField<double>(name, true), ColumnValues.Double),
            { Kind: 'f' } => new ParquetValueField<float>(new DataField<float>(name, true), (part, row) =>
                (float?)ColumnValues.Double(part, row)),
            { Kind: 'b' } => new ParquetValueField<bool>(new DataField<bool>(name, true), ColumnValues.Bool),
            { Kind: 'i', Size: 8 } => Ints<long>(name),
            { Kind: 'i', Size: 4 } => Ints<int>(name),
            { Kind: 'i', Size: 2 } => Ints<short>(name),
            { Kind: 'i' } => Ints<sbyte>(name),
            { Size: 8 } => Ints<ulong>(name),
            { Size: 4 } => Ints<uint>(name),
            { Size: 2 } => Ints<ushort>(name),
            _ => Ints<byte>(name),
        };
    }

    private static ParquetValueField<T> Ints<T>(string name)
        where T : struct, INumber<T> => new(new DataField<T>(name, true), ColumnValues.Int<T>);

    private static DateTimeDataField TimeField(string name, string unit) => unit == "D" ? new(name, DateTimeFormat.Date, false, null, true)
        : new(name, DateTimeFormat.Timestamp, false, unit switch { "ns" => DateTimeTimeUnit.Nanos, "us" => DateTimeTimeUnit.Micros, _ =>
            DateTimeTimeUnit.Millis }, true);

    /// <summary>.NET's own times, in which Parquet.Net takes them.</summary>
    private static DateTime? TimeAt(Column column, int row)
    {
        if (column.IsMissing(row))
        {
            return null;
        }

        if (column.Times is not { } times || TimeValues.At(times, row) is not { } nanoseconds)
        {
            throw ColumnValues.Mixed(column.Name);
        }

        Int128 ticks = (nanoseconds / 100) + DateTime.UnixEpoch.Ticks;
        return nanoseconds % 100 == 0 && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Utc)
            : throw new ModelInputException("CannotTabulate",
                $"the column '{column.Name}' holds a time of {nanoseconds} ns since 1970 in row {row}; Parquet is written with times of "
                    + $"the years 1 to 9999, to 100 ns");
    }
}
