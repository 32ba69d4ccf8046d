using Brine.Arrays;

namespace Brine.Models;

/// <summary>What numpy's dtype of an array does to numbers that we hold as doubles.</summary>
internal static class NumpyPrecision
{
    /// <summary>The matrix under the dtype that scikit-learn's <c>check_array(dtype=FLOAT_DTYPES)</c> gives it: floats stay, the rest
    /// becomes float64.</summary>
    internal static Matrix KeepFloats(Features x)
    {
        Matrix matrix = x.ToMatrix();
        return matrix.DType is { Kind: 'f', IsSwapped: false } ? matrix
            : new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values) { Names = matrix.Names };
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

    /// <summary>Whole numbers as numpy's <c>astype</c> makes them, in place: small ints wrap, bools are 0 and 1.</summary>
    internal static double[] Cast(double[] values, DType dtype)
    {
        if (dtype is { Kind: 'f' or 'i' or 'u', ItemSize: 8 })
        {
            return values;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Cast(values[i], dtype);
        }

        return values;
    }

    /// <summary>The number that an array of this dtype holds; of ints those up to 32 bits wrap.</summary>
    internal static double Cast(double value, DType dtype) => (dtype.Kind, dtype.ItemSize) switch
    {
        ('b', _) => value != 0 ? 1 : 0,
        ('i', 4) => unchecked((int)(long)value),
        ('i', 2) => unchecked((short)(long)value),
        ('i', 1) => unchecked((sbyte)(long)value),
        ('u', 4) => unchecked((uint)(long)value),
        ('u', 2) => unchecked((ushort)(long)value),
        ('u', 1) => unchecked((byte)(long)value),
        ('f', _) => Round(value, dtype),
        _ => value,
    };

    /// <summary>An array of float32 where Python has one, else of float64.</summary>
    internal static NDArray ToArray(double[] values, bool isSingle, params ReadOnlySpan<int> shape) =>
        isSingle ? NDArray.Of(ToSingles(values), shape) : NDArray.Of(values, shape);

    internal static float[] ToSingles(double[] values) => Array.ConvertAll(values, value => (float)value);
}
