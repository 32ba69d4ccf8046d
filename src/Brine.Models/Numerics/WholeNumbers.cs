using Brine.Arrays;

namespace Brine.Models;

/// <summary>Arithmetic of numpy's arrays of ints and bools, which wraps around.</summary>
internal static class WholeNumbers
{
    /// <summary>The square of a number of an array of ints.</summary>
    internal static double Square(double value, DType dtype)
    {
        long number = Bits(value, dtype);
        return Value(unchecked(number * number), dtype);
    }

    /// <summary>The sum of the squares of a row, as <c>np.einsum</c> adds it in the dtype of the row.</summary>
    internal static double SquaredNorm(ReadOnlySpan<double> row, DType dtype) => Dot(row, row, dtype);

    /// <summary>The inner product of two rows in the dtype that both have in common: of bools it is whether any is true in both.</summary>
    internal static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right, DType dtype)
    {
        long sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum = unchecked(sum + (Bits(left[i], dtype) * Bits(right[i], dtype)));
        }

        return dtype.Kind == 'b' ? Math.Sign(sum) : Value(sum, dtype);
    }

    private static long Bits(double value, DType dtype) =>
        dtype is { Kind: 'u', ItemSize: sizeof(ulong) } ? unchecked((long)(ulong)value) : (long)value;

    private static double Value(long bits, DType dtype) => (dtype.Kind, dtype.ItemSize) switch
    {
        ('i', 4) => unchecked((int)bits),
        ('i', 2) => unchecked((short)bits),
        ('i', 1) => unchecked((sbyte)bits),
        ('u', 8) => unchecked((ulong)bits),
        ('u', 4) => unchecked((uint)bits),
        ('u', 2) => unchecked((ushort)bits),
        ('u', 1) => unchecked((byte)bits),
        _ => bits,
    };
}
