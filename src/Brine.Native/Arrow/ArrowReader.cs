using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Native.Arrow;

/// <summary>Makes a table of a batch of the caller's; all values are copied. What is missing becomes what it becomes in pandas.</summary>
internal static unsafe class ArrowReader
{
    private const double FirstInexact = 1L << 53;

    /// <summary>Reads a struct array, whose children are the columns.</summary>
    internal static Table Read(ArrowArray* rows, ArrowSchema* schema)
    {
        if (rows->ReleaseCallback is null || schema->ReleaseCallback is null)
        {
            throw new CallException("InputArrow", "rows or row_schema was released before");
        }

        if (NativeText.Read(schema->Format) is var format && format != "+s")
        {
            throw new CallException(
                "InputArrow", $"rows is an array of format '{format}'; it has to be a struct ('+s') with a child for each column");
        }

        if (rows->ChildCount != schema->ChildCount || rows->ChildCount < 0
            || (rows->ChildCount > 0 && (rows->Children is null || schema->Children is null)))
        {
            throw new CallException("InputArrow", $"rows has {rows->ChildCount} columns, and row_schema has {schema->ChildCount}");
        }

        var whole = new ArrowView(rows, "rows", 0, rows->Length, 1);
        if (whole.HasMissing)
        {
            throw whole.Bad("a row is missing as a whole");
        }

        var columns = new Column[Border.Size(rows->ChildCount, "the number of columns")];
        for (int i = 0; i < columns.Length; i++)
        {
            if (schema->Children[i] is null)
            {
                throw new CallException("InputArrow", $"the schema of column {i} is NULL");
            }

            columns[i] = ReadColumn(rows->Children[i], schema->Children[i], i, whole.First, whole.Length);
        }

        return new Table(columns);
    }

    private static Column ReadColumn(ArrowArray* array, ArrowSchema* schema, int index, long offset, long length)
    {
        string name = NativeText.Read(schema->Name) ?? "", called = name.Length > 0 ? $"column '{name}'" : $"column {index}";
        string format = NativeText.Read(schema->Format) ?? "";
        ArrowView View(int buffers) => new(array, called, offset, length, buffers);
        if (schema->Dictionary is not null)
        {
            return Column.OfText(name, ArrowTexts.ReadDictionary(View(2), format, array->Dictionary, schema->Dictionary, called));
        }

        return format switch
        {
            "g" => Floats<double>(name, View(2), null),
            "f" => Floats<float>(name, View(2), DType.Float32),
            "e" => Floats<Half>(name, View(2), DType.Parse("<f2")),
            "l" => Ints<long>(name, View(2)),
            "L" => Ints<ulong>(name, View(2)),
            "i" => Ints<int>(name, View(2)),
            "I" => Ints<uint>(name, View(2)),
            "s" => Ints<short>(name, View(2)),
            "S" => Ints<ushort>(name, View(2)),
            "c" => Ints<sbyte>(name, View(2)),
            "C" => Ints<byte>(name, View(2)),
            "b" => Bools(name, View(2)),
            "u" => Column.OfText(name, ArrowTexts.Read<int>(View(3))),
            "U" => Column.OfText(name, ArrowTexts.Read<long>(View(3))),
            "n" => Column.OfCells(name, new PyValue[View(0).Length]),
            _ => throw new CallException(
                "InputArrow", $"{called} is of format '{format}'; columns are floats, ints, bools, utf8 text or null"),
        };
    }

    private static Column Floats<T>(string name, ArrowView view, DType? dtype)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        ReadOnlySpan<T> values = view.Values<T>();
        var numbers = new double[view.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = view.IsMissing(i) ? double.NaN : double.CreateChecked(values[i]);
        }

        return Column.OfNumbers(name, numbers, dtype);
    }

    /// <summary>Ints beside a gap are floats, as in pandas; where floats would round them they are refused.</summary>
    private static Column Ints<T>(string name, ArrowView view)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        if (!view.HasMissing)
        {
            return Column.OfArray(name, NDArray.Of(view.Values<T>().ToArray()));
        }

        Column column = Floats<T>(name, view, null);
        column.TryGetNumbers(out ReadOnlySpan<double> numbers);
        foreach (double number in numbers)
        {
            if (Math.Abs(number) >= FirstInexact)
            {
                throw view.Bad("an int beyond 2^53 stands beside a missing one, and becomes a float that does not hold it");
            }
        }

        return column;
    }

    private static Column Bools(string name, ArrowView view)
    {
        if (view.HasMissing)
        {
            var cells = new PyValue[view.Length];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = view.IsMissing(i) ? PyValue.None : view.Bit(i);
            }

            return Column.OfCells(name, cells);
        }

        var numbers = new double[view.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = view.Bit(i) ? 1 : 0;
        }

        return Column.OfNumbers(name, numbers, DType.Bool);
    }
}
