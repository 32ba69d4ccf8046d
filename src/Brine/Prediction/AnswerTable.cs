using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Answers side by side as named columns of one value a row, for CSV and JSON.</summary>
public sealed class AnswerTable
{
    private readonly List<(string Name, NDArray Array, int Stride, int Offset)> _columns = [];
    private int _firstRow;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names => [.. _columns.Select(column => column.Name)];

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
        for (int i = 0; i < width; i++)
        {
            string name = array.Rank < 2 ? method
                : $"{method}_{(names is not null && names.Count == width ? names[i] : i.ToString(CultureInfo.InvariantCulture))}";
            _columns.Add((name, array, width, i));
        }
    }

    /// <summary>The dtype of a column in Python.</summary>
    internal DType DTypeOf(int column) => _columns[column].Array.DType;

    /// <summary>True where Python has single precision, whose shortest text is shorter.</summary>
    internal bool IsSingle(int column) => _columns[column].Array.DType is { Kind: 'f', ItemSize: 4 };

    /// <summary>The array that holds a column, where it holds floats or ints of 64 bits one behind the other.</summary>
    internal NDArray? NumbersOf(int column) =>
        _columns[column].Array is var array && (array.TryGetSpan(out ReadOnlySpan<double> _) || array.TryGetSpan(out ReadOnlySpan<long> _))
            ? array : null;

    /// <summary>The place of a value in the array that holds its column.</summary>
    internal int IndexOf(int row, int column) => ((_firstRow + row) * _columns[column].Stride) + _columns[column].Offset;

    /// <summary>Some of the rows.</summary>
    internal AnswerTable Rows(int first, int count)
    {
        var part = new AnswerTable { _firstRow = _firstRow + first, RowCount = count };
        part._columns.AddRange(_columns);
        return part;
    }

    /// <summary>A value; the bytes that Python 2's labels are become text.</summary>
    public PyValue this[int row, int column] =>
        _columns[column].Array[IndexOf(row, column)] is var value && value.As<PyBytes>() is { } bytes
            ? Encoding.Latin1.GetString(bytes.Span) : value;
}
