using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Brine.Containers;

namespace Brine.Store;

/// <summary>The index of a checkout: which files git knows, and how they were when it last looked.</summary>
internal static class GitIndex
{
    private const int MostBytes = 256 << 20;
    private const int Fixed = 62;
    private const uint Link = 0xA000, SubModule = 0xE000;

    /// <summary>True where a file that git knows, or what is to be committed next, differs from the commit; null where it cannot be
    /// told.</summary>
    internal static bool? IsDirty(GitRepository repository, string commit)
    {
        if (commit.Length != 40 || !File.Exists(repository.IndexPath) || new FileInfo(repository.IndexPath).Length > MostBytes)
        {
            return null;
        }

        byte[] index = File.ReadAllBytes(repository.IndexPath);
        DateTime written = File.GetLastWriteTimeUtc(repository.IndexPath);
        if (index.Length < 12 || !index.AsSpan(0, 4).SequenceEqual("DIRC"u8) || Number(index, 4) is not (2 or 3))
        {
            return null;
        }

        int position = 12;
        for (uint left = Number(index, 8); left > 0; left--)
        {
            if (position + Fixed + 2 > index.Length)
            {
                return null;
            }

            // The third version has two bytes more where a flag says so.
            int start = position, name = start + Fixed + ((index[start + 60] & 0x40) != 0 ? 2 : 0);
            int length = index.AsSpan(name).IndexOf((byte)0);
            if (length <= 0)
            {
                return null;
            }

            string file = Encoding.UTF8.GetString(index, name, length);
            if (file[0] == '/' || file.Contains('\\') || file.Split('/').Contains(".."))
            {
                return null;
            }

            bool isConflict = (index[start + 60] & 0x30) != 0;
            if (isConflict || IsChanged(Path.Combine(repository.WorkFolder, file), index.AsSpan(start, Fixed), written))
            {
                return true;
            }

            position = start + ((name - start + length + 8) & ~7);
        }

        // What is staged: the index keeps the name of the tree that it makes, unless something was staged since.
        return repository.TreeOf(commit) is { } tree && StagedTree(index, position) is { } staged ? staged != tree : null;
    }

    /// <summary>The tree that the index makes, where it knows it.</summary>
    private static string? StagedTree(byte[] index, int position)
    {
        while (position + 8 <= index.Length - 20)
        {
            uint size = Number(index, position + 4);
            if (size > index.Length - position - 8)
            {
                return null;
            }

            if (index.AsSpan(position, 4).SequenceEqual("TREE"u8))
            {
                // The root's name is empty; its number of entries is negative where the tree is not known.
                ReadOnlySpan<byte> tree = index.AsSpan(position + 8, (int)size);
                int line = tree.IndexOf((byte)'\n');
                string counts = line < 1 ? "" : Encoding.ASCII.GetString(tree[1..line]);
                return tree.Length >= line + 21 && tree[0] == 0 && !counts.StartsWith('-')
                    ? Convert.ToHexStringLower(tree.Slice(line + 1, 20)) : null;
            }

            position += 8 + (int)size;
        }

        return null;
    }

    private static bool IsChanged(string path, ReadOnlySpan<byte> entry, DateTime indexWritten)
    {
        uint mode = BinaryPrimitives.ReadUInt32BigEndian(entry[24..]) & 0xF000;
        if (mode == SubModule)
        {
            return false;
        }

        var file = new FileInfo(path);
        if (mode == Link)
        {
            return file.LinkTarget is not { } target || !Blob(Encoding.UTF8.GetBytes(target)).AsSpan().SequenceEqual(entry.Slice(40, 20));
        }

        // A length of 0 says that git looked at the file in the moment it was written; a file that was touched may still be the same.
        uint length = BinaryPrimitives.ReadUInt32BigEndian(entry[36..]);
        return !file.Exists || file.LinkTarget is not null || FileKind.IsSpecial(path) || (length > 0 && (uint)file.Length != length)
            || ((length == 0 || file.LastWriteTimeUtc >= indexWritten || !IsUntouched(file, entry))
                && !Blob(path, file.Length).AsSpan().SequenceEqual(entry.Slice(40, 20)));
    }

    private static bool IsUntouched(FileInfo file, ReadOnlySpan<byte> entry)
    {
        long ticks = (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks;
        return ticks / TimeSpan.TicksPerSecond == BinaryPrimitives.ReadUInt32BigEndian(entry[8..])
            && ticks % TimeSpan.TicksPerSecond * 100 == BinaryPrimitives.ReadUInt32BigEndian(entry[12..]) / 100 * 100;
    }

    private static byte[] Blob(ReadOnlySpan<byte> content)
    {
        using IncrementalHash hash = Begin(content.Length);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    private static byte[] Blob(string path, long length)
    {
        using IncrementalHash hash = Begin(length);
        using FileStream file = File.OpenRead(path);
        byte[] piece = new byte[1 << 16];
        int count;
        while ((count = file.Read(piece)) > 0)
        {
            hash.AppendData(piece, 0, count);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>git names contents by SHA-1; nothing here is secured by it.</summary>
    private static IncrementalHash Begin(long length)
    {
#pragma warning disable CA5350
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {length}\0")));
        return hash;
    }

    private static uint Number(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset));
}
