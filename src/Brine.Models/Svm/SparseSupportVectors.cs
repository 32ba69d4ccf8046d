using Brine.Arrays;

namespace Brine.Models;

/// <summary>Support vectors of a model that was trained on a sparse matrix: only stored values are walked, in the order of their
/// columns.</summary>
internal sealed class SparseSupportVectors
{
    private readonly CsrMatrix _vectors;

    /// <param name="vectors">A vector a row, whose columns are in order.</param>
    internal SparseSupportVectors(CsrMatrix vectors) => _vectors = vectors;

    /// <summary>The same matrix with the columns of each row in order, as scipy's <c>sort_indices</c>.</summary>
    internal static CsrMatrix SortRows(CsrMatrix matrix)
    {
        bool sorted = true;
        for (int row = 0; row < matrix.RowCount && sorted; row++)
        {
            for (int i = matrix.Starts[row] + 1; i < matrix.Starts[row + 1]; i++)
            {
                sorted &= matrix.Columns[i - 1] <= matrix.Columns[i];
            }
        }

        if (sorted)
        {
            return matrix;
        }

        int[] columns = [.. matrix.Columns];
        double[] data = [.. matrix.Data];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            int start = matrix.Starts[row], count = matrix.Starts[row + 1] - start;
            columns.AsSpan(start, count).Sort(data.AsSpan(start, count));
        }

        return new CsrMatrix(matrix.RowCount, matrix.ColumnCount, matrix.Starts, columns, data, matrix.DType);
    }

    /// <summary>Dot products or squared distances of one sparse row and all vectors.</summary>
    internal void Run(ReadOnlySpan<int> columns, ReadOnlySpan<double> numbers, Span<double> values, bool distances)
    {
        for (int vector = 0; vector < _vectors.RowCount; vector++)
        {
            int start = _vectors.Starts[vector], count = _vectors.Starts[vector + 1] - start;
            ReadOnlySpan<int> others = _vectors.Columns.AsSpan(start, count);
            ReadOnlySpan<double> otherNumbers = _vectors.Data.AsSpan(start, count);
            values[vector] = distances ? Distance(columns, numbers, others, otherNumbers) : Product(columns, numbers, others, otherNumbers);
        }
    }

    private static double Product(ReadOnlySpan<int> columns, ReadOnlySpan<double> numbers, ReadOnlySpan<int> others,
        ReadOnlySpan<double> otherNumbers)
    {
        double sum = 0;
        for (int i = 0, j = 0; i < columns.Length && j < others.Length;)
        {
            if (columns[i] == others[j])
            {
                sum += numbers[i++] * otherNumbers[j++];
            }
            else if (columns[i] < others[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return sum;
    }

    private static double Distance(ReadOnlySpan<int> columns, ReadOnlySpan<double> numbers, ReadOnlySpan<int> others,
        ReadOnlySpan<double> otherNumbers)
    {
        double sum = 0;
        int i = 0, j = 0;
        while (i < columns.Length || j < others.Length)
        {
            double difference;
            if (j == others.Length || (i < columns.Length && columns[i] < others[j]))
            {
                difference = numbers[i++];
            }
            else if (i == columns.Length || others[j] < columns[i])
            {
                difference = otherNumbers[j++];
            }
            else
            {
                difference = numbers[i++] - otherNumbers[j++];
            }

            sum += difference * difference;
        }

        return sum;
    }
}
