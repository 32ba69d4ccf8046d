using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Brine.Training;

/// <summary>Products of matrices whose sums are added one after another, as the reference BLAS adds them, several columns at a
/// time.</summary>
internal static class MatrixProducts
{
    /// <summary>Multiplies a matrix of so many rows with one of so many columns; all lie row by row.</summary>
    internal static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int rows, int inner, int columns,
        Span<double> product)
    {
        ref double a = ref MemoryMarshal.GetReference(left), b = ref MemoryMarshal.GetReference(right);
        ref double c = ref MemoryMarshal.GetReference(product);
        int column = 0;
        for (; column <= columns - 8; column += 8)
        {
            int row = 0;
            for (; row <= rows - 4; row += 4)
            {
                Four(ref a, ref b, ref c, row, column, inner, columns);
            }

            for (; row < rows; row++)
            {
                Vector256<double> first = default, second = default;
                for (int k = 0; k < inner; k++)
                {
                    Vector256<double> own = Vector256.Create(left[(row * inner) + k]);
                    nuint at = (nuint)((k * columns) + column);
                    first += own * Vector256.LoadUnsafe(ref b, at);
                    second += own * Vector256.LoadUnsafe(ref b, at + 4);
                }

                first.StoreUnsafe(ref c, (nuint)((row * columns) + column));
                second.StoreUnsafe(ref c, (nuint)((row * columns) + column + 4));
            }
        }

        for (; column < columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<double> own = left.Slice(row * inner, inner);
                double sum = 0;
                for (int k = 0, at = column; k < own.Length; k++, at += columns)
                {
                    sum += own[k] * right[at];
                }

                product[(row * columns) + column] = sum;
            }
        }
    }

    /// <summary>The matrix with rows and columns exchanged.</summary>
    internal static void Turn(ReadOnlySpan<double> matrix, int rows, int columns, Span<double> turned)
    {
        for (int row = 0, at = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                turned[(column * rows) + row] = matrix[at++];
            }
        }
    }

    private static void Four(ref double a, ref double b, ref double c, int row, int column, int inner, int columns)
    {
        Vector256<double> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector256<double> c20 = default, c21 = default, c30 = default, c31 = default;
        nuint first = (nuint)(row * inner), second = first + (nuint)inner, third = second + (nuint)inner, fourth = third + (nuint)inner;
        nuint at = (nuint)column;
        for (nuint k = 0; k < (nuint)inner; k++, at += (nuint)columns)
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref b, at), high = Vector256.LoadUnsafe(ref b, at + 4);
            Vector256<double> own = Vector256.Create(Unsafe.Add(ref a, first + k));
            c00 += own * low;
            c01 += own * high;
            own = Vector256.Create(Unsafe.Add(ref a, second + k));
            c10 += own * low;
            c11 += own * high;
            own = Vector256.Create(Unsafe.Add(ref a, third + k));
            c20 += own * low;
            c21 += own * high;
            own = Vector256.Create(Unsafe.Add(ref a, fourth + k));
            c30 += own * low;
            c31 += own * high;
        }

        nuint place = (nuint)((row * columns) + column);
        Store(ref c, place, c00, c01);
        Store(ref c, place + (nuint)columns, c10, c11);
        Store(ref c, place + (nuint)(2 * columns), c20, c21);
        Store(ref c, place + (nuint)(3 * columns), c30, c31);
    }

    private static void Store(ref double target, nuint place, Vector256<double> low, Vector256<double> high)
    {
        low.StoreUnsafe(ref target, place);
        high.StoreUnsafe(ref target, place + 4);
    }
}
