using System.Globalization;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Answers side by side as named columns of one value a row, for CSV, JSON and tables.</summary>
public sealed class AnswerTable
{
    /// <summary>The column that says why a row has no answer.</summary>
    internal const string ReasonName = "error";

    private readonly List<AnswerColumn> _columns = [];
    private IReadOnlyList<string>? _names;
    private RowMap _map = RowMap.Same;
    private int _firstRow;

    /// <summary>The names of the columns. Where data stands beside answers and two columns have one name, the later is numbered, as
    /// pandas does it: <c>predict.1</c>.</summary>
    public IReadOnlyList<string> Names => _names ??= _columns.All(column => column.IsAnswer) ? [.. _columns.Select(column => column.Name)]
        : CsvContent.Distinct([.. _columns.Select(column => column.Name)]);

    /// <summary>The number of rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>Adds the answer of a method.</summary>
    /// <param name="method">The Python name of the method.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="names">The names of the columns of a matrix (classes, features), or null to number them.</param>
    /// <exception cref="ModelInputException">The answer has another number of rows than those before it, or over two
    /// dimensions.</exception>
    public void Add(string method, Answer answer, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Parts is { } parts)
        {
            if (parts.Any(part => part.Parts is not null))
            {
                throw new ModelInputException("CannotTabulate",
                    $"the answer of {method} has so many numbers a row as that row has neighbors; write it as .npz");
            }

            for (int i = 0; i < parts.Count; i++)
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"{method}.{i}"), parts[i]);
            }

            return;
        }

        NDArray array = answer.ToArray();
        int rows = array.Rank == 0 ? 1 : array.Shape[0], width = array.Rank == 2 ? array.Shape[1] : 1;
        if (array.Rank > 2 || (_columns.Count > 0 && rows != RowCount))
        {
            throw new ModelInputException("CannotTabulate",
                $"the answer of {method} does not stand beside the others as columns; write it as .npz");
        }

        RowCount = rows;
        _names = null;
        for (int i = 0; i < width; i++)
        {
            string name = array.Rank < 2 ? method
                : $"{method}_{(names is not null && names.Count == width ? names[i] : i.ToString(CultureInfo.InvariantCulture))}";
            _columns.Add(new ArrayAnswerColumn(name, array, width, i));
        }
    }

    /// <summary>Copies a column of the answers whose array holds numbers of this type; false where it does not.</summary>
    internal bool TryCopy<T>(int column, Span<T> values)
        where T : unmanaged
    {
        if (_columns[column] is not ArrayAnswerColumn answer
            || !answer.TryGetNumbers(out ReadOnlySpan<T> numbers, out int stride, out int first))
        {
            return false;
        }

        for (int row = 0; row < values.Length; row++)
        {
            values[row] = numbers[(RowOf(row, column) * stride) + first];
        }

        return true;
    }

    /// <summary>The dtype in Python of a column of the answers.</summary>
    internal DType DTypeOf(int column) => _columns[column] is ArrayAnswerColumn answer ? answer.DType : DType.Object;

    /// <summary>A value, None where a row has none.</summary>
    public PyValue this[int row, int column]
    {
        get
        {
            int at = RowOf(row, column);
            return at >= 0 ? _columns[column][at] : _columns[column].OddValue(~at);
        }
    }

    /// <summary>The column of the data, or of the answers, in whose rows <see cref="RowOf"/> counts.</summary>
    internal AnswerColumn ColumnAt(int column) => _columns[column];

    /// <summary>The row of a column that a row of this table has; negative where it has none.</summary>
    internal int RowOf(int row, int column) => _map.RowOf(_firstRow + row, _columns[column]);

    /// <summary>These answers behind columns of the data and before the reasons of rows without an answer.</summary>
    /// <param name="kept">The columns of the data.</param>
    /// <param name="map">Which row of the data and of the answers each row of the table has.</param>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="reasons">Why rows have no answer, or null where no such column is wanted.</param>
    internal AnswerTable Beside(IReadOnlyList<AnswerColumn> kept, RowMap map, int rowCount, string?[]? reasons)
    {
        var table = new AnswerTable { RowCount = rowCount, _map = map };
        table._columns.AddRange(kept);
        table._columns.AddRange(_columns);
        if (reasons is not null)
        {
            table._columns.Add(new ReasonColumn(ReasonName, reasons));
        }

        return table;
    }

    /// <summary>Columns of answers without a row.</summary>
    internal static AnswerTable OfNothing(IReadOnlyList<string> names)
    {
        var table = new AnswerTable();
        table._columns.AddRange(names.Select(name => new EmptyAnswerColumn(name)));
        return table;
    }

    /// <summary>Some of the rows.</summary>
    internal AnswerTable Rows(int first, int count)
    {
        var part = new AnswerTable { _firstRow = _firstRow + first, RowCount = count, _map = _map, _names = Names };
        part._columns.AddRange(_columns);
        return part;
    }

    /// <summary>The columns as those of a table.</summary>
    internal Table ToTable() =>
        new([.. _columns.Select((column, i) => column.ToColumn(Names[i], _map.RowsOf(column), _firstRow, RowCount))], RowCount);
}
