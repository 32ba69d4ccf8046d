using Brine.Arrays;

namespace Brine.Models;

/// <summary><c>numpy.round</c>: times a power of ten, to the nearest even whole number, and back.</summary>
/// <param name="decimals">The digits behind the point; before it where negative.</param>
internal sealed class RoundFunction(int decimals) : NumpyFunction
{
    private readonly double _scale = Power(Math.Abs(decimals));

    internal override RowKernel Kernel(int count) => new FunctionKernel(Of, count);

    internal override Features Apply(Features x)
    {
        switch (x)
        {
            case SparseMatrix:
                throw new ModelInputException("InputSparse", "numpy.round takes no sparse matrix; give it the matrix in full");
            case Table table:
                // pandas leaves columns of bools and of text as they are.
                return new Table(
                    [.. table.Columns.Select(
                        column => column.Numbers is not { } numbers || column.DType.Kind == 'b' ? column
                            : Column.OfNumbers(column.Name, Of(numbers, column.DType), column.DType))]);
            default:
                Matrix matrix = x.ToMatrix();
                DType type = matrix.DType.Kind == 'b' ? DType.Parse("f2") : matrix.DType;
                return new Matrix(matrix.RowCount, matrix.ColumnCount, Of(matrix.Values, type), type)
                    { Names = matrix.Names, IsVector = x.IsVector };
        }
    }

    private double[] Of(double[] values, DType type)
    {
        if (type.Kind != 'f' && decimals >= 0)
        {
            return values;
        }

        var rounded = new double[values.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            rounded[i] = type.Kind != 'f' ? NumpyPrecision.Cast(Of(values[i]), type)
                : type.ItemSize == 8 ? Of(values[i]) : OfSmall(values[i], type);
        }

        return rounded;
    }

    internal double Of(double value) =>
        decimals == 0 ? Math.Round(value, MidpointRounding.ToEven)
        : decimals > 0 ? Math.Round(value * _scale, MidpointRounding.ToEven) / _scale
        : Math.Round(value / _scale, MidpointRounding.ToEven) * _scale;

    /// <summary>Each step in the dtype of the values.</summary>
    private double OfSmall(double value, DType type)
    {
        double scale = NumpyPrecision.Round(_scale, type);
        double scaled = Math.Round(decimals == 0 ? value : NumpyPrecision.Round(decimals > 0 ? value * scale : value / scale, type),
            MidpointRounding.ToEven);
        return decimals == 0 ? scaled : NumpyPrecision.Round(decimals > 0 ? scaled / scale : scaled * scale, type);
    }

    /// <summary>Powers of ten are exact up to 10^22.</summary>
    private static double Power(int exponent)
    {
        double power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
