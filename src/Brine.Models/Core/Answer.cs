using Brine.Arrays;

namespace Brine.Models;

/// <summary>What a method returned: an array, a sparse matrix, or a list of arrays where Python returns a list or a tuple.</summary>
public sealed class Answer
{
    private Answer(NDArray? array, CsrMatrix? sparse, IReadOnlyList<Answer>? parts)
    {
        Array = array;
        Sparse = sparse;
        Parts = parts;
    }

    /// <summary>The array, or null where the answer is something else.</summary>
    public NDArray? Array { get; }

    /// <summary>The sparse matrix, or null where the answer is something else.</summary>
    public CsrMatrix? Sparse { get; }

    /// <summary>The parts of a list or tuple, or null where the answer is something else.</summary>
    public IReadOnlyList<Answer>? Parts { get; }

    /// <summary>An answer of one array.</summary>
    public static implicit operator Answer(NDArray array) => new(array, null, null);

    /// <summary>An answer of a sparse matrix.</summary>
    public static implicit operator Answer(CsrMatrix matrix) => new(null, matrix, null);

    /// <summary>An answer of several parts.</summary>
    public static Answer Of(IReadOnlyList<Answer> parts) => new(null, null, parts);

    /// <summary>An answer of as many numbers as rows.</summary>
    public static Answer Of(double[] values) => NDArray.Of(values);

    /// <summary>The features that a transformer returned, with the dtypes that Python gives them.</summary>
    public static Answer Of(Features features) => features switch
    {
        Matrix matrix => OfMatrix(matrix),
        SparseMatrix sparse => sparse.Csr,
        Table table => OfTable(table),
        Images images => images.Array,
        _ => throw new ArgumentException("unknown features", nameof(features)),
    };

    /// <summary>The array of the answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is sparse, or a list.</exception>
    public NDArray ToArray() => Array ?? (Sparse is { } sparse
        ? NDArray.OfNumbers(sparse.ToDense(), sparse.DType, sparse.RowCount, sparse.ColumnCount)
        : throw new InvalidOperationException("the answer is a list of arrays; take its Parts"));

    private static NDArray OfMatrix(Matrix matrix) => matrix.IsVector
        ? NDArray.OfNumbers(matrix.Values, matrix.DType)
        : NDArray.OfNumbers(matrix.Values, matrix.DType, matrix.RowCount, matrix.ColumnCount);

    private static NDArray OfTable(Table table)
    {
        if (!table.IsOfObjects && !table.HasNullable)
        {
            return OfMatrix(table.ToMatrix());
        }

        if (table.TextType is { } text)
        {
            var texts = new string[table.RowCount * table.ColumnCount];
            for (int i = 0; i < texts.Length; i++)
            {
                texts[i] = table.Columns[i % table.ColumnCount].Texts![i / table.ColumnCount]!;
            }

            return text.Kind == 'S' ? NDArray.OfBytes(texts, text.ItemSize, table.RowCount, table.ColumnCount)
                : NDArray.OfText(texts, table.RowCount, table.ColumnCount);
        }

        var items = new Pickling.PyValue[table.RowCount * table.ColumnCount];
        for (int c = 0; c < table.ColumnCount; c++)
        {
            Pickling.PyValue[] cells = table.Columns[c].ToCells();
            for (int r = 0; r < table.RowCount; r++)
            {
                items[(r * table.ColumnCount) + c] = cells[r];
            }
        }

        return NDArray.OfObjects([table.RowCount, table.ColumnCount], items);
    }
}
