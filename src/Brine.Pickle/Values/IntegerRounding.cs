using System.Numerics;

namespace Brine.Pickling;

/// <summary>Ints of any size as doubles, as Python's <c>float()</c> makes them; .NET's own conversion of a <see cref="BigInteger"/>
/// cuts.</summary>
internal static class IntegerRounding
{
    /// <summary>The nearest double, half to even; infinity where there is none.</summary>
    internal static double ToDouble(BigInteger integer)
    {
        BigInteger size = BigInteger.Abs(integer);
        int drop = (int)Math.Max(0, Math.Min(int.MaxValue, size.GetBitLength() - 64));
        BigInteger top = size >> drop;

        // The bits below say only whether there is something: double's own rounding does the rest.
        ulong bits = (ulong)top | (top << drop == size ? 0UL : 1UL);
        double value = Math.ScaleB((double)bits, drop);
        return integer.Sign < 0 ? -value : value;
    }
}
