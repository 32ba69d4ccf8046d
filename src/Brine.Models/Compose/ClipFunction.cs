using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary><c>numpy.clip</c> between two numbers, or one of them.</summary>
/// <param name="low">The smallest number, or None.</param>
/// <param name="high">The largest number, or None; it wins where the two cross.</param>
internal sealed class ClipFunction(PyValue low, PyValue high) : NumpyFunction
{
    private readonly double? _low = low.TryGetDouble(out double number) ? number : null;
    private readonly double? _high = high.TryGetDouble(out double number) ? number : null;
    private readonly bool _isWhole = low.Kind != PyKind.Float && high.Kind != PyKind.Float;

    internal override RowKernel Kernel(int count) => new FunctionKernel(Of, count);

    internal override Features Apply(Features x)
    {
        switch (x)
        {
            case SparseMatrix:
                throw new ModelInputException("InputSparse", "numpy.clip takes no sparse matrix; give it the matrix in full");
            case Table table:
                return new Table([.. table.Columns.Select(OfColumn)]);
            default:
                Matrix matrix = x.ToMatrix();
                DType type = ResultOf(matrix.DType);
                return new Matrix(matrix.RowCount, matrix.ColumnCount, Of(matrix.Values, type), type)
                    { Names = matrix.Names, IsVector = x.IsVector };
        }
    }

    private double Of(double value) =>
        double.IsNaN(value) ? value
        : _high is { } top && !(value < top) ? double.IsNaN(_low ?? 0) ? double.NaN : top
        : _low is { } bottom && !(value > bottom) ? _high is { } limit && bottom > limit ? limit : bottom
        : value;

    private double[] Of(double[] values, DType type) =>
        Array.ConvertAll(values, value => type.Kind == 'f' ? NumpyPrecision.Round(Of(NumpyPrecision.Round(value, type)), type) : Of(value));

    /// <summary>pandas' <c>clip</c>, which keeps the dtype, swaps limits that cross and takes NaN for no limit.</summary>
    private Column OfColumn(Column column)
    {
        if (column.Numbers is not { } numbers || column.DType.Kind is 'b' || (column.DType.Kind != 'f' && !_isWhole) || _low > _high
            || double.IsNaN(_low ?? 0) || double.IsNaN(_high ?? 0))
        {
            throw new ModelInputException("InputKind",
                $"column '{column.Name}' holds {column.DType.Name}, and what pandas clips of it by {low} and {high} is not computed");
        }

        ResultOf(column.DType);
        return Column.OfNumbers(column.Name, Of(numbers, column.DType), column.DType);
    }

    /// <summary>numpy 1 and 2 differ where a limit does not fit the dtype: these are refused.</summary>
    private DType ResultOf(DType type)
    {
        DType result = type.Kind switch
        {
            'b' when _isWhole => DType.Int64,
            'i' or 'u' when !_isWhole && type.ItemSize >= 4 => DType.Float64,
            _ => type,
        };
        bool fits = (result.Kind == 'f' && type.Kind != 'b') || (_isWhole && Fits(_low, result) && Fits(_high, result));
        return fits ? result
            : throw new ModelInputException("InputKind",
                $"numpy.clip of {type.Name} by {low} and {high} has another dtype in numpy 1 than in numpy 2");
    }

    private static bool Fits(double? limit, DType type) => limit is not { } number || NumpyPrecision.Cast(number, type).Equals(number);
}
