using System.Numerics;
using System.Text;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>The float that numpy makes of one of Python's objects: what <c>float(cell)</c> gives.</summary>
internal static class CellNumbers
{
    /// <summary>Bits of a quotient that are kept beyond those of a double, the last of which tells of a rest.</summary>
    private const int QuotientBits = 64;

    private const int MostBytesOfANumber = 1 << 12;

    /// <summary>Reads numbers, bools, the text of a number as str or bytes, Decimal and Fraction; None is NaN.</summary>
    internal static bool TryRead(PyValue cell, out double number)
    {
        if (cell.TryGetDouble(out number))
        {
            // Python makes no infinity of an int.
            return cell.Kind != PyKind.Int || double.IsFinite(number);
        }

        if (cell.IsNone)
        {
            number = double.NaN;
            return true;
        }

        if (cell.AsString() is { } text)
        {
            return NumberText.TryReadFloat(text, out number);
        }

        if (cell.As<PyBytes>() is { } bytes)
        {
            return bytes.Length <= MostBytesOfANumber && Ascii.IsValid(bytes.Span)
                && NumberText.TryReadFloat(Encoding.ASCII.GetString(bytes.Span), out number);
        }

        if (cell.Kind != PyKind.Object)
        {
            return false;
        }

        // A signaling NaN raises in Python too.
        return PyDecimal.From(cell) is { } exact
            ? NumberText.TryReadFloat(exact.Text.TrimStart('-') is "NaN" ? "nan" : exact.Text, out number)
            : PyFraction.From(cell) is { } fraction && TryDivide(fraction, out number);
    }

    /// <summary>The double nearest to a fraction, as Python's division of ints gives it; false where it is larger than any.</summary>
    private static bool TryDivide(PyFraction fraction, out double number)
    {
        BigInteger magnitude = BigInteger.Abs(fraction.Numerator);
        int shift = QuotientBits - 1 - (int)(magnitude.GetBitLength() - fraction.Denominator.GetBitLength());

        // No more bits than a subnormal number has: what is rounded once is not rounded again.
        shift = Math.Min(shift, 1074 + 2);
        BigInteger quotient = BigInteger.DivRem(shift >= 0 ? magnitude << shift : magnitude,
            shift >= 0 ? fraction.Denominator : fraction.Denominator << -shift, out BigInteger rest);
        int excess = (int)quotient.GetBitLength() - QuotientBits;
        if (excess > 0)
        {
            rest |= quotient & ((BigInteger.One << excess) - 1);
            quotient >>= excess;
            shift -= excess;
        }

        ulong bits = (ulong)quotient | (rest.IsZero ? 0UL : 1UL);
        number = Math.ScaleB((double)bits, -shift);
        number = fraction.Numerator.Sign < 0 ? -number : number;
        return double.IsFinite(number);
    }
}
