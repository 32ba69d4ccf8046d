namespace Brine.Containers;

/// <summary>What the central directory says of a member.</summary>
internal readonly record struct ZipRecord(int Flags, int Method, uint Checksum, long CompressedSize, long Size, long HeaderOffset)
{
    internal const int Stored = 0;
    internal const int Deflated = 8;
    internal const int Bzip2 = 12;
    internal const int Lzma = 14;
    internal const int Zstandard = 93;
    internal const int Xz = 95;
    internal const int Utf8Flag = 0x800;
    internal const int DescriptorFlag = 0x8;

    /// <summary>Encrypted, patched data, strong encryption, masked headers: bits that change what the bytes mean.</summary>
    internal const int EncryptedFlags = 0x1 | 0x40 | 0x2000;
    internal const int PatchFlag = 0x20;

    internal static bool IsRead(int method) => method is Stored or Deflated or Bzip2 or Lzma or Zstandard or Xz;

    internal static string NameOfMethod(int method) => method switch
    {
        1 => "shrink",
        6 => "implode",
        9 => "Deflate64",
        Bzip2 => "bzip2",
        Lzma => "LZMA",
        Zstandard => "Zstandard",
        Xz => "xz",
        98 => "PPMd",
        99 => "AES encryption",
        _ => $"method {method}",
    };
}
