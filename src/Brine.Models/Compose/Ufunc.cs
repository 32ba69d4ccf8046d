using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>A function of numpy that acts on each value by itself, with a loop for each dtype as numpy has them.</summary>
/// <param name="name">numpy's name.</param>
/// <param name="kind">What dtype it gives.</param>
internal sealed class Ufunc(string name, UfuncKind kind) : NumpyFunction
{
    private static readonly DType Half = DType.Parse("f2");
    private static readonly DType Int8 = DType.Parse("i1");

    internal string Name => name;

    /// <summary>The function of doubles.</summary>
    internal required Func<double, double> Double { get; init; }

    /// <summary>The function of floats; the rounded one of doubles where there is none.</summary>
    internal Func<float, float>? Single { get; init; }

    /// <summary>The C library's function of floats, which numpy's loop for half precision calls; that of floats where there is
    /// none.</summary>
    internal Func<float, float>? OfHalf { get; init; }

    /// <summary>The function of ints, for those that keep them.</summary>
    internal Func<long, DType, long>? Whole { get; init; }

    /// <summary>What bools become where ints are kept: bools, int8 or, null, nothing: numpy refuses them.</summary>
    internal DType? OfBools { get; init; } = Int8;

    /// <summary>True when scipy's sparse matrices have the function, as a method.</summary>
    internal bool TakesSparse { get; init; }

    /// <summary>False when numpy has no loop for floats.</summary>
    internal bool TakesFloats { get; init; } = true;

    /// <summary>What pandas makes of a column of bools, where it has an operator of its own.</summary>
    internal Func<double, double>? OfFrameBools { get; init; }

    internal override RowKernel? Kernel(int count) => TakesFloats ? new FunctionKernel(Double, count) : null;

    internal override Features Apply(Features x)
    {
        switch (x)
        {
            case SparseMatrix { Csr: { } csr }:
                if (!TakesSparse)
                {
                    throw new ModelInputException("InputSparse", $"numpy.{name} takes no sparse matrix; give it the matrix in full");
                }

                double[] data = Apply(csr.Data, csr.DType, out DType type);
                return new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, data, type));
            case Table table:
                return new Table([.. table.Columns.Select(OfColumn)]) { IsVector = table.IsVector };
            default:
                Matrix matrix = x.ToMatrix();
                double[] values = Apply(matrix.Values, matrix.DType, out DType result);
                return new Matrix(matrix.RowCount, matrix.ColumnCount, values, result) { Names = matrix.Names, IsVector = matrix.IsVector };
        }
    }

    private Column OfColumn(Column column)
    {
        if (column is { Cells: { } cells, DType.Kind: 'O' } && ObjectUfuncs.Find(name) is { } ofObjects)
        {
            return Column.OfCells(column.Name, [.. cells.Select((cell, row) => ofObjects(cell)
                ?? throw new ModelInputException("InputText",
                    $"column '{column.Name}' holds {ColumnCells.Show(cell)} in row {RowNumbers.Of(row)}, which numpy.{name} "
                        + "does not take"))]);
        }

        if (column.IsObject && column.Length == 0)
        {
            return column;
        }

        if (column is { Cells: { } whole, DType.Kind: 'i' or 'u' })
        {
            return OfLargeInts(column, whole);
        }

        if (column.Numbers is not { } numbers)
        {
            throw new ModelInputException("InputText", $"column '{column.Name}' holds text and numpy.{name} takes numbers");
        }

        if (column is { IsNullable: true, ElementDType: { } dtype, Mask: { } mask })
        {
            // Of pandas' masked columns the values are computed and the mask stays.
            Column plain = OfColumn(Column.OfNumbers(column.Name, [.. numbers.Select((value, row) => mask[row] ? 0 : value)], dtype));
            return Column.OfMasked(column.Name, plain.Numbers!, plain.DType, mask);
        }

        if (column.DType.Kind == 'b' && OfFrameBools is { } ofBools)
        {
            return Column.OfNumbers(column.Name, Array.ConvertAll(numbers, value => ofBools(value)), column.DType);
        }

        double[] values = Apply(numbers, column.DType, out DType type);
        return Column.OfNumbers(column.Name, values, type);
    }

    /// <summary>A column of ints of which some are larger than a double holds: they are kept where the function keeps ints.</summary>
    private Column OfLargeInts(Column column, PyValue[] cells)
    {
        DType result = ResultOf(column.DType) ?? throw new ModelInputException("InputKind", $"numpy.{name} takes no {column.DType.Name}");
        if (kind != UfuncKind.Same || result.Kind == 'f')
        {
            double[] numbers = Array.ConvertAll(cells, cell => cell.TryGetDouble(out double number) ? number : double.NaN);
            return Column.OfNumbers(column.Name, Apply(numbers, column.DType, out DType type), type);
        }

        return Column.OfInts(column.Name,
            [.. cells.Select(cell => (PyValue)(cell.TryGetInt64(out long number) ? Whole!(number, result)
                : throw new ModelInputException("InputKind",
                    $"column '{column.Name}' holds {cell}, an int of over 63 bits, which numpy.{name} here does not take")))], result);
    }

    /// <summary>The function of all values, with the dtype that numpy gives them.</summary>
    /// <exception cref="ModelInputException">numpy has no loop for the dtype.</exception>
    private double[] Apply(double[] values, DType type, out DType result)
    {
        result = ResultOf(type) ?? throw new ModelInputException("InputKind", $"numpy.{name} takes no {type.Name}");
        var outputs = new double[values.Length];
        Func<float, float>? smaller = OfHalf ?? Single;
        bool isWhole = kind == UfuncKind.Same && result.Kind != 'f';
        for (int i = 0; i < outputs.Length; i++)
        {
            double value = values[i];
            outputs[i] = isWhole ? OfWhole(value, result)
                : kind == UfuncKind.Predicate || result.ItemSize == 8 ? Double(value)
                : result.ItemSize == 4 ? Single is { } single ? single((float)value) : (float)Double(value)
                : (double)(System.Half)(smaller is null ? (float)Double(value) : smaller((float)value));
        }

        return outputs;
    }

    private DType? ResultOf(DType type) => (kind, type.Kind) switch
    {
        (_, not ('b' or 'i' or 'u' or 'f')) => null,
        (UfuncKind.Predicate, _) => DType.Bool,
        (UfuncKind.Same, 'b') => OfBools,
        (UfuncKind.Same, 'f') => TakesFloats ? type : null,
        (UfuncKind.Same, _) or (_, 'f') => type,
        _ => type.ItemSize switch { 1 => Half, 2 => DType.Float32, _ => DType.Float64 },
    };

    private double OfWhole(double value, DType result)
    {
        long whole = Whole!((long)value, result);
        if (result is { Kind: 'i' or 'u', ItemSize: 8 })
        {
            return (Int128)(double)whole == whole ? whole
                : throw new ModelInputException("InputNotFinite",
                    $"numpy.{name} of {value} is {whole}, an int of over 53 bits, which would be rounded");
        }

        return result.Kind == 'b' ? whole & 1 : NumpyPrecision.Cast(whole, result);
    }
}
