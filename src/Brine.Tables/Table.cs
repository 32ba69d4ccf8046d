using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>A table of columns whose cells keep their kinds, as a pandas DataFrame or a numpy array of objects is to a model.</summary>
public sealed class Table : Features
{
    private const int ColumnsInText = 8;

    private readonly Column[] _columns;

    /// <summary>Makes a table of columns of one length.</summary>
    /// <exception cref="ModelInputException">The columns differ in length.</exception>
    public Table(params IReadOnlyList<Column> columns)
        : this(columns, columns is null or { Count: 0 } ? 0 : columns[0].Length)
    {
    }

    /// <summary>Makes a table that may have no columns.</summary>
    internal Table(IReadOnlyList<Column> columns, int rowCount)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        RowCount = rowCount;
        foreach (Column column in _columns)
        {
            if (column.Length != RowCount)
            {
                throw new ModelInputException("InputShape",
                    $"column '{column.Name}' has {column.Length} values, column '{_columns[0].Name}' has {RowCount}");
            }
        }
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <inheritdoc/>
    public override int RowCount { get; }

    /// <inheritdoc/>
    public override int ColumnCount => _columns.Length;

    /// <summary>The names of the columns, or null where none has one.</summary>
    public override IReadOnlyList<string>? ColumnNames =>
        _columns.All(column => column.Name.Length == 0) ? null : [.. _columns.Select(column => column.Name)];

    /// <summary>True when numpy makes an array of objects of the table: a column holds text, a mixture or times, or bools stand beside
    /// numbers.</summary>
    internal bool IsOfObjects => HoldsObjects
        || (Array.Exists(_columns, column => column.DType.Kind == 'b') && Array.Exists(_columns, column => column.DType.Kind != 'b'));

    /// <summary>True when a column holds text, a mixture or times.</summary>
    internal bool HoldsObjects => Array.Exists(_columns, column => column.IsObject || column.Times is not null);

    /// <summary>True when a column is of one of pandas' nullable dtypes, so that numpy makes an array of objects of the table where nobody
    /// asks for floats.</summary>
    internal bool HasNullable => Array.Exists(_columns, column => column.IsNullable);

    /// <summary>True when the rows came as a list, not as an array or a frame: numpy's array of it is not converted where it is one of
    /// objects.</summary>
    internal bool IsListed { get; init; }

    /// <summary>The array of text that numpy makes of a list where text stands among numbers; null where it makes another.</summary>
    internal Table? ListedText()
    {
        if (!IsListed || !Array.Exists(_columns, column => column.DType.Kind == 'O'))
        {
            return null;
        }

        PyValue[][] cells = Array.ConvertAll(_columns, column => column.ToCells());
        var texts = new string[RowCount * ColumnCount];
        bool holdsText = false;
        for (int i = 0; i < texts.Length; i++)
        {
            PyValue cell = cells[i % ColumnCount][i / ColumnCount];
            if (cell.Kind is not (PyKind.Bool or PyKind.Int or PyKind.Float or PyKind.Str))
            {
                return null;
            }

            holdsText |= cell.Kind == PyKind.Str;
            texts[i] = cell.AsString() ?? PandasArray.TextOf(cell);
        }

        return holdsText ? FromArray(NDArray.OfText(texts, RowCount, ColumnCount), RowCount, ColumnCount) : null;
    }

    /// <summary>The dtype of an array of text, where numpy holds the table as one; else null.</summary>
    internal DType? TextType =>
        _columns.Length > 0
            && Array.TrueForAll(_columns,
                column => column.DType.Kind is 'U' or 'S' && column.Name.Length == 0 && column.DType.Equals(_columns[0].DType))
                ? _columns[0].DType : null;

    /// <summary>A table of one column of text.</summary>
    public static Table OfDocuments(IReadOnlyList<string> documents) => new(Column.OfText("", [.. documents]));

    /// <summary>Objects of .NET as the rows of a table: each column is named, and taken from a record by a delegate, so that nothing is
    /// reflected on.</summary>
    /// <param name="records">The records, in order.</param>
    /// <param name="columns">Says which columns there are.</param>
    /// <example><code>
    /// Table rows = Table.FromRecords(passengers, table => table.Column("age", p => p.Age).Column("city", p => p.City));
    /// </code></example>
    public static Table FromRecords<T>(IEnumerable<T> records, Action<TableBuilder<T>> columns)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(columns);
        var builder = new TableBuilder<T>();
        columns(builder);
        return builder.Build(records as IReadOnlyList<T> ?? [.. records]);
    }

    /// <summary>Records, one of Python's dicts, lists or sets a row, for models that take them: DictVectorizer, FeatureHasher,
    /// MultiLabelBinarizer.</summary>
    public static Table OfRecords(IReadOnlyList<PyValue> records) => new(Column.OfCells("", [.. records])) { IsVector = true };

    /// <summary>A table of an array of text, times or objects; the columns have no names.</summary>
    internal static Table FromArray(NDArray array, int rows, int columns)
    {
        if (array.Rank == 1)
        {
            return new Table(Column.OfArray("", array)) { IsVector = true };
        }

        var made = new Column[columns];
        for (int c = 0; c < columns; c++)
        {
            made[c] = Column.OfArray("", array.Select(1, c));
        }

        return new Table(made, rows);
    }

    /// <summary>Where the column of this name stands, or -1.</summary>
    public int IndexOf(string name) => Array.FindIndex(_columns, column => column.Name == name);

    /// <inheritdoc/>
    public override Matrix ToMatrix()
    {
        const int RowsAtOnce = 64;
        double[] values = GC.AllocateUninitializedArray<double>(RowCount * _columns.Length);
        double[][] columns = [.. _columns.Select(ColumnNumbers.Of)];
        for (int first = 0; first < RowCount; first += RowsAtOnce)
        {
            // So many rows stay in the nearest cache until their last column is there.
            int end = Math.Min(first + RowsAtOnce, RowCount);
            for (int c = 0; c < columns.Length; c++)
            {
                ReadOnlySpan<double> numbers = columns[c].AsSpan(first, end - first);
                int place = (first * columns.Length) + c;
                foreach (double number in numbers)
                {
                    values[place] = number;
                    place += columns.Length;
                }
            }
        }

        return new Matrix(RowCount, _columns.Length, values, ColumnNumbers.CommonType(_columns))
            { Names = ColumnNames, IsVector = IsVector };
    }

    /// <inheritdoc/>
    public override Features SelectColumns(IReadOnlyList<int> columns) =>
        new Table([.. columns.Select(column => _columns[column])], RowCount) { IsListed = IsListed };

    /// <inheritdoc/>
    public override Features SelectRows(IReadOnlyList<int> rows) =>
        new Table([.. _columns.Select(column => column.SelectRows(rows))], rows.Count) { IsVector = IsVector, IsListed = IsListed };

    /// <summary>Rows that follow each other.</summary>
    internal Table Slice(int first, int count) => first == 0 && count == RowCount ? this
        : new Table([.. _columns.Select(column => column.Slice(first, count))], count) { IsVector = IsVector };

    /// <summary>The size of the table, and the names and dtypes of its first columns.</summary>
    public override string ToString()
    {
        string columns = string.Join(", ",
            _columns.Take(ColumnsInText)
                .Select(column => column.Name.Length == 0 ? column.DType.Name : $"{column.Name} ({column.DType.Name})"));
        string more = _columns.Length > ColumnsInText ? ", ..." : "";
        return $"Table of {Counted(RowCount, "row")} and {Counted(ColumnCount, "column")}"
            + (columns.Length == 0 ? "" : $": {columns}{more}");
    }

    private static string Counted(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>The table as numpy makes an array of objects of it: each cell keeps its kind.</summary>
    internal Table ToObjects() => new([.. _columns.Select(column => column.ToObjects())], RowCount);
}
