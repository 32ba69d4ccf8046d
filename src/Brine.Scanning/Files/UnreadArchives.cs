namespace Brine.Scanning;

/// <summary>Archives and compressed forms that may hold a model and are not read: a part of that kind is never clean.</summary>
internal static class UnreadArchives
{
    /// <summary>What people call it, or null where it is none of them.</summary>
    internal static string? NameOf(ReadOnlySpan<byte> data) =>
        data.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) ? "a 7z archive"
        : data.StartsWith("Rar!\u001a\u0007"u8) ? "a RAR archive"
        : data.StartsWith("MSCF\0\0\0\0"u8) ? "a CAB archive"
        : data.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x9D]) ? "compressed by compress (.Z)"
        : data.StartsWith((ReadOnlySpan<byte>)[0x89, 0x4C, 0x5A, 0x4F, 0x00, 0x0D, 0x0A, 0x1A, 0x0A]) ? "compressed by lzop"
        : data.StartsWith("LZIP"u8) ? "compressed by lzip"
        : data.StartsWith("LRZI"u8) ? "compressed by lrzip"
        : data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59]) ? "compressed by Snappy"
        : null;
}
