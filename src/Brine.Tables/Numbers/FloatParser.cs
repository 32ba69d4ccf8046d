using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

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

    // The upper and the lower half of each power of five. Made when they are first asked for: most data has few exponents.
    private static readonly ulong[] FivePowers = new ulong[2 * (MostPower - LeastPower + 1)];

    /// <summary>The powers of ten that a double holds.</summary>
    private static ReadOnlySpan<double> ExactPowers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

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
        at = ReadWhole(text, at, ref mantissa);
        int digits = at - start, power = 0;
        if (at < length && text[at] == (byte)'.')
        {
            int point = ++at;
            at = DigitReader.Read(text, at, ref mantissa);
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

    /// <summary>Most numbers have few digits before the point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadWhole(ReadOnlySpan<byte> text, int at, ref ulong mantissa)
    {
        int most = Math.Min(text.Length, at + 3);
        uint digit = 0;
        while (at < most && (digit = (uint)(text[at] - '0')) <= 9)
        {
            mantissa = (mantissa * 10) + digit;
            at++;
        }

        return at == most ? DigitReader.Read(text, at, ref mantissa) : at;
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
        int place = 2 * (power - LeastPower);
        ulong upperFive = Volatile.Read(ref FivePowers[place]);
        upperFive = upperFive != 0 ? upperFive : MakeFivePower(power, place);
        ulong high = Math.BigMul(scaled, upperFive, out ulong low);
        const ulong Undecided = ulong.MaxValue >> (MantissaBits + 3);
        if ((high & Undecided) == Undecided)
        {
            ulong more = Math.BigMul(scaled, FivePowers[place + 1], out _);
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

    /// <summary>Makes the 128 bits of a power of five, the highest of which is set: cut off for positive powers, one more than that for
    /// negative ones.</summary>
    /// <returns>The upper half.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong MakeFivePower(int power, int place)
    {
        BigInteger five = BigInteger.Pow(5, Math.Abs(power));
        if (power < 0)
        {
            int size = (int)(five - 1).GetBitLength();
            five = (BigInteger.One << (power >= -27 ? size + 127 : (2 * size) + 128)) / five + 1;
        }

        int excess = (int)five.GetBitLength() - 128;
        var bits = (UInt128)(excess > 0 ? five >> excess : five << -excess);

        // Who finds the upper half finds the lower one.
        FivePowers[place + 1] = (ulong)bits;
        Volatile.Write(ref FivePowers[place], (ulong)(bits >> 64));
        return (ulong)(bits >> 64);
    }

    private static int ParseSlowly(ReadOnlySpan<byte> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out number) ? text.Length : 0;
}
