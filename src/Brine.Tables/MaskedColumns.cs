using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>Columns of the values of typed files, of which some may be missing: ints and bools keep their kind beside a gap.</summary>
internal static class MaskedColumns
{
    /// <param name="name">The name of the column.</param>
    /// <param name="values">The values, one for each row.</param>
    /// <param name="isMissing">Which are missing, or null where none is.</param>
    /// <param name="isNullable">True for a column of one of pandas' nullable dtypes.</param>
    internal static Column Ints<T>(string name, ReadOnlySpan<T> values, bool[]? isMissing, bool isNullable)
        where T : unmanaged, INumber<T>
    {
        DType dtype = TypeOf<T>();
        double[] numbers = Spread(values, isMissing, double.CreateTruncating, double.NaN);
        if (dtype.ItemSize < 8 || !Array.Exists(numbers, number => Math.Abs(number) >= Column.FirstInexact))
        {
            return Numbers(name, numbers, dtype, isMissing, isNullable);
        }

        PyValue[] cells = Spread(values, isMissing, value => (PyValue)BigInteger.CreateTruncating(value), default);
        return isMissing is null ? Column.OfInts(name, cells, dtype) : Column.OfCells(name, cells);
    }

    /// <inheritdoc cref="Ints"/>
    internal static Column Floats<T>(string name, ReadOnlySpan<T> values, bool[]? isMissing, bool isNullable)
        where T : unmanaged, INumber<T>
    {
        double[] numbers = isMissing is null && typeof(T) == typeof(double) ? MemoryMarshal.Cast<T, double>(values).ToArray()
            : Spread(values, isMissing, double.CreateTruncating, double.NaN);
        return isNullable ? Numbers(name, numbers, TypeOf<T>(), isMissing, isNullable) : Column.OfNumbers(name, numbers, TypeOf<T>());
    }

    /// <inheritdoc cref="Ints"/>
    internal static Column Bools(string name, ReadOnlySpan<bool> values, bool[]? isMissing, bool isNullable) =>
        Numbers(name, Spread(values, isMissing, truth => truth ? 1 : 0, double.NaN), DType.Bool, isMissing, isNullable);

    /// <summary>The values, and something else where they are missing.</summary>
    internal static TResult[] Spread<T, TResult>(ReadOnlySpan<T> values, bool[]? isMissing, Func<T, TResult> convert, TResult missing)
    {
        var all = new TResult[values.Length];
        for (int row = 0; row < all.Length; row++)
        {
            all[row] = isMissing?[row] == true ? missing : convert(values[row]);
        }

        return all;
    }

    /// <summary>Python's Decimal of an int and the number of its digits that stand behind the point.</summary>
    internal static PyValue Decimal(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture);
        if (scale is < 0 or > 1000)
        {
            throw new InvalidDataException($"a decimal has {scale} digits behind its point");
        }

        digits = digits.PadLeft(scale + 1, '0');
        string text = (unscaled.Sign < 0 ? "-" : "") + (scale > 0 ? $"{digits[..^scale]}.{digits[^scale..]}" : digits);
        return new PyObject(new PyGlobal("decimal", "Decimal"), new PyTuple([text]), PyConstruction.Reduce);
    }

    private static Column Numbers(string name, double[] numbers, DType dtype, bool[]? isMissing, bool isNullable) =>
        isMissing is null && !isNullable ? Column.OfNumbers(name, numbers, dtype) : Column.OfMasked(name, numbers, dtype, isMissing
            ?? new bool[numbers.Length], isNullable);

    private static DType TypeOf<T>() => DType.Parse(typeof(T) == typeof(double) ? "f8" : typeof(T) == typeof(float) ? "f4"
        : typeof(T) == typeof(Half) ? "f2"
        : typeof(T) == typeof(long) ? "i8" : typeof(T) == typeof(int) ? "i4" : typeof(T) == typeof(short) ? "i2"
            : typeof(T) == typeof(sbyte) ? "i1"
        : typeof(T) == typeof(ulong) ? "u8" : typeof(T) == typeof(uint) ? "u4" : typeof(T) == typeof(ushort) ? "u2" : "u1");
}
