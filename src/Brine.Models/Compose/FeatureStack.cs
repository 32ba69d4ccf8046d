using Brine.Arrays;

namespace Brine.Models;

/// <summary>Puts features side by side: numpy's <c>hstack</c>, scipy's <c>sparse.hstack(...).tocsr()</c>, pandas'
/// <c>concat(axis=1)</c>.</summary>
internal static class FeatureStack
{
    /// <summary>The parts in full, beside each other: a matrix, or a table of objects where a part holds anything but numbers.</summary>
    internal static Features Dense(IReadOnlyList<Features> parts, int rowCount)
    {
        if (parts.Any(part => part is Table { IsOfObjects: true } or Table { HasNullable: true }))
        {
            return new Table([.. parts.SelectMany(Columns).Select(column => column.ToObjects())], rowCount);
        }

        Matrix[] matrices = [.. parts.Select(part => part.ToMatrix())];
        int width = matrices.Sum(matrix => matrix.ColumnCount);
        var values = new double[checked(rowCount * width)];
        int start = 0;
        foreach (Matrix matrix in matrices)
        {
            for (int row = 0; row < rowCount; row++)
            {
                matrix.Row(row).CopyTo(values.AsSpan((row * width) + start));
            }

            start += matrix.ColumnCount;
        }

        return new Matrix(rowCount, width, values, ColumnNumbers.CommonType(matrices.Select(matrix => matrix.DType)));
    }

    /// <summary>
    /// The parts beside each other in sparse form; zeros that a sparse part stores stay stored, those of dense parts do not. Sparse parts
    /// alone keep the order of their columns; beside a dense one scipy goes over coordinates, which sorts them.
    /// </summary>
    internal static SparseMatrix Sparse(IReadOnlyList<Features> parts, int rowCount)
    {
        Features[] numeric = [.. parts.Select(part => part is SparseMatrix ? part : part.ToMatrix())];
        int room = numeric.Sum(part => part is SparseMatrix { Csr: { } csr } ? csr.Starts[rowCount] - csr.Starts[0]
            : Count(((Matrix)part).Values));
        var starts = new int[rowCount + 1];
        var columns = new int[room];
        var data = new double[room];
        bool isSorted = Array.Exists(numeric, part => part is Matrix);
        int end = 0;
        for (int row = 0; row < rowCount; row++)
        {
            int start = 0, first = end;
            foreach (Features part in numeric)
            {
                end += part is SparseMatrix sparse ? Copy(sparse.Csr, row, start, isSorted, columns.AsSpan(end), data.AsSpan(end))
                    : Copy(((Matrix)part).Row(row), start, columns.AsSpan(end), data.AsSpan(end));
                start += part.ColumnCount;
            }

            Span<int> places = columns.AsSpan(first, end - first);
            if (isSorted && !IsAscending(places))
            {
                places.Sort(data.AsSpan(first, end - first));
            }

            starts[row + 1] = end;
        }

        DType type = ColumnNumbers.CommonType(
            numeric.Select(part => part is SparseMatrix sparse ? sparse.Csr.DType : ((Matrix)part).DType));
        return new SparseMatrix(new CsrMatrix(rowCount, numeric.Sum(part => part.ColumnCount), starts, columns, data, type));
    }

    private static int Count(ReadOnlySpan<double> values)
    {
        int count = 0;
        foreach (double value in values)
        {
            count += value != 0 ? 1 : 0;
        }

        return count;
    }

    private static int Copy(ReadOnlySpan<double> values, int start, Span<int> columns, Span<double> data)
    {
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                columns[count] = start + i;
                data[count++] = values[i];
            }
        }

        return count;
    }

    /// <summary>Copies a row; one that lies with its last column first is turned around where columns are to be in order.</summary>
    private static int Copy(CsrMatrix csr, int row, int start, bool isSorted, Span<int> columns, Span<double> data)
    {
        int first = csr.Starts[row], count = csr.Starts[row + 1] - first;
        ReadOnlySpan<int> places = csr.Columns.AsSpan(first, count);
        csr.Data.AsSpan(first, count).CopyTo(data);
        for (int i = 0; i < count; i++)
        {
            columns[i] = start + places[i];
        }

        if (isSorted && count > 1 && IsDescending(places))
        {
            columns[..count].Reverse();
            data[..count].Reverse();
        }

        return count;
    }

    private static bool IsAscending(ReadOnlySpan<int> columns)
    {
        for (int i = 1; i < columns.Length; i++)
        {
            if (columns[i - 1] >= columns[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDescending(ReadOnlySpan<int> columns)
    {
        for (int i = 1; i < columns.Length; i++)
        {
            if (columns[i - 1] <= columns[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The parts as one table whose columns have names.</summary>
    /// <param name="parts">The parts; a sparse one is filled with zeros.</param>
    /// <param name="names">One name for each column.</param>
    internal static Table Named(IEnumerable<Features> parts, IReadOnlyList<string> names) =>
        new([.. parts.SelectMany(Columns).Select((column, index) => column.Rename(names[index]))]);

    /// <summary>All values times a number, with the dtype that numpy gives the product.</summary>
    internal static Features Scale(Features features, double weight, bool isWholeWeight)
    {
        if (features is SparseMatrix { Csr: { } csr })
        {
            return new SparseMatrix(
                new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, Scale(csr.Data, weight, csr.DType),
                    ProductType(csr.DType, isWholeWeight)));
        }

        Matrix matrix = features.ToMatrix();
        var scaled = new Matrix(matrix.RowCount, matrix.ColumnCount, Scale(matrix.Values, weight, matrix.DType),
            ProductType(matrix.DType, isWholeWeight)) { Names = matrix.Names };
        return features is Table && matrix.Names is { } names ? Named([scaled], names) : scaled;
    }

    internal static IEnumerable<Column> Columns(Features part)
    {
        if (part is Table table)
        {
            return table.Columns;
        }

        Matrix matrix = part.ToMatrix();
        return Enumerable.Range(0, matrix.ColumnCount).Select(index =>
        {
            var values = new double[matrix.RowCount];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = matrix.Values[(row * matrix.ColumnCount) + index];
            }

            return Column.OfNumbers(matrix.Names?[index] ?? "", values, matrix.DType);
        });
    }

    private static double[] Scale(double[] values, double weight, DType type)
    {
        bool isSingle = type.Kind == 'f' && type.ItemSize == 4;
        var scaled = new double[values.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = isSingle ? (float)values[i] * (float)weight
                : type.Kind == 'f' ? NumpyPrecision.Round(values[i] * weight, type) : values[i] * weight;
        }

        return scaled;
    }

    private static DType ProductType(DType type, bool isWholeWeight) =>
        type.Kind == 'f' ? type
            : isWholeWeight && type.Kind is 'i' or 'u' ? type : isWholeWeight && type.Kind == 'b' ? DType.Int64 : DType.Float64;
}
