using System.Buffers.Binary;
using System.Numerics;

namespace Brine.Arrays;

/// <summary>A float of numpy taken apart: mantissa times a power of two, or not finite.</summary>
/// <param name="IsNegative">The sign bit.</param>
/// <param name="Mantissa">A whole number.</param>
/// <param name="Exponent">The power of two.</param>
/// <param name="IsBoundary">True where the next smaller number is only half as far as the next larger one.</param>
internal readonly record struct BinaryFloat(bool IsNegative, BigInteger Mantissa, int Exponent, bool IsBoundary)
{
    private const int LongDoubleBias = 16_383 + 63;

    internal bool IsNaN { get; private init; }

    internal bool IsInfinite { get; private init; }

    internal bool IsFinite => !IsNaN && !IsInfinite;

    internal bool IsZero => IsFinite && Mantissa.IsZero;

    /// <summary>The nearest double.</summary>
    internal double ToDouble() =>
        IsNaN ? double.NaN : (IsNegative ? -1 : 1) * (IsInfinite ? double.PositiveInfinity : Scale(Mantissa, Exponent));

    /// <summary>A half, single, double or x86 long double (16 bytes, of which the first 10 count).</summary>
    internal static BinaryFloat Read(ReadOnlySpan<byte> bytes, bool isSwapped)
    {
        if (isSwapped)
        {
            byte[] reversed = bytes.ToArray();
            reversed.AsSpan().Reverse();
            bytes = reversed;
        }

        return bytes.Length switch
        {
            2 => Ieee(BinaryPrimitives.ReadUInt16LittleEndian(bytes), 10, 5),
            4 => Ieee(BinaryPrimitives.ReadUInt32LittleEndian(bytes), 23, 8),
            8 => Ieee(BinaryPrimitives.ReadUInt64LittleEndian(bytes), 52, 11),
            _ => Extended(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])),
        };
    }

    internal static BinaryFloat Of(double value) => Ieee(BitConverter.DoubleToUInt64Bits(value), 52, 11);

    internal static BinaryFloat Of(float value) => Ieee(BitConverter.SingleToUInt32Bits(value), 23, 8);

    private static BinaryFloat Ieee(ulong bits, int mantissaBits, int exponentBits)
    {
        bool isNegative = (bits >> (mantissaBits + exponentBits) & 1) != 0;
        ulong mantissa = bits & ((1UL << mantissaBits) - 1);
        int exponent = (int)(bits >> mantissaBits) & ((1 << exponentBits) - 1);
        int bias = (1 << (exponentBits - 1)) - 1 + mantissaBits;
        if (exponent == (1 << exponentBits) - 1)
        {
            return new BinaryFloat(isNegative, 0, 0, false) { IsNaN = mantissa != 0, IsInfinite = mantissa == 0 };
        }

        return exponent == 0
            ? new BinaryFloat(isNegative, mantissa, 1 - bias, false)
            : new BinaryFloat(isNegative, mantissa | (1UL << mantissaBits), exponent - bias, mantissa == 0 && exponent > 1);
    }

    /// <summary>The leading bit of the mantissa is stored.</summary>
    private static BinaryFloat Extended(ulong mantissa, ushort top)
    {
        int exponent = top & 0x7FFF;
        bool isNegative = (top & 0x8000) != 0;
        return exponent == 0x7FFF
            ? new BinaryFloat(isNegative, 0, 0, false) { IsNaN = mantissa << 1 != 0, IsInfinite = mantissa << 1 == 0 }
            : new BinaryFloat(isNegative, mantissa, Math.Max(exponent, 1) - LongDoubleBias, mantissa == 1UL << 63 && exponent > 1);
    }

    /// <summary>Rounded once, half to even, whatever the size.</summary>
    private static double Scale(BigInteger mantissa, int exponent)
    {
        long length = (long)mantissa.GetBitLength();
        int drop = (int)Math.Max(length - 53, Math.Max(0, -1074L - exponent));
        if (drop > 0)
        {
            BigInteger half = BigInteger.One << (drop - 1), rest = mantissa & ((BigInteger.One << drop) - 1);
            mantissa >>= drop;
            mantissa += rest > half || (rest == half && !mantissa.IsEven) ? 1 : 0;
            exponent += drop;
        }

        return exponent + (long)mantissa.GetBitLength() > 1024 ? double.PositiveInfinity : Math.ScaleB((double)mantissa, exponent);
    }
}
