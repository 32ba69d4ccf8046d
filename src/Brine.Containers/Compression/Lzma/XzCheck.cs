using System.Buffers.Binary;
using System.Security.Cryptography;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>How an xz stream checks its blocks.</summary>
internal readonly struct XzCheck
{
    internal const int None = 0;
    internal const int Crc32Id = 1;
    internal const int Crc64Id = 4;
    internal const int Sha256Id = 10;

    private readonly int _id;

    internal XzCheck(int id)
    {
        _id = id is None or Crc32Id or Crc64Id or Sha256Id ? id
            : throw new PickleFormatException("UnsupportedCodec",
                $"the xz stream has a check of kind {id}, which this version does not know; unpack it with xz", 0);
    }

    /// <summary>The size of the check in bytes.</summary>
    internal int Size => _id switch
    {
        None => 0,
        Crc32Id => 4,
        Crc64Id => 8,
        _ => SHA256.HashSizeInBytes,
    };

    /// <summary>Whether the check that stands in the file is that of the data.</summary>
    internal bool Matches(ReadOnlySpan<byte> data, ReadOnlySpan<byte> stored) => _id switch
    {
        None => true,
        Crc32Id => BinaryPrimitives.ReadUInt32LittleEndian(stored) == Crc32.Of(data),
        Crc64Id => BinaryPrimitives.ReadUInt64LittleEndian(stored) == Crc64.Of(data),
        _ => stored.SequenceEqual(SHA256.HashData(data)),
    };
}
