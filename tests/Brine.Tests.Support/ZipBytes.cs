using System.Buffers.Binary;
using Brine.Containers;

namespace Brine.Tests.Support;

/// <summary>Makes small archives and spoils them.</summary>
internal static class ZipBytes
{
    internal static byte[] Of(params ReadOnlySpan<(string Name, byte[] Content)> members) => Of(ZipEntryOptions.Stored, members);

    internal static byte[] Of(ZipEntryOptions options, params ReadOnlySpan<(string Name, byte[] Content)> members)
    {
        using var memory = new MemoryStream();
        using (var writer = new ZipWriter(memory))
        {
            foreach ((string name, byte[] content) in members)
            {
                writer.Add(name, content, options);
            }
        }

        return memory.ToArray();
    }

    /// <summary>Where the central directory's record of a member stands.</summary>
    internal static int Central(byte[] zip, int index)
    {
        int at = (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        for (; index > 0; index--)
        {
            at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 28))
                + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 30));
        }

        return at;
    }

    /// <summary>Where the local header of a member stands.</summary>
    internal static int Local(byte[] zip, int index) => (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(Central(zip, index) + 42));

    internal static byte[] With16(byte[] zip, int offset, int value)
    {
        byte[] copy = [.. zip];
        BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan(offset), (ushort)value);
        return copy;
    }

    internal static byte[] With32(byte[] zip, int offset, uint value)
    {
        byte[] copy = [.. zip];
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(offset), value);
        return copy;
    }

    internal static byte[] WithText(byte[] zip, int offset, string text)
    {
        byte[] copy = [.. zip];
        System.Text.Encoding.UTF8.GetBytes(text, copy.AsSpan(offset));
        return copy;
    }
}
