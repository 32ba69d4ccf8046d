using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace Brine.Pickling;

/// <summary>An address, network or interface of Python's <c>ipaddress</c>.</summary>
/// <param name="ClassName">Its class: <c>IPv4Address</c>, <c>IPv6Network</c>...</param>
/// <param name="Text">What it is, as Python prints it.</param>
public sealed record PyIpAddress(string ClassName, string Text)
{
    /// <summary>Views a value as an <c>ipaddress</c>, or gives null where it is none.</summary>
    public static PyIpAddress? From(PyValue value)
    {
        if (value.As<PyObject>() is not { Class: { Module: "ipaddress" } type } instance)
        {
            return null;
        }

        PyValue first = instance.Argument(0);
        if (first.AsString() is { } text)
        {
            return new PyIpAddress(type.Name, text);
        }

        int bytes = type.Name.StartsWith("IPv4", StringComparison.Ordinal) ? 4 : 16;
        if (!first.TryGetBigInteger(out BigInteger number) || number.Sign < 0 || number.GetBitLength() > bytes * 8)
        {
            return null;
        }

        Span<byte> address = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(address, (UInt128)number);
        return new PyIpAddress(type.Name, new IPAddress(address[^bytes..]).ToString());
    }
}
