using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Filling in what is missing, and taking it out again.</summary>
internal sealed partial class SimpleImputer
{
    private Matrix Impute(Matrix matrix)
    {
        DType type = _form.MakesFloats && matrix.DType.Kind != 'f' ? DType.Float64 : matrix.DType;
        RefuseKind(type);
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
        DType type = _form.MakesFloats && csr.DType.Kind != 'f' ? DType.Float64 : csr.DType;
        RefuseKind(type);
        var data = new double[csr.Data.Length];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = _missing.Matches(csr.Data[i]) ? Round(_numbers[csr.Columns[i]], type) : csr.Data[i];
        }

        var imputed = new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, data, type));
        return _kept.Length == csr.ColumnCount ? imputed : (SparseMatrix)imputed.SelectColumns(_kept);
    }

    /// <summary>Imputes an array of objects: each cell keeps its kind, and a statistic goes in with its own.</summary>
    private Table ImputeObjects(Features x)
    {
        Column[] columns = [.. FeatureStack.Columns(x)];
        return new Table([.. _kept.Select(column => ImputeObjects(columns[column], column))], x.RowCount);
    }

    private Column ImputeObjects(Column column, int index)
    {
        if (column.DType.Kind is 'U' or 'S')
        {
            throw new ModelInputException("InputKind",
                $"the data is an array of {column.DType.Name} and {ClassName} takes numbers, or text in an array of objects");
        }

        PyValue[] cells = [.. column.ToObjects(_missing.Mark).ToCells()];
        for (int row = 0; row < cells.Length; row++)
        {
            if (_missing.IsIncomparable(cells[row]))
            {
                throw new ModelInputException("InputMissing",
                    $"column {ColumnNumbers.NameOf(column, index)} holds pandas.NA in row {RowNumbers.Of(row)}, which {ClassName} cannot "
                        + "compare with anything: make it NaN or None, as in training") { Column = column.Name.Length > 0 ? null : index };
            }

            if (_missing.Matches(cells[row]))
            {
                cells[row] = _statistics[index];
            }
            else if (!_missing.IsNaN && ColumnCells.IsUnequalToItself(cells[row]))
            {
                throw new ModelInputException("InputMissing",
                    $"column {ColumnNumbers.NameOf(column, index)} holds NaN in row {RowNumbers.Of(row)}, and what {ClassName} takes for "
                        + $"missing is {(_missing.Mark is { } ? "None" : "another value")}: fill the gap, or write it as in training")
                        { Column = column.Name.Length > 0 ? null : index };
            }
        }

        return Column.OfCells("", cells);
    }

    /// <summary>Numbers are imputed where they are floats or ints, and where what counts as missing can be compared with them.</summary>
    private void RefuseKind(DType type)
    {
        if (type.Kind is not ('f' or 'i' or 'u'))
        {
            throw new ModelInputException("InputKind",
                $"the data is {type.Name} and {ClassName} takes floats, ints or objects: give them as numbers");
        }

        if (!_missing.IsNumber)
        {
            throw new ModelInputException("InputKind",
                $"the data is numbers, and what {ClassName} takes for missing is {(_missing.IsText ? "a text" : "None")}, which no number "
                    + "can be: give the values as in training");
        }
    }

    /// <summary>Puts the missing values back where the indicator says so, as far as Python does: columns without indicator keep what was
    /// filled in.</summary>
    private Answer InverseTransform(Features x)
    {
        Matrix matrix = x.ToMatrix();
        int[] marked = _indicator!.Columns;
        int imputedCount = matrix.ColumnCount - marked.Length;
        if (imputedCount < 0)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {matrix.ColumnCount} columns, {marked.Length} of which must be indicators");
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
                throw new ModelInputException("InputFeatures",
                    $"the data has {matrix.ColumnCount} columns, more than the {width} that {ClassName} was trained on and "
                        + "their indicators");
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
