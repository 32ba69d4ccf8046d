using Brine.Arrays;

namespace Brine.Models;

/// <summary>What numpy's dtype of an array does to numbers that we hold as doubles.</summary>
internal static class NumpyPrecision
{
    /// <summary>The matrix under the dtype that scikit-learn's <c>check_array(dtype=FLOAT_DTYPES)</c> gives it: floats stay, the rest becomes float64.</summary>
    internal static Matrix KeepFloats(Features x)
    {
        Matrix matrix = x.ToMatrix();
        return matrix.DType.Kind == 'f' ? matrix : new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values) { Names = matrix.Names };
    }

    /// <summary>The dtype of <c>check_array(dtype=[float64, float32])</c>.</summary>
    internal static bool IsSingle(Features x) => x switch
    {
        Matrix matrix => matrix.IsSingle,
        SparseMatrix sparse => sparse.Csr.DType is { Kind: 'f', ItemSize: 4 },
        _ => x.ToMatrix().IsSingle,
    };

    /// <summary>The number that an array of this dtype holds after it was assigned <paramref name="value"/>.</summary>
    internal static double Round(double value, DType dtype) => dtype.ItemSize switch
    {
        4 => (float)value,
        2 => (double)(Half)value,
        _ => value,
    };

    /// <summary>Copies of the numbers, rounded as numpy's <c>astype</c> rounds them.</summary>
    internal static double[] Round(double[] values, DType dtype)
    {
        var rounded = new double[values.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            rounded[i] = Round(values[i], dtype);
        }

        return rounded;
    }

    /// <summary>An array of float32 where Python has one, else of float64.</summary>
    internal static NDArray ToArray(double[] values, bool isSingle, params ReadOnlySpan<int> shape) =>
        isSingle ? NDArray.Of(ToSingles(values), shape) : NDArray.Of(values, shape);

    internal static float[] ToSingles(double[] values) => Array.ConvertAll(values, value => (float)value);
}
