namespace Brine.Containers;

/// <summary>The bytes that files of a format begin with.</summary>
internal static class FileMarks
{
    /// <summary>The first pickle of an old PyTorch file: a protocol, a frame, the number, and the end.</summary>
    private const int LegacyTorchHead = 32;

    internal static bool IsNpy(ReadOnlySpan<byte> data) => data is [0x93, ..] && data[1..].StartsWith("NUMPY"u8);

    internal static bool IsZip(ReadOnlySpan<byte> data) => data.StartsWith("PK\u0003\u0004"u8) || data.StartsWith("PK\u0005\u0006"u8);

    internal static bool IsHdf5(ReadOnlySpan<byte> data) => data is [0x89, ..] && data[1..].StartsWith("HDF\r\n"u8);

    /// <summary>A pickle of protocol 2 or later.</summary>
    internal static bool IsBinaryPickle(ReadOnlySpan<byte> data) => data is [0x80, <= 5, ..];

    /// <summary>The first pickle of an old PyTorch file is a number that stands for nothing else, at the protocol that was asked
    /// for.</summary>
    internal static bool IsLegacyTorch(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> head = data[..Math.Min(data.Length, LegacyTorchHead)];
        return head.StartsWith("L119547037146038801333356L\n."u8)
            || (head is [0x80, ..]
                && head.IndexOf((ReadOnlySpan<byte>)[0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]) is 2
                    or 11);
    }
}
