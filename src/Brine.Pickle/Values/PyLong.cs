using System.Numerics;

namespace Brine.Pickling;

/// <summary>An <c>int</c> that does not fit 64 bits.</summary>
internal sealed class PyLong(BigInteger value) : PyReference
{
    internal BigInteger Value { get; } = value;

    public override PyKind Kind => PyKind.Int;
}
