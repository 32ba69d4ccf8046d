using System.Numerics;

namespace Brine.Pickling;

/// <summary>An <c>int</c> that does not fit 64 bits.</summary>
internal sealed class PyLong(BigInteger value) : PyReference
{
    internal BigInteger Value { get; } = value;

    public override PyKind Kind => PyKind.Int;

    /// <summary>The nearest double, half to even as in Python; .NET's own conversion of a <see cref="BigInteger"/> cuts.</summary>
    internal double ToDouble()
    {
        BigInteger size = BigInteger.Abs(Value);
        int drop = (int)Math.Max(0, Math.Min(int.MaxValue, size.GetBitLength() - 64));
        BigInteger top = size >> drop;

        // The bits below say only whether there is something: double's own rounding does the rest.
        ulong bits = (ulong)top | (top << drop == size ? 0UL : 1UL);
        double value = Math.ScaleB((double)bits, drop);
        return Value.Sign < 0 ? -value : value;
    }
}
