using System.Buffers.Binary;

namespace Brine.Store;

/// <summary>Commits in packs of git. Only those that are kept whole are read, as nearly all are.</summary>
internal static class GitPacks
{
    private const int Commit = 1;

    internal static byte[]? FindCommit(string folder, string commit)
    {
        if (commit.Length != 40 || !Directory.Exists(folder))
        {
            return null;
        }

        byte[] hash = Convert.FromHexString(commit);
        foreach (string index in Directory.EnumerateFiles(folder, "*.idx"))
        {
            if (OffsetIn(index, hash) is { } offset)
            {
                return Read(Path.ChangeExtension(index, ".pack"), offset);
            }
        }

        return null;
    }

    /// <summary>Where an object stands in the pack of an index of version 2.</summary>
    private static long? OffsetIn(string path, ReadOnlySpan<byte> hash)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[8 + (256 * 4)];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || BinaryPrimitives.ReadUInt32BigEndian(head) != 0xFF744F63 || BinaryPrimitives.ReadUInt32BigEndian(head[4..]) != 2)
        {
            return null;
        }

        long count = Fan(head, 255), low = hash[0] == 0 ? 0 : Fan(head, hash[0] - 1), high = Fan(head, hash[0]);
        Span<byte> found = stackalloc byte[20];
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (!ReadAt(file, head.Length + (middle * 20), found))
            {
                return null;
            }

            int order = found.SequenceCompareTo(hash);
            if (order == 0)
            {
                // Behind the names stand a checksum of four bytes each, then the offsets.
                Span<byte> offset = stackalloc byte[4];
                return ReadAt(file, head.Length + (count * 24) + (middle * 4), offset)
                    && BinaryPrimitives.ReadUInt32BigEndian(offset) is < 0x80000000 and var value ? value : null;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return null;
    }

    private static uint Fan(ReadOnlySpan<byte> head, int index) => BinaryPrimitives.ReadUInt32BigEndian(head[(8 + (index * 4))..]);

    private static bool ReadAt(FileStream file, long offset, Span<byte> target)
    {
        file.Position = offset;
        return file.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) == target.Length;
    }

    private static byte[]? Read(string path, long offset)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using FileStream file = File.OpenRead(path);
        file.Position = offset;
        int first = file.ReadByte(), next = first;
        while (next >= 0x80)
        {
            next = file.ReadByte();
        }

        return next >= 0 && ((first >> 4) & 7) == Commit ? GitRepository.Unpack(file) : null;
    }
}
