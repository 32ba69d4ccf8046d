using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using Column = Brine.Tables.Column;
using Table = Brine.Tables.Table;

namespace Brine;

/// <summary>The columns of a table as the arrays of record batches: what each holds is said by the first rows. Every column may have
/// gaps.</summary>
internal sealed class ArrowFields
{
    private readonly Func<Column, ArrayData>[] _arrays;

    private ArrowFields(Table first)
    {
        _arrays = new Func<Column, ArrayData>[first.ColumnCount];
        var fields = new Field[first.ColumnCount];
        for (int i = 0; i < fields.Length; i++)
        {
            (IArrowType type, _arrays[i]) = Of(first.Columns[i]);
            fields[i] = new Field(first.Columns[i].Name, type, nullable: true);
        }

        Schema = new Schema(fields, null);
    }

    internal Schema Schema { get; }

    /// <exception cref="Brine.Tables.ModelInputException">A column holds values of different kinds, or of one that Arrow has no form for
    /// here.</exception>
    internal static ArrowFields Of(Table first) => new(first);

    internal RecordBatch BatchOf(Table rows) =>
        new(Schema, rows.Columns.Select((column, i) => ArrowArrayFactory.BuildArray(_arrays[i](column))), rows.RowCount);

    private static (IArrowType Type, Func<Column, ArrayData> Make) Of(Column column) => ColumnForm.Of(column) switch
    {
        { Kind: 'M', Unit: "D" } => (Date32Type.Default, part => Values<int>(Date32Type.Default, part, (times, row) =>
            (int?)TicksAt(times, row))),
        { Kind: 'M', Unit: var unit } when new TimestampType(unit switch { "s" => TimeUnit.Second, "ms" => TimeUnit.Millisecond, "us" =>
            TimeUnit.Microsecond, _ => TimeUnit.Nanosecond }, (string?)null) is var type =>
            (type, part => Values<long>(type, part, TicksAt)),
        { Kind: 'D', Scale: var scale } when new Decimal128Type(ColumnValues.DecimalDigits, scale) is var type =>
            (type, part => Values<Int128>(type, part, (decimals, row) => (Int128?)ColumnValues.Decimal(decimals, row, scale))),
        { Kind: 'U' } => (StringType.Default, Texts),
        { Kind: 'f', Size: 8 } => (DoubleType.Default, part => part is { Numbers: { } numbers, Mask: null, ElementDType: null }
            ? new ArrayData(DoubleType.Default, numbers.Length, 0, 0,
                [ArrowBuffer.Empty, new ArrowBuffer(new SharedNumbers(numbers).Memory)])
            : Values<double>(DoubleType.Default, part, ColumnValues.Double)),
        { Kind: 'f' } => (FloatType.Default, part => Values<float>(FloatType.Default, part, (floats, row) =>
            (float?)ColumnValues.Double(floats, row))),
        { Kind: 'b' } => (BooleanType.Default, Bools),
        { Kind: 'i', Size: 8 } => Ints<long>(Int64Type.Default),
        { Kind: 'i', Size: 4 } => Ints<int>(Int32Type.Default),
        { Kind: 'i', Size: 2 } => Ints<short>(Int16Type.Default),
        { Kind: 'i' } => Ints<sbyte>(Int8Type.Default),
        { Size: 8 } => Ints<ulong>(UInt64Type.Default),
        { Size: 4 } => Ints<uint>(UInt32Type.Default),
        { Size: 2 } => Ints<ushort>(UInt16Type.Default),
        _ => Ints<byte>(UInt8Type.Default),
    };

    private static (IArrowType, Func<Column, ArrayData>) Ints<T>(IArrowType type)
        where T : unmanaged, INumber<T> => (type, part => Values<T>(type, part, ColumnValues.Int<T>));

    private static long? TicksAt(Column column, int row) => column.IsMissing(row) ? null
        : column.Times is { } times ? times[row].TryGetInt64(out long ticks) ? ticks : null : throw ColumnValues.Mixed(column.Name);

    private static ArrayData Values<T>(IArrowType type, Column column, Func<Column, int, T?> value)
        where T : unmanaged
    {
        var values = new T[column.Length];
        var known = new byte[(values.Length + 7) / 8];
        int missing = 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (value(column, row) is { } found)
            {
                values[row] = found;
                known[row >> 3] |= (byte)(1 << (row & 7));
            }
            else
            {
                missing++;
            }
        }

        return new ArrayData(type, values.Length, missing, 0, [missing == 0 ? ArrowBuffer.Empty : new ArrowBuffer(known),
            new ArrowBuffer(MemoryMarshal.AsBytes(values.AsSpan()).ToArray())]);
    }

    private static ArrayData Bools(Column column)
    {
        var bools = new BooleanArray.Builder().Reserve(column.Length);
        for (int row = 0; row < column.Length; row++)
        {
            _ = ColumnValues.Bool(column, row) is { } truth ? bools.Append(truth) : bools.AppendNull();
        }

        return bools.Build().Data;
    }

    private static ArrayData Texts(Column column)
    {
        var texts = new StringArray.Builder().Reserve(column.Length);
        for (int row = 0; row < column.Length; row++)
        {
            _ = ColumnValues.Text(column, row) is { } text ? texts.Append(text) : texts.AppendNull();
        }

        return texts.Build().Data;
    }
}
