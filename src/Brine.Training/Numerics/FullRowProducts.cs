using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Brine.Training;

/// <summary>Products with rows that lie one after another in full: several rows or columns at a time, each sum in the order in which it is
/// added one number after another.</summary>
internal static class FullRowProducts
{
    private const int Lanes = 4;

    /// <summary>The dot product of each row with a vector, added from the first column to the last.</summary>
    internal static void Dots(ReadOnlySpan<double> rows, ReadOnlySpan<double> vector, Span<double> products)
    {
        int width = vector.Length, row = 0;
        if (Avx.IsSupported)
        {
            for (; row + Lanes <= products.Length; row += Lanes)
            {
                FourDots(rows.Slice(row * width, Lanes * width), vector, products.Slice(row, Lanes));
            }
        }

        for (; row < products.Length; row++)
        {
            ReadOnlySpan<double> values = rows.Slice(row * width, width);
            double sum = 0;
            for (int column = 0; column < values.Length && column < vector.Length; column++)
            {
                sum += vector[column] * values[column];
            }

            products[row] = sum;
        }
    }

    /// <summary>Adds a multiple of each row to a vector, row after row.</summary>
    internal static void Add(ReadOnlySpan<double> rows, ReadOnlySpan<double> factors, Span<double> target)
    {
        int width = target.Length, column = 0;
        if (factors.IsEmpty || rows.Length < factors.Length * width)
        {
            return;
        }

        ref double start = ref MemoryMarshal.GetReference(rows);
        if (Vector256.IsHardwareAccelerated)
        {
            for (; column + (4 * Lanes) <= width; column += 4 * Lanes)
            {
                AddSixteen(ref Unsafe.Add(ref start, column), width, factors, target.Slice(column, 4 * Lanes));
            }

            for (; column + Lanes <= width; column += Lanes)
            {
                AddFour(ref Unsafe.Add(ref start, column), width, factors, target.Slice(column, Lanes));
            }
        }

        for (; column < width; column++)
        {
            double sum = target[column];
            ref double value = ref Unsafe.Add(ref start, column);
            foreach (double factor in factors)
            {
                sum += factor * value;
                value = ref Unsafe.Add(ref value, width);
            }

            target[column] = sum;
        }
    }

    /// <summary>A row a lane: blocks of four by four are turned.</summary>
    private static void FourDots(ReadOnlySpan<double> rows, ReadOnlySpan<double> vector, Span<double> products)
    {
        int width = vector.Length, column = 0;
        ref double a = ref MemoryMarshal.GetReference(rows), b = ref Unsafe.Add(ref a, width), c = ref Unsafe.Add(ref b, width);
        ref double d = ref Unsafe.Add(ref c, width);
        ref double factors = ref MemoryMarshal.GetReference(vector);
        Vector256<double> sums = Vector256<double>.Zero;
        for (; column + Lanes <= width; column += Lanes)
        {
            Vector256<double> first = Vector256.LoadUnsafe(ref a, (nuint)column), second = Vector256.LoadUnsafe(ref b, (nuint)column);
            Vector256<double> third = Vector256.LoadUnsafe(ref c, (nuint)column), fourth = Vector256.LoadUnsafe(ref d, (nuint)column);
            Vector256<double> low = Avx.UnpackLow(first, second), high = Avx.UnpackHigh(first, second);
            Vector256<double> otherLow = Avx.UnpackLow(third, fourth), otherHigh = Avx.UnpackHigh(third, fourth);
            ref double factor = ref Unsafe.Add(ref factors, column);
            sums += Vector256.Create(factor) * Avx.Permute2x128(low, otherLow, 0x20);
            sums += Vector256.Create(Unsafe.Add(ref factor, 1)) * Avx.Permute2x128(high, otherHigh, 0x20);
            sums += Vector256.Create(Unsafe.Add(ref factor, 2)) * Avx.Permute2x128(low, otherLow, 0x31);
            sums += Vector256.Create(Unsafe.Add(ref factor, 3)) * Avx.Permute2x128(high, otherHigh, 0x31);
        }

        for (; column < width; column++)
        {
            sums += Vector256.Create(Unsafe.Add(ref factors, column)) * Vector256.Create(
                Unsafe.Add(ref a, column), Unsafe.Add(ref b, column), Unsafe.Add(ref c, column), Unsafe.Add(ref d, column));
        }

        sums.StoreUnsafe(ref MemoryMarshal.GetReference(products));
    }

    private static void AddSixteen(ref double rows, int width, ReadOnlySpan<double> factors, Span<double> target)
    {
        ref double place = ref MemoryMarshal.GetReference(target);
        Vector256<double> first = Vector256.LoadUnsafe(ref place), second = Vector256.LoadUnsafe(ref place, Lanes);
        Vector256<double> third = Vector256.LoadUnsafe(ref place, 2 * Lanes), fourth = Vector256.LoadUnsafe(ref place, 3 * Lanes);
        ref double row = ref rows;
        foreach (double factor in factors)
        {
            Vector256<double> wide = Vector256.Create(factor);
            first += wide * Vector256.LoadUnsafe(ref row);
            second += wide * Vector256.LoadUnsafe(ref row, Lanes);
            third += wide * Vector256.LoadUnsafe(ref row, 2 * Lanes);
            fourth += wide * Vector256.LoadUnsafe(ref row, 3 * Lanes);
            row = ref Unsafe.Add(ref row, width);
        }

        first.StoreUnsafe(ref place);
        second.StoreUnsafe(ref place, Lanes);
        third.StoreUnsafe(ref place, 2 * Lanes);
        fourth.StoreUnsafe(ref place, 3 * Lanes);
    }

    private static void AddFour(ref double rows, int width, ReadOnlySpan<double> factors, Span<double> target)
    {
        ref double place = ref MemoryMarshal.GetReference(target);
        Vector256<double> sum = Vector256.LoadUnsafe(ref place);
        ref double row = ref rows;
        foreach (double factor in factors)
        {
            sum += Vector256.Create(factor) * Vector256.LoadUnsafe(ref row);
            row = ref Unsafe.Add(ref row, width);
        }

        sum.StoreUnsafe(ref place);
    }
}
