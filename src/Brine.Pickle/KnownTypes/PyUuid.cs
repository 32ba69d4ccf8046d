using System.Buffers.Binary;
using System.Numerics;

namespace Brine.Pickling;

/// <summary>Python's <c>uuid.UUID</c>.</summary>
/// <param name="Value">The same identifier; it prints as in Python.</param>
public sealed record PyUuid(Guid Value)
{
    /// <summary>Views a value as a <c>UUID</c>, or gives null where it is none.</summary>
    public static PyUuid? From(PyValue value)
    {
        if (KnownObject.Of(value, "uuid", "UUID") is not { } instance || !instance.TryGetAttribute("int", out PyValue number)
            || !number.TryGetBigInteger(out BigInteger bits) || bits.Sign < 0 || bits.GetBitLength() > 128)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, (UInt128)bits);
        return new PyUuid(new Guid(bytes, bigEndian: true));
    }

    /// <summary>As Python's <c>str</c> prints it.</summary>
    public override string ToString() => Value.ToString();
}
