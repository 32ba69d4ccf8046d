using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Tables;

/// <summary>
/// Reads decimal text as the nearest double, ties to even, as <c>float</c> of Python does. Up to 19 digits are read into an integer; where
/// a double holds it and the power of ten, one division or product is exact, else it is multiplied by 128 bits of the power of five
/// (Lemire, "Number Parsing at a Gigabyte per Second", 2021). What that leaves open (more digits, denormals, infinity) is left to .NET.
/// </summary>
internal static class FloatParser
{
    private const int MostDigits = 19;
    private const int LeastPower = -342;
    private const int MostPower = 308;
    private const int MantissaBits = 52;
    private const long FirstInexactMantissa = 1L << 53;

    /// <summary>The powers of ten that a double holds.</summary>
    private static readonly double[] ExactPowers = [
        .. Enumerable.Range(0, 23).Select(power => double.Parse("1e" + power, CultureInfo.InvariantCulture))];

    // Made when they are first asked for: most data has few exponents.
    private static readonly StrongBox<UInt128>?[] FivePowers = new StrongBox<UInt128>?[MostPower - LeastPower + 1];

    /// <summary>Reads a number that takes all of the text: digits with a sign, a point and an exponent.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out double number)
    {
        int length = TryParsePrefix(text, out number);
        return length == text.Length && length > 0;
    }

    /// <summary>Reads the number with which the text begins.</summary>
    /// <returns>Its length in bytes; 0 where there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int TryParsePrefix(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        int at = 0, length = text.Length;
        bool isNegative = false;
        if (length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            isNegative = text[0] == (byte)'-';
            at = 1;
        }

        ulong mantissa = 0;
        int start = at;
        at = ReadDigits(text, at, ref mantissa);
        int digits = at - start, power = 0;
        if (at < length && text[at] == (byte)'.')
        {
            int point = ++at;
            at = ReadDigits(text, at, ref mantissa);
            power = point - at;
            digits -= power;
        }

        if (digits == 0)
        {
            return 0;
        }

        int end = at;
        if (at < length && (text[at] | 0x20) == (byte)'e')
        {
            int exponent = ReadExponent(text, at + 1, out int behind);
            if (behind > 0)
            {
                power += exponent;
                end = behind;
            }
        }

        // Zeros in front are no digits.
        if (digits > MostDigits && digits - CountZeros(text, start, at) > MostDigits)
        {
            return ParseSlowly(text[..end], out number);
        }

        if (mantissa == 0)
        {
            number = isNegative ? -0.0 : 0.0;
            return end;
        }

        double magnitude;
        if (mantissa < FirstInexactMantissa && power is >= -22 and <= 22)
        {
            magnitude = power < 0 ? mantissa / ExactPowers[-power] : mantissa * ExactPowers[power];
        }
        else if (!TryScale(mantissa, power, out magnitude))
        {
            return ParseSlowly(text[..end], out number);
        }

        number = isNegative ? -magnitude : magnitude;
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadDigits(ReadOnlySpan<byte> text, int at, ref ulong mantissa)
    {
        ulong value = mantissa;
        while (at <= text.Length - 8)
        {
            ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at));
            eight = BitConverter.IsLittleEndian ? eight : BinaryPrimitives.ReverseEndianness(eight);

            // All bytes are digits where their high halves are 3 and stay so when 6 is added.
            if (((eight & 0xF0F0F0F0F0F0F0F0) | (((eight + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) != 0x3333333333333333)
            {
                break;
            }

            // Pairs, then fours, then all eight are added with their weights.
            eight -= 0x3030303030303030;
            eight = (eight * 10) + (eight >> 8);
            value = (value * 100_000_000)
                + ((((eight & 0x000000FF000000FF) * 0x000F424000000064) + (((eight >> 16) & 0x000000FF000000FF) * 0x0000271000000001))
                    >> 32);
            at += 8;
        }

        while (at < text.Length && (uint)(text[at] - '0') <= 9)
        {
            value = (value * 10) + (uint)(text[at] - '0');
            at++;
        }

        mantissa = value;
        return at;
    }

    private static int ReadExponent(ReadOnlySpan<byte> text, int at, out int end)
    {
        bool isNegative = false;
        end = 0;
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+')
        {
            isNegative = text[at] == (byte)'-';
            at++;
        }

        int exponent = 0;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
        {
            exponent = Math.Min((exponent * 10) + (text[at] - '0'), 100_000);
            end = at + 1;
        }

        return isNegative ? -exponent : exponent;
    }

    private static int CountZeros(ReadOnlySpan<byte> text, int start, int end)
    {
        ReadOnlySpan<byte> digits = text[start..end];
        int first = digits.IndexOfAnyExcept((byte)'0', (byte)'.');
        return first < 0 ? digits.Length : digits[..first].Count((byte)'0');
    }

    /// <summary>The nearest double to a product with a power of ten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryScale(ulong mantissa, int power, out double number)
    {
        number = 0;
        if (power is < LeastPower or > MostPower)
        {
            return false;
        }

        int shift = BitOperations.LeadingZeroCount(mantissa);
        ulong scaled = mantissa << shift;
        UInt128 five = FivePower(power);
        ulong high = Math.BigMul(scaled, (ulong)(five >> 64), out ulong low);
        const ulong Undecided = ulong.MaxValue >> (MantissaBits + 3);
        if ((high & Undecided) == Undecided)
        {
            ulong more = Math.BigMul(scaled, (ulong)five, out _);
            low += more;
            high += low < more ? 1UL : 0;
            if (low == ulong.MaxValue && power is < -27 or > 55)
            {
                return false;
            }
        }

        int upper = (int)(high >> 63);
        ulong bits = high >> (upper + 64 - MantissaBits - 3);
        int exponent = ((217706 * power) >> 16) + 63 + upper - shift + 1023;
        if (exponent <= 0)
        {
            return false;
        }

        // Exactly between two doubles: to the even one.
        if (low <= 1 && power is >= -4 and <= 23 && (bits & 3) == 1 && bits << (upper + 64 - MantissaBits - 3) == high)
        {
            bits &= ~1UL;
        }

        bits = (bits + (bits & 1)) >> 1;
        if (bits >= 2UL << MantissaBits)
        {
            bits = 1UL << MantissaBits;
            exponent++;
        }

        if (exponent >= 0x7FF)
        {
            return false;
        }

        number = BitConverter.UInt64BitsToDouble((bits & ~(1UL << MantissaBits)) | ((ulong)exponent << MantissaBits));
        return true;
    }

    /// <summary>128 bits of a power of five, the highest of which is set: cut off for positive powers, one more than that for negative
    /// ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt128 FivePower(int power) => (FivePowers[power - LeastPower] ??= new StrongBox<UInt128>(MakeFivePower(power))).Value;

    private static UInt128 MakeFivePower(int power)
    {
        BigInteger five = BigInteger.Pow(5, Math.Abs(power));
        if (power < 0)
        {
            int size = (int)(five - 1).GetBitLength();
            five = (BigInteger.One << (power >= -27 ? size + 127 : (2 * size) + 128)) / five + 1;
        }

        int excess = (int)five.GetBitLength() - 128;
        return (UInt128)(excess > 0 ? five >> excess : five << -excess);
    }

    private static int ParseSlowly(ReadOnlySpan<byte> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out number) ? text.Length : 0;
}
