using System.Numerics;

namespace Brine.Arrays;

/// <summary>The decimal digits of a float: as few as tell it from its neighbours, but no more and no fewer than asked for.</summary>
/// <remarks>The method of Steele and White, as numpy's <c>dragon4</c> applies it, on whole numbers of any size.</remarks>
internal static class FloatDigits
{
    /// <summary>The digits of a finite number above zero, and the power of ten of the first.</summary>
    /// <param name="value">The number; its sign is left aside.</param>
    /// <param name="lastFractional">The power of ten at which to stop and round, or null.</param>
    /// <param name="mostDigits">The number of digits at which to stop and round, or null.</param>
    /// <param name="leastDigits">Digits to give in any case.</param>
    /// <param name="leastUntil">The power of ten down to which to give digits in any case, or null.</param>
    internal static (string Digits, int Exponent) Of(BinaryFloat value, int? lastFractional = null, int? mostDigits = null,
        int leastDigits = 1, int? leastUntil = null)
    {
        int up = Math.Max(value.Exponent, 0), down = Math.Max(-value.Exponent, 0);
        int spare = value.IsBoundary ? 2 : 1;
        BigInteger rest = value.Mantissa << (up + spare), scale = BigInteger.One << (down + spare), below = BigInteger.One << up;
        BigInteger above = value.IsBoundary ? below << 1 : below;
        bool isEven = value.Mantissa.IsEven;

        int exponent = (int)Math.Ceiling(((value.Mantissa.GetBitLength() + value.Exponent - 1) * 0.30102999566398119521) - 0.69);
        if (exponent > 0)
        {
            scale *= BigInteger.Pow(10, exponent);
        }
        else
        {
            BigInteger power = BigInteger.Pow(10, -exponent);
            rest *= power;
            below *= power;
            above *= power;
        }

        if (rest >= scale)
        {
            exponent++;
        }
        else
        {
            rest *= 10;
            below *= 10;
            above *= 10;
        }

        int first = exponent - 1;
        int cut = Math.Max(lastFractional ?? int.MinValue, mostDigits is { } most ? first - most + 1 : int.MinValue);
        var digits = new List<char>(20);
        bool wasUnique = false;
        while (true)
        {
            exponent--;
            BigInteger digit = BigInteger.DivRem(rest, scale, out rest);
            bool low = isEven ? rest <= below : rest < below, high = isEven ? rest + above >= scale : rest + above > scale;
            bool isEnough = digits.Count + 1 >= leastDigits && (leastUntil is null || exponent <= leastUntil);
            if (((low || high || wasUnique) && isEnough) || exponent == cut)
            {
                bool isUp = low == high || wasUnique ? IsUp(rest << 1, scale, digit) : high;
                digits.Add((char)('0' + (int)digit));
                return (isUp ? RoundUp(digits, ref first) : new string([.. digits]), first);
            }

            wasUnique |= low || high;
            digits.Add((char)('0' + (int)digit));
            rest *= 10;
            below *= 10;
            above *= 10;
        }
    }

    /// <summary>Half goes to the even digit.</summary>
    private static bool IsUp(BigInteger twice, BigInteger scale, BigInteger digit) => twice > scale || (twice == scale && !digit.IsEven);

    private static string RoundUp(List<char> digits, ref int first)
    {
        int at = digits.Count - 1;
        while (at >= 0 && digits[at] == '9')
        {
            digits[at--] = '0';
        }

        if (at >= 0)
        {
            digits[at]++;
            return new string([.. digits]);
        }

        first++;
        return "1" + new string('0', digits.Count - 1);
    }
}
