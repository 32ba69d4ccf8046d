using System.Security.Cryptography;

namespace Brine;

/// <summary>The files of a model in the order of their names, each with its SHA-256.</summary>
internal static class ModelDigests
{
    /// <summary>What belongs to git and not to the model.</summary>
    internal static readonly string[] GitPaths = [".git", ".gitattributes", ".github", ".gitignore"];

    /// <param name="path">A file or a folder.</param>
    /// <param name="ignored">Paths in the folder that are left out, with all below them.</param>
    /// <param name="shardSize">How many bytes one digest is of; null for whole files.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="SignatureException">The folder holds a link.</exception>
    internal static IReadOnlyList<SignedFile> Of(string path, IReadOnlyCollection<string> ignored, long? shardSize,
        CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return [.. Digests(path, ".", shardSize, cancellationToken)];
        }

        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException($"there is no file or folder {path}", path);
        }

        var files = new List<string>();
        var open = new Stack<string>([path]);
        while (open.TryPop(out string? folder))
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                string name = NameOf(path, entry.FullName);
                if (ignored.Contains(name))
                {
                    continue;
                }

                if (entry.LinkTarget is not null)
                {
                    throw new SignatureException("SignatureLink", $"the model holds a link, {name}: what it leads to is not signed");
                }

                if (entry is DirectoryInfo)
                {
                    open.Push(entry.FullName);
                }
                else
                {
                    files.Add(name);
                }
            }
        }

        files.Sort(string.CompareOrdinal);
        return [.. files.SelectMany(name => Digests(Path.Combine(path, name), name, shardSize, cancellationToken))];
    }

    /// <summary>The SHA-256 over the digests of all files, one behind the other.</summary>
    internal static string Root(IEnumerable<SignedFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SignedFile file in files)
        {
            hash.AppendData(file.Digest);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static string NameOf(string folder, string path) =>
        Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The same of a model that is one file, out of its bytes.</summary>
    internal static IReadOnlyList<SignedFile> Of(ReadOnlyMemory<byte> file, long? shardSize)
    {
        if (shardSize is not { } size)
        {
            return [new SignedFile(".", SHA256.HashData(file.Span))];
        }

        var shards = new List<SignedFile>();
        for (long start = 0; start < file.Length; start += size)
        {
            long end = Math.Min(file.Length, start + size);
            shards.Add(new SignedFile(ShardName(".", start, end), SHA256.HashData(file.Span[(int)start..(int)end])));
        }

        return shards;
    }

    private static string ShardName(string name, long start, long end) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}:{start}:{end}");

    private static IEnumerable<SignedFile> Digests(string path, string name, long? shardSize, CancellationToken cancellationToken)
    {
        using FileStream file = File.OpenRead(path);
        if (shardSize is not { } size)
        {
            yield return new SignedFile(name, Digest(file, long.MaxValue, cancellationToken));
            yield break;
        }

        for (long start = 0; start < file.Length; start += size)
        {
            long end = Math.Min(file.Length, start + size);
            yield return new SignedFile(ShardName(name, start, end), Digest(file, end - start, cancellationToken));
        }
    }

    private static byte[] Digest(FileStream file, long count, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 20];
        while (count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, count));
            if (read == 0)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            count -= read;
        }

        return hash.GetHashAndReset();
    }
}
