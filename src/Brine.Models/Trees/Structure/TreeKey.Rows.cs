using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Brine.Models;

/// <summary>Keys of many numbers at once.</summary>
internal static partial class TreeKey
{
    /// <summary>Casts numbers to float32 and writes their keys.</summary>
    /// <returns>False when a number is NaN, infinite or too large for float32.</returns>
    internal static bool TryConvert(ReadOnlySpan<double> values, Span<int> keys)
    {
        keys = keys[..values.Length];
        int i = 0, largest = 0;
        if (Vector256.IsHardwareAccelerated && values.Length >= 8)
        {
            ref double from = ref MemoryMarshal.GetReference(values);
            ref int to = ref MemoryMarshal.GetReference(keys);
            Vector256<int> magnitude = Vector256.Create(int.MaxValue), highest = Vector256<int>.Zero;
            int last = values.Length - 8;
            while (true)
            {
                Vector256<float> singles = Vector256.Narrow(Vector256.LoadUnsafe(ref from, (nuint)i),
                    Vector256.LoadUnsafe(ref from, (nuint)i + 4));
                Vector256<int> bits = (singles + Vector256<float>.Zero).AsInt32();
                highest = Vector256.Max(highest, bits & magnitude);
                (bits ^ (Vector256.ShiftRightArithmetic(bits, 31) & magnitude)).StoreUnsafe(ref to, (nuint)i);
                if (i == last)
                {
                    break;
                }

                // The last eight may overlap the ones before: they come out the same.
                i = Math.Min(i + 8, last);
            }

            return !Vector256.GreaterThanAny(highest, Vector256.Create(LargestFiniteBits));
        }

        for (; i < values.Length; i++)
        {
            float value = (float)values[i];
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(value) & int.MaxValue);
            keys[i] = Of(value);
        }

        return largest <= LargestFiniteBits;
    }

    /// <summary>Turns eight rows of keys into rows of eight: <c>to[column * 8 + row] = from[row * columns + column]</c>.</summary>
    internal static void Transpose(ReadOnlySpan<int> from, Span<int> to, int columns)
    {
        from = from[..(columns * 8)];
        to = to[..(columns * 8)];
        int column = 0;
        if (Avx2.IsSupported && columns >= 8)
        {
            ref int source = ref MemoryMarshal.GetReference(from);
            ref int target = ref MemoryMarshal.GetReference(to);
            while (true)
            {
                Transpose8(ref Unsafe.Add(ref source, column), (nuint)columns, ref Unsafe.Add(ref target, column * 8));
                if (column == columns - 8)
                {
                    return;
                }

                column = Math.Min(column + 8, columns - 8);
            }
        }

        for (int row = 0; row < 8; row++)
        {
            for (column = 0; column < columns; column++)
            {
                to[(column * 8) + row] = from[(row * columns) + column];
            }
        }
    }

    private static void Transpose8(ref int from, nuint stride, ref int to)
    {
        Vector256<int> r0 = Vector256.LoadUnsafe(ref from), r1 = Vector256.LoadUnsafe(ref from, stride);
        Vector256<int> r2 = Vector256.LoadUnsafe(ref from, 2 * stride), r3 = Vector256.LoadUnsafe(ref from, 3 * stride);
        Vector256<int> r4 = Vector256.LoadUnsafe(ref from, 4 * stride), r5 = Vector256.LoadUnsafe(ref from, 5 * stride);
        Vector256<int> r6 = Vector256.LoadUnsafe(ref from, 6 * stride), r7 = Vector256.LoadUnsafe(ref from, 7 * stride);
        Vector256<long> a0 = Avx2.UnpackLow(r0, r1).AsInt64(), a1 = Avx2.UnpackHigh(r0, r1).AsInt64();
        Vector256<long> a2 = Avx2.UnpackLow(r2, r3).AsInt64(), a3 = Avx2.UnpackHigh(r2, r3).AsInt64();
        Vector256<long> a4 = Avx2.UnpackLow(r4, r5).AsInt64(), a5 = Avx2.UnpackHigh(r4, r5).AsInt64();
        Vector256<long> a6 = Avx2.UnpackLow(r6, r7).AsInt64(), a7 = Avx2.UnpackHigh(r6, r7).AsInt64();
        Vector256<int> b0 = Avx2.UnpackLow(a0, a2).AsInt32(), b1 = Avx2.UnpackHigh(a0, a2).AsInt32();
        Vector256<int> b2 = Avx2.UnpackLow(a1, a3).AsInt32(), b3 = Avx2.UnpackHigh(a1, a3).AsInt32();
        Vector256<int> b4 = Avx2.UnpackLow(a4, a6).AsInt32(), b5 = Avx2.UnpackHigh(a4, a6).AsInt32();
        Vector256<int> b6 = Avx2.UnpackLow(a5, a7).AsInt32(), b7 = Avx2.UnpackHigh(a5, a7).AsInt32();
        Avx2.Permute2x128(b0, b4, 0x20).StoreUnsafe(ref to);
        Avx2.Permute2x128(b1, b5, 0x20).StoreUnsafe(ref to, 8);
        Avx2.Permute2x128(b2, b6, 0x20).StoreUnsafe(ref to, 16);
        Avx2.Permute2x128(b3, b7, 0x20).StoreUnsafe(ref to, 24);
        Avx2.Permute2x128(b0, b4, 0x31).StoreUnsafe(ref to, 32);
        Avx2.Permute2x128(b1, b5, 0x31).StoreUnsafe(ref to, 40);
        Avx2.Permute2x128(b2, b6, 0x31).StoreUnsafe(ref to, 48);
        Avx2.Permute2x128(b3, b7, 0x31).StoreUnsafe(ref to, 56);
    }
}
