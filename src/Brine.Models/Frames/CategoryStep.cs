using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Replaces a column of categories by columns of numbers, a row of them for each category.</summary>
public sealed record CategoryStep : FrameStep
{
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<double, int> _numbers = [];
    private readonly List<PyValue> _categories = [];
    private readonly List<double[]> _rows = [];
    private readonly List<bool> _isWhole = [];

    internal CategoryStep(string column, IReadOnlyList<string> outputs) => (Column, Outputs) = (column, outputs);

    /// <summary>The column that is replaced.</summary>
    public string Column { get; }

    /// <summary>The names of the columns that take its place.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The categories that are known.</summary>
    public IReadOnlyList<PyValue> Categories => _categories;

    /// <summary>The numbers of an unknown category; null where such are refused.</summary>
    public IReadOnlyList<double>? Unknown { get; private set; }

    /// <summary>The numbers of a missing value; null where such are refused.</summary>
    public IReadOnlyList<double>? Missing { get; private set; }

    /// <summary>The numbers of None, where that is told from NaN.</summary>
    internal IReadOnlyList<double>? None { get; private set; }

    /// <summary>True where one None makes every NaN of the data count as one.</summary>
    internal bool SpreadsFromNone { get; set; }

    /// <summary>True where one NaN makes every None of the data count as one.</summary>
    internal bool SpreadsFromNaN { get; set; }

    internal ColumnKind Kind => ColumnKind.OfCategories(NDArray.OfObjects([_categories.Count], [.. _categories]));

    private int UnknownRow { get; set; } = -1;

    private int MissingRow { get; set; } = -1;

    private int NoneRow { get; set; } = -1;

    /// <summary>The numbers of a category.</summary>
    /// <exception cref="ArgumentException">There is no such category.</exception>
    public IReadOnlyList<double> RowOf(PyValue category) =>
        Find(category) is var row and >= 0 ? _rows[row] : throw new ArgumentException($"there is no category {category}", nameof(category));

    /// <summary>Adds a category; false where it is neither text nor a number. The first of two equal ones counts.</summary>
    internal bool Add(PyValue category, double[] row, bool isWhole)
    {
        category = ColumnCells.Open(category);
        int place = _rows.Count;
        if (category.AsString() is { } text ? !_texts.TryAdd(text, place)
            : category.TryGetDouble(out double number) && !_numbers.TryAdd(number, place))
        {
            return true;
        }

        if (category.Kind is not (PyKind.Str or PyKind.Int or PyKind.Float or PyKind.Bool))
        {
            return false;
        }

        _categories.Add(category);
        Keep(row, isWhole);
        return true;
    }

    /// <summary>Gives a category other numbers.</summary>
    internal void Replace(PyValue category, double[] row, bool isWhole)
    {
        int known = Find(ColumnCells.Open(category));
        if (known >= 0)
        {
            (_rows[known], _isWhole[known]) = (row, isWhole);
        }
        else
        {
            Add(category, row, isWhole);
        }
    }

    internal void SetUnknown(double[]? row, bool isWhole) =>
        (Unknown, UnknownRow) = (row, row is null ? -1 : Keep(row, isWhole));

    internal void SetMissing(double[]? row, bool isWhole)
    {
        (Missing, MissingRow) = (row, row is null ? -1 : Keep(row, isWhole));
        (None, NoneRow) = (Missing, MissingRow);
    }

    internal void SetNone(double[]? row, bool isWhole) => (None, NoneRow) = (row, row is null ? -1 : Keep(row, isWhole));

    internal override void Apply(FrameDraft frame)
    {
        Column column = frame[Column];
        int[] rows = Find(frame, column);
        var outputs = new Column[Outputs.Count];
        bool isWhole = Array.TrueForAll(rows, row => _isWhole[row]);
        for (int c = 0; c < outputs.Length; c++)
        {
            int place = c;
            outputs[c] = Tables.Column.OfNumbers(Outputs[c], Array.ConvertAll(rows, row => _rows[row][place]),
                isWhole ? DType.Int64 : DType.Float64);
        }

        frame.Replace(Column, outputs);
    }

    private int Keep(double[] row, bool isWhole)
    {
        _rows.Add(row);
        _isWhole.Add(isWhole);
        return _rows.Count - 1;
    }

    private int[] Find(FrameDraft frame, Column column)
    {
        var rows = new int[column.Length];
        (int noneRow, int missingRow) = (NoneRow, MissingRow);
        if (SpreadsFromNone != SpreadsFromNaN)
        {
            bool spreads = Enumerable.Range(0, rows.Length).Any(row => column.IsMissing(row) && IsNone(column, row) == SpreadsFromNone);
            (noneRow, missingRow) = !spreads ? (noneRow, missingRow) : SpreadsFromNone ? (noneRow, noneRow) : (missingRow, missingRow);
        }

        for (int row = 0; row < rows.Length; row++)
        {
            bool isMissing = column.IsMissing(row);
            int found = isMissing ? (IsNone(column, row) ? noneRow : missingRow)
                : column.Texts is { } texts ? _texts.GetValueOrDefault(texts[row]!, -1)
                : column.Numbers is { } numbers ? _numbers.GetValueOrDefault(numbers[row], -1)
                : Find(ColumnCells.Open(column[row]));
            rows[row] = found >= 0 ? found
                : isMissing ? throw frame.Refuse("InputMissing",
                    $"a value is missing in row {RowNumbers.Of(row)}, column '{Column}'")
                : UnknownRow >= 0 ? UnknownRow
                : throw frame.Refuse("InputCategory",
                    $"the category {ColumnCells.Show(column[row])} in row {RowNumbers.Of(row)}, column '{Column}' was never seen in "
                        + "training");
        }

        return rows;
    }

    private static bool IsNone(Column column, int row) => column.Texts is null ? column[row].IsNone : column.MissingIsNaN == false;

    private int Find(PyValue cell) => cell.AsString() is { } text ? _texts.GetValueOrDefault(text, -1)
        : cell.TryGetDouble(out double number) ? _numbers.GetValueOrDefault(number, -1) : -1;
}
