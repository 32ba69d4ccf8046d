using Brine.Arrays;

namespace Brine.Models;

/// <summary><c>vocabulary_</c>: the column of each term.</summary>
internal sealed class Vocabulary
{
    private const long MaxWideBytes = 1 << 28;

    private readonly Lazy<Labels?> _wide;

    internal Vocabulary(IReadOnlyList<string> terms)
    {
        Terms = terms;
        Columns = new TermTable(terms);
        for (int column = 0; column < terms.Count; column++)
        {
            LongestTerm = Math.Max(LongestTerm, terms[column].Length);
        }

        _wide = new(() => (long)LongestTerm * 4 * Terms.Count <= MaxWideBytes ? new Labels(NDArray.OfText(Terms)) : null);
    }

    /// <summary>The column of each term.</summary>
    internal TermTable Columns { get; }

    /// <summary>The terms in the order of their columns.</summary>
    internal IReadOnlyList<string> Terms { get; }

    /// <summary>The length of the longest term, in chars.</summary>
    internal int LongestTerm { get; }

    /// <summary><c>inverse_transform</c>: the terms of the columns that are not zero, in the order in which they are stored.</summary>
    /// <param name="x">The matrix that transform gave.</param>
    /// <param name="descending">True where scipy's product left each row with its last column first.</param>
    internal Answer Invert(Features x, bool descending)
    {
        if (x.ColumnCount != Terms.Count)
        {
            throw new ModelInputException("InputFeatures", $"the data has {x.ColumnCount} columns and the vocabulary {Terms.Count} terms");
        }

        var rows = new Answer[x.RowCount];
        var columns = new List<int>();
        Matrix? matrix = x is SparseMatrix ? null : x.ToMatrix();
        for (int row = 0; row < rows.Length; row++)
        {
            columns.Clear();
            if (matrix is not null)
            {
                ReadOnlySpan<double> values = matrix.Row(row);
                for (int column = 0; column < values.Length; column++)
                {
                    AddNonZero(columns, column, values[column]);
                }
            }
            else
            {
                CsrMatrix csr = ((SparseMatrix)x).Csr;
                for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
                {
                    AddNonZero(columns, csr.Columns[i], csr.Data[i]);
                }

                if (descending)
                {
                    columns.Sort();
                    columns.Reverse();
                }
            }

            rows[row] = _wide.Value is { } wide ? wide.Take([.. columns]) : NDArray.OfText([.. columns.Select(column => Terms[column])]);
        }

        return Answer.Of(rows);
    }

    private static void AddNonZero(List<int> columns, int column, double value)
    {
        if (value != 0)
        {
            columns.Add(column);
        }
    }
}
