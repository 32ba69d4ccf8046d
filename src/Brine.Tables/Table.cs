using Brine.Arrays;

namespace Brine.Tables;

/// <summary>A table of columns, each of numbers or of text, as a pandas DataFrame is to a model.</summary>
public sealed class Table : Features
{
    private readonly Column[] _columns;

    /// <summary>Makes a table of columns of one length.</summary>
    /// <exception cref="ModelInputException">The columns differ in length.</exception>
    public Table(params IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        RowCount = _columns.Length == 0 ? 0 : _columns[0].Length;
        foreach (Column column in _columns)
        {
            if (column.Length != RowCount)
            {
                throw new ModelInputException("InputShape", $"column '{column.Name}' has {column.Length} values, column '{_columns[0].Name}' has {RowCount}");
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
    public override IReadOnlyList<string>? ColumnNames => _columns.All(column => column.Name.Length == 0) ? null : [.. _columns.Select(column => column.Name)];

    /// <summary>A table of one column of text.</summary>
    public static Table OfDocuments(IReadOnlyList<string> documents) => new(Column.OfText("", [.. documents]));

    internal static Table FromArray(NDArray array, int rows, int columns)
    {
        string?[] texts = array.ToStrings();
        var made = new Column[columns];
        for (int c = 0; c < columns; c++)
        {
            var values = new string?[rows];
            var numbers = new double[rows];
            bool isNumber = array.Objects is not null;
            for (int r = 0; r < rows; r++)
            {
                int at = (r * columns) + c;
                values[r] = texts[at];
                if (isNumber)
                {
                    Pickling.PyValue value = array[at];
                    isNumber = value.Kind is Pickling.PyKind.Float or Pickling.PyKind.Int or Pickling.PyKind.Bool && value.TryGetDouble(out numbers[r]);
                }
            }

            made[c] = isNumber && rows > 0 ? Column.OfNumbers("", numbers) : Column.OfText("", values);
        }

        return new Table(made) { IsVector = array.Rank == 1 };
    }

    /// <summary>Where the column of this name stands, or -1.</summary>
    public int IndexOf(string name) => Array.FindIndex(_columns, column => column.Name == name);

    /// <inheritdoc/>
    public override Matrix ToMatrix()
    {
        var values = new double[RowCount * _columns.Length];
        for (int c = 0; c < _columns.Length; c++)
        {
            double[] numbers = _columns[c].Numbers ?? ParseNumbers(_columns[c]);
            for (int r = 0; r < numbers.Length; r++)
            {
                values[(r * _columns.Length) + c] = numbers[r];
            }
        }

        return new Matrix(RowCount, _columns.Length, values, CommonType()) { Names = ColumnNames };
    }

    /// <inheritdoc/>
    public override Features SelectColumns(IReadOnlyList<int> columns) => new Table([.. columns.Select(column => _columns[column])]);

    /// <inheritdoc/>
    public override Features SelectRows(IReadOnlyList<int> rows) => new Table([.. _columns.Select(column => column.SelectRows(rows))]);

    /// <summary>numpy's common type, as far as models tell types apart: all float32, all ints, all bools, else float64.</summary>
    private DType CommonType() =>
        _columns.Length == 0 ? DType.Float64
        : _columns.All(column => column.DType.Equals(_columns[0].DType)) && !_columns[0].IsText ? _columns[0].DType
        : _columns.All(column => column.DType.Kind is 'i' or 'u' or 'b') ? DType.Int64
        : DType.Float64;

    private static double[] ParseNumbers(Column column)
    {
        string?[] texts = column.Texts!;
        var numbers = new double[texts.Length];
        for (int row = 0; row < texts.Length; row++)
        {
            numbers[row] = texts[row] is not { } text ? double.NaN
                : double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number
                : throw new ModelInputException("InputText", $"column '{column.Name}' holds the text '{(text.Length > 40 ? text[..40] + "..." : text)}' in row {row} where the model needs a number");
        }

        return numbers;
    }
}
