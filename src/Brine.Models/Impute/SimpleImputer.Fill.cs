using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Filling in what is missing, and taking it out again.</summary>
internal sealed partial class SimpleImputer
{
    private Matrix Impute(Matrix matrix)
    {
        DType type = _makesFloats && matrix.DType.Kind != 'f' ? DType.Float64 : matrix.DType;
        double[] fills = Array.ConvertAll(_numbers, number => Round(number, type));
        var values = new double[matrix.RowCount * _kept.Length];
        for (int row = 0, at = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> source = matrix.Row(row);
            foreach (int column in _kept)
            {
                values[at++] = _missing.Matches(source[column]) ? fills[column] : source[column];
            }
        }

        return new Matrix(matrix.RowCount, _kept.Length, values, type);
    }

    private SparseMatrix Impute(CsrMatrix csr)
    {
        DType type = _makesFloats && csr.DType.Kind != 'f' ? DType.Float64 : csr.DType;
        var data = new double[csr.Data.Length];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = _missing.Matches(csr.Data[i]) ? Round(_numbers[csr.Columns[i]], type) : csr.Data[i];
        }

        var imputed = new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, data, type));
        return _kept.Length == csr.ColumnCount ? imputed : (SparseMatrix)imputed.SelectColumns(_kept);
    }

    private Table ImputeColumns(Features x)
    {
        Column[] columns = [.. FeatureStack.Columns(x)];
        return new Table([.. _kept.Select(column => ImputeColumn(columns[column], _numbers[column], _texts[column]))]);
    }

    /// <summary>A number among texts becomes a text, and a text among numbers makes texts of them: our columns do not mix the two.</summary>
    private Column ImputeColumn(Column column, double number, string? text)
    {
        bool[] mask = _missing.Mask(column);
        if (column.Numbers is { } numbers && (text is null || !mask.Contains(true)))
        {
            return Column.OfNumbers("", [.. numbers.Select((value, row) => mask[row] ? number : value)], column.DType);
        }

        string?[] texts = column.Texts ?? [.. Enumerable.Range(0, column.Length).Select(column.TextAt)];
        string? fill = text ?? (double.IsNaN(number) ? null : PyValue.FromDouble(number).ToString());
        return Column.OfText("", [.. texts.Select((value, row) => mask[row] ? fill : value)]);
    }

    /// <summary>Puts the missing values back where the indicator says so, as far as Python does: columns without indicator keep what was filled in.</summary>
    private protected override Answer InverseTransform(Features x)
    {
        Matrix matrix = x.ToMatrix();
        int[] marked = _indicator!.Columns;
        int imputedCount = matrix.ColumnCount - marked.Length;
        if (imputedCount < 0)
        {
            throw new ModelInputException("InputFeatures", $"the data has {matrix.ColumnCount} columns, {marked.Length} of which must be indicators");
        }

        int rows = matrix.RowCount, width = _numbers.Length;
        var mask = new bool[rows * width];
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < marked.Length; i++)
            {
                mask[(row * width) + marked[i]] = matrix.Row(row)[imputedCount + i] != 0;
            }
        }

        var values = new double[rows * width];
        int source = 0;
        for (int column = 0; source < imputedCount; column++)
        {
            if (column == width)
            {
                throw new ModelInputException("InputFeatures", $"the data has {matrix.ColumnCount} columns, more than the {width} that {ClassName} was trained on and their indicators");
            }

            // A column of nothing but missing values was dropped, so no imputed column belongs to it.
            if (Enumerable.Range(0, rows).All(row => mask[(row * width) + column]))
            {
                continue;
            }

            for (int row = 0; row < rows; row++)
            {
                values[(row * width) + column] = matrix.Row(row)[source];
            }

            source++;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = mask[i] ? _missing.Number : values[i];
        }

        return NDArray.Of(values, rows, width);
    }

    private static double Round(double value, DType type) => (type.Kind, type.ItemSize) switch
    {
        ('f', 4) => (float)value,
        ('f', 2) => (double)(Half)value,
        ('i' or 'u', _) => Math.Truncate(value),
        _ => value,
    };
}
