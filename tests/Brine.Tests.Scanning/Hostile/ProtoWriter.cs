using System.Text;

namespace Brine.Tests.Scanning;

/// <summary>Writes fields of protobuf messages.</summary>
internal static class ProtoWriter
{
    internal static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    internal static byte[] Text(int field, string value) => Message(field, Encoding.UTF8.GetBytes(value));

    internal static byte[] Message(int field, params ReadOnlySpan<byte[]> parts)
    {
        byte[] content = [.. parts.ToArray().SelectMany(part => part)];
        return [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];
    }

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7F; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
