using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>
/// One column of a table. Its cells keep what they are in Python: numbers of one dtype, text, or a mixture in which <c>1</c>, <c>'1'</c>,
/// <c>True</c>, <c>None</c> and <c>NaN</c> are different things.
/// </summary>
/// <remarks>
/// The values are stored in the leanest of four ways: numbers, texts, times or cells. The indexer gives any cell whatever the way.
/// </remarks>
public sealed partial class Column
{
    private Column(string name, DType dtype)
    {
        Name = name;
        DType = dtype;
    }

    /// <summary>The name; empty where the column has none.</summary>
    public string Name { get; private init; }

    /// <summary>The dtype of the values in Python: float64, int64, bool, datetime64[ns], str, or object for text and mixtures.</summary>
    public DType DType { get; }

    /// <summary>The numbers of a column of one numeric dtype, bools as 0 and 1; else null. A missing float is NaN.</summary>
    internal double[]? Numbers { get; private init; }

    /// <summary>The texts of a column of text alone, null where one is missing; else null.</summary>
    internal string?[]? Texts { get; private init; }

    /// <summary>The cells of a column that mixes kinds, or of ints that a double does not hold; else null.</summary>
    internal PyValue[]? Cells { get; private init; }

    /// <summary>The values of a column of datetime64 or timedelta64, an array of one dimension; else null.</summary>
    internal NDArray? Times { get; private init; }

    /// <summary>True when a missing text is NaN in Python, false when it is None, null when that is not known: then it is what it was in
    /// training.</summary>
    public bool? MissingIsNaN { get; private init; }

    /// <summary>True for a column of pandas' categories, whatever these are.</summary>
    internal bool IsCategorical { get; private init; }

    /// <summary>True for a column of pandas' nullable <c>Int64</c>, <c>Float32</c>, <c>boolean</c> and their like.</summary>
    internal bool IsNullable { get; private init; }

    /// <summary>The dtype of single values where that is not <see cref="DType"/>: of nullable columns, and of categories that are ints
    /// beside a gap.</summary>
    internal DType? ElementDType { get; private init; }

    /// <summary>True where a value of a column with an <see cref="ElementDType"/> is missing.</summary>
    internal bool[]? Mask { get; private init; }

    /// <summary>True when Python holds the values as objects or as text, so that they are compared one by one, each with its own
    /// kind.</summary>
    public bool IsObject => DType.Kind is 'O' or 'U' or 'S' or 'T';

    /// <summary>True for a column of text alone.</summary>
    public bool IsText => Texts is not null;

    /// <summary>The number of cells.</summary>
    public int Length => Numbers?.Length ?? Texts?.Length ?? Cells?.Length ?? Times!.Length;

    /// <summary>The numbers of a column of one numeric dtype, bools as 0 and 1. A missing float is NaN.</summary>
    /// <returns>False where the column holds something else.</returns>
    public bool TryGetNumbers(out ReadOnlySpan<double> numbers)
    {
        numbers = Numbers;
        return Numbers is not null;
    }

    /// <summary>The texts of a column of text alone, null where one is missing.</summary>
    /// <returns>False where the column holds something else.</returns>
    public bool TryGetTexts(out ReadOnlySpan<string?> texts)
    {
        texts = Texts;
        return Texts is not null;
    }

    /// <summary>A cell as Python has it. A datetime64 is given as text in ISO form.</summary>
    public PyValue this[int row]
    {
        get
        {
            if (Numbers is not null)
            {
                return NumberAt(row, DType);
            }

            return Texts is not null ? Texts[row] ?? Missing
                : Cells is not null ? Cells[row]
                : TimeValues.TextAt(Times!, row) is { } text ? text : ColumnCells.NaN;
        }
    }

    /// <summary>What a missing text of the column is in Python: NaN or None; NaN where that is not known.</summary>
    internal PyValue Missing => MissingIsNaN == false ? PyValue.None : ColumnCells.NaN;

    /// <summary>The same cells as a column of categories.</summary>
    internal Column AsCategorical() =>
        new(Name, DType)
            { Numbers = Numbers, Texts = Texts, Cells = Cells, Times = Times, MissingIsNaN = MissingIsNaN, IsNullable = IsNullable,
                IsCategorical = true,
                ElementDType = ElementDType, Mask = Mask };

    /// <summary>The same cells under another name.</summary>
    public Column Rename(string name) =>
        new(name, DType)
            { Numbers = Numbers, Texts = Texts, Cells = Cells, Times = Times, MissingIsNaN = MissingIsNaN, IsNullable = IsNullable,
                IsCategorical = IsCategorical,
                ElementDType = ElementDType, Mask = Mask };

    /// <summary>The same column with some of its rows, in the order given.</summary>
    public Column SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(Name, DType)
        {
            Numbers = Numbers is null ? null : [.. rows.Select(row => Numbers[row])],
            Texts = Texts is null ? null : [.. rows.Select(row => Texts[row])],
            Cells = Cells is null ? null : [.. rows.Select(row => Cells[row])],
            Times = Times is null ? null : TimeValues.Select(Times, rows),
            MissingIsNaN = MissingIsNaN,
            IsNullable = IsNullable,
            IsCategorical = IsCategorical,
            ElementDType = ElementDType,
            Mask = Mask is null ? null : [.. rows.Select(row => Mask[row])],
        };
    }

    /// <summary>The same column with rows that follow each other.</summary>
    internal Column Slice(int first, int count) => first == 0 && count == Length ? this : new(Name, DType)
    {
        Numbers = Numbers?.AsSpan(first, count).ToArray(),
        Texts = Texts?.AsSpan(first, count).ToArray(),
        Cells = Cells?.AsSpan(first, count).ToArray(),
        Times = Times is null ? null : TimeValues.Select(Times, [.. Enumerable.Range(first, count)]),
        MissingIsNaN = MissingIsNaN,
        IsNullable = IsNullable,
        IsCategorical = IsCategorical,
        ElementDType = ElementDType,
        Mask = Mask?.AsSpan(first, count).ToArray(),
    };

    /// <summary>True where a cell is None, NaN, NaT or <c>pandas.NA</c>.</summary>
    public bool IsMissing(int row) =>
        Numbers is not null ? double.IsNaN(Numbers[row])
        : Texts is not null ? Texts[row] is null
        : Cells is not null ? PandasMissing.Is(Cells[row])
        : TimeValues.IsMissing(Times!, row);

    /// <summary>A cell as Python's <c>str</c> prints it; null where it is missing.</summary>
    public string? TextAt(int row) => IsMissing(row) ? null : this[row] is var cell && cell.AsString() is { } text ? text : cell.ToString();

    /// <summary>All cells as numpy's array of objects has them: those of a nullable column are ints, bools and <c>pandas.NA</c>.</summary>
    internal PyValue[] ToCells()
    {
        if (Cells is not null)
        {
            return Cells;
        }

        var cells = new PyValue[Length];
        for (int row = 0; row < cells.Length; row++)
        {
            cells[row] = ElementDType is null ? this[row]
                : !Mask![row] ? NumberAt(row, ElementDType) : IsNullable ? ColumnCells.NA : ColumnCells.NaN;
        }

        return cells;
    }

    /// <summary>A single value of a column with an <see cref="ElementDType"/>.</summary>
    internal PyValue ElementAt(int row) => NumberAt(row, ElementDType ?? DType);

    private PyValue NumberAt(int row, DType dtype)
    {
        double number = Numbers![row];
        return dtype.Kind switch
        {
            'b' => number != 0,
            'i' or 'u' => (long)number,
            _ => number,
        };
    }
}
