using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>Says which columns a table of records has, and how each is taken from a record: <see cref="Table.FromRecords"/>.</summary>
/// <typeparam name="T">What a record is.</typeparam>
public sealed class TableBuilder<T>
{
    private readonly List<Func<IReadOnlyList<T>, Column>> _columns = [];

    internal TableBuilder()
    {
    }

    /// <summary>A column of floats.</summary>
    public TableBuilder<T> Column(string name, Func<T, double> value) =>
        Add(value, records => Tables.Column.OfNumbers(name, [.. records.Select(value)]));

    /// <summary>A column of floats, NaN where one is missing.</summary>
    public TableBuilder<T> Column(string name, Func<T, double?> value) =>
        Add(value, records => Tables.Column.OfNumbers(name, [.. records.Select(record => value(record) ?? NaN)]));

    /// <summary>A column of single precision.</summary>
    public TableBuilder<T> Column(string name, Func<T, float> value) =>
        Add(value, records => Tables.Column.OfNumbers(name, [.. records.Select(record => (double)value(record))], DType.Float32));

    /// <summary>A column of ints.</summary>
    public TableBuilder<T> Column(string name, Func<T, long> value) =>
        Add(value, records => Tables.Column.OfArray(name, NDArray.Of([.. records.Select(value)])));

    /// <summary>A column of ints of which some may be missing: floats where one is, as in pandas.</summary>
    public TableBuilder<T> Column(string name, Func<T, long?> value) =>
        Add(value, records => CellColumn.Of(name, [.. records.Select(record => value(record) is { } number ? (PyValue)number : default)],
            ColumnCells.NaN));

    /// <summary>A column of bools.</summary>
    public TableBuilder<T> Column(string name, Func<T, bool> value) =>
        Add(value, records => Tables.Column.OfNumbers(name, [.. records.Select(record => value(record) ? 1.0 : 0.0)], DType.Bool));

    /// <summary>A column of bools of which some may be missing: objects where one is, as in pandas.</summary>
    public TableBuilder<T> Column(string name, Func<T, bool?> value) =>
        Add(value, records => CellColumn.Of(name, [.. records.Select(record => value(record) is { } truth ? (PyValue)truth : default)],
            PyValue.None));

    /// <summary>A column of text; null where one is missing, which is then what it was in training.</summary>
    public TableBuilder<T> Column(string name, Func<T, string?> value) =>
        Add(value, records => Tables.Column.OfText(name, [.. records.Select(value)]));

    /// <summary>A column of times, NaT where one is missing.</summary>
    /// <exception cref="ModelInputException">When the table is made: a time is not of the years 1678 to 2261, which nanoseconds
    /// hold.</exception>
    public TableBuilder<T> Column(string name, Func<T, DateTime?> value) => Add(value, records =>
        Tables.Column.OfArray(name,
            TimeValues.Of([.. records.Select(record => value(record) is { } time ? TimeValues.Nanoseconds(name, time) : long.MinValue)],
                DType.Parse("<M8[ns]"))));

    internal Table Build(IReadOnlyList<T> records) => new([.. _columns.Select(column => column(records))], records.Count);

    private static double NaN => ColumnCells.NaN.TryGetDouble(out double number) ? number : double.NaN;

    private TableBuilder<T> Add(Delegate value, Func<IReadOnlyList<T>, Column> make)
    {
        ArgumentNullException.ThrowIfNull(value);
        _columns.Add(make);
        return this;
    }
}
