using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>Rows as factorizations walk them: in full, or the stored values of a sparse matrix.</summary>
/// <typeparam name="T">The precision of the numbers.</typeparam>
internal sealed class CountRows<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private CountRows(int rowCount, int columnCount, T[] values, int[]? starts, int[]? columns)
    {
        (RowCount, ColumnCount, Values, Starts, Columns) = (rowCount, columnCount, values, starts, columns);
    }

    internal int RowCount { get; }

    internal int ColumnCount { get; }

    /// <summary>All numbers, or those that are stored.</summary>
    internal T[] Values { get; }

    /// <summary>Where the stored numbers of each row start; null for rows in full.</summary>
    internal int[]? Starts { get; }

    /// <summary>The columns of the stored numbers; null for rows in full.</summary>
    internal int[]? Columns { get; }

    internal static CountRows<T> Of(Features x)
    {
        if (x is SparseMatrix { Csr: var csr })
        {
            return new(csr.RowCount, csr.ColumnCount, Array.ConvertAll(csr.Data, T.CreateTruncating), csr.Starts, csr.Columns);
        }

        Matrix matrix = x.ToMatrix();
        return new(matrix.RowCount, matrix.ColumnCount, Array.ConvertAll(matrix.Values, T.CreateTruncating), null, null);
    }

    /// <summary>The product with a matrix of as many rows as there are columns, each sum from left to right.</summary>
    internal T[] Multiply(T[] right, int width)
    {
        if (Starts is null)
        {
            return DenseLinear.Multiply(Values, right, RowCount, ColumnCount, width);
        }

        return Multiply(Values, right, width);
    }

    /// <summary>The same with other stored numbers at the same places.</summary>
    internal T[] Multiply(T[] stored, T[] right, int width)
    {
        var product = new T[checked(RowCount * width)];
        for (int row = 0; row < RowCount; row++)
        {
            Span<T> output = product.AsSpan(row * width, width);
            for (int i = Starts![row]; i < Starts[row + 1]; i++)
            {
                ReadOnlySpan<T> weights = right.AsSpan(Columns![i] * width, width);
                for (int k = 0; k < output.Length; k++)
                {
                    output[k] += stored[i] * weights[k];
                }
            }
        }

        return product;
    }

    /// <summary><c>X.mean()</c>, of sparse rows over all of their numbers.</summary>
    internal T Mean()
    {
        var count = T.CreateTruncating((long)RowCount * ColumnCount);
        if (Starts is null)
        {
            return PairwiseSum.Of<T>(Values) / count;
        }

        var sums = new T[RowCount];
        for (int row = 0; row < RowCount; row++)
        {
            for (int i = Starts[row]; i < Starts[row + 1]; i++)
            {
                sums[row] += Values[i] / count;
            }
        }

        return PairwiseSum.Of<T>(sums);
    }
}
