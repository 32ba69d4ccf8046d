using Brine.Arrays;

namespace Brine.Models;

/// <summary><c>numpy.nan_to_num</c>: NaN and infinities become numbers.</summary>
/// <param name="nan">What NaN becomes.</param>
/// <param name="positive">What infinity becomes; the largest number of the dtype where it is null.</param>
/// <param name="negative">What minus infinity becomes; the smallest number of the dtype where it is null.</param>
internal sealed class NanToNumFunction(double nan, double? positive, double? negative) : NumpyFunction
{
    internal override RowKernel Kernel(int count) => new FunctionKernel(value => Of(value, double.MaxValue), count);

    internal override Features Apply(Features x)
    {
        if (x is SparseMatrix)
        {
            // For numpy a sparse matrix is an object, and no number.
            return x;
        }

        Matrix matrix = FrameValues.Of(x, "nan_to_num");
        DType type = matrix.DType;
        double largest = type.ItemSize switch { 2 => (double)Half.MaxValue, 4 => float.MaxValue, _ => double.MaxValue };
        double[] values = type.Kind != 'f' ? matrix.Values
            : Array.ConvertAll(matrix.Values, value => NumpyPrecision.Round(Of(value, largest), type));
        return new Matrix(matrix.RowCount, matrix.ColumnCount, values, type) { IsVector = x.IsVector };
    }

    private double Of(double value, double largest) =>
        double.IsNaN(value) ? nan
        : double.IsPositiveInfinity(value) ? positive ?? largest
        : double.IsNegativeInfinity(value) ? negative ?? -largest
        : value;
}
