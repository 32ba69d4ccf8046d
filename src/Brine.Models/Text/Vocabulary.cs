using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>vocabulary_</c>: the column of each term.</summary>
internal sealed class Vocabulary
{
    private const long MaxWideBytes = 1 << 28;

    private readonly Lazy<Labels?> _wide;

    internal Vocabulary(EstimatorReader reader)
    {
        // A vocabulary given as a parameter works without training.
        PyValue value = reader.Has("vocabulary_") ? reader.ValueOrNone("vocabulary_") : reader.ValueOrNone("vocabulary");
        List<KeyValuePair<string, int>> entries = value.As<PyDict>() is { } dict || (dict = value.As<PyObject>()?.DictItems) is not null ? FromDict(reader, dict)
            : value.IsNone ? throw reader.Missing("vocabulary_")
            : FromCollection(reader, value);
        Columns = new Dictionary<string, int>(entries.Count, StringComparer.Ordinal);
        var terms = new string[entries.Count];
        foreach ((string term, int column) in entries)
        {
            if (column < 0 || column >= terms.Length || terms[column] is not null)
            {
                throw new PickleFormatException("FormatShape", $"the vocabulary of {reader.ClassName} gives column {column} twice, or has none; the file is corrupt");
            }

            terms[column] = term;
            Columns[term] = column;
            LongestTerm = Math.Max(LongestTerm, term.Length);
        }

        Terms = terms;
        _wide = new(() => (long)LongestTerm * 4 * Terms.Count <= MaxWideBytes ? new Labels(NDArray.OfText(Terms)) : null);
    }

    /// <summary>The column of each term.</summary>
    internal Dictionary<string, int> Columns { get; }

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

    private static List<KeyValuePair<string, int>> FromDict(EstimatorReader reader, PyDict dict)
    {
        var entries = new List<KeyValuePair<string, int>>(dict.Count);
        for (int i = 0; i < dict.Count; i++)
        {
            string term = dict.Keys[i].AsString() ?? throw reader.Unsupported($"the term {dict.Keys[i]}, which is no text,");
            PyValue value = dict.Values[i];
            bool known = value.TryGetInt64(out long column) || (NDArray.From(value) is { IsScalar: true } scalar && scalar[0].TryGetInt64(out column));
            entries.Add(new(term, known && column is >= 0 and <= int.MaxValue ? (int)column : -1));
        }

        return entries;
    }

    /// <summary><c>_validate_vocabulary</c>: a set is sorted, a sequence keeps its order.</summary>
    private static List<KeyValuePair<string, int>> FromCollection(EstimatorReader reader, PyValue value)
    {
        IEnumerable<PyValue> items = (IEnumerable<PyValue>?)value.As<PySet>() ?? (IEnumerable<PyValue>?)value.As<PyList>() ?? (IEnumerable<PyValue>?)value.As<PyTuple>()
            ?? NDArray.From(value)?.Elements() ?? throw reader.Unsupported("a vocabulary that is no dict, list or set");
        List<string> terms = [.. items.Select(item => item.AsString() ?? throw reader.Unsupported($"the term {item}, which is no text,"))];
        if (value.As<PySet>() is not null)
        {
            terms.Sort(CompareCodePoints);
        }

        return [.. terms.Select((term, column) => new KeyValuePair<string, int>(term, column))];
    }

    /// <summary>Python orders text by code points, .NET's ordinal order is that of UTF-16 units.</summary>
    private static int CompareCodePoints(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        char a = left[common], b = right[common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
