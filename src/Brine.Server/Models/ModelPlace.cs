using System.Security.Cryptography;
using System.Text;

namespace Brine.Server;

/// <summary>Where a model lies: in a file, or in a folder as MLflow writes it.</summary>
internal static class ModelPlace
{
    private static readonly EnumerationOptions AllFiles = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>True for a folder that MLflow wrote.</summary>
    internal static bool IsMlflow(string path) => File.Exists(Path.Combine(path, "MLmodel"));

    /// <summary>True where a model may lie.</summary>
    internal static bool Exists(string path) => File.Exists(path) || IsMlflow(path);

    /// <summary>What tells whether it was replaced; a length below 0 where there is nothing.</summary>
    internal static (long Length, DateTime Written) StampOf(string path)
    {
        if (!IsMlflow(path))
        {
            var file = new FileInfo(path);
            return file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default);
        }

        (long length, DateTime written) = (0, default);
        foreach (FileInfo file in FilesOf(path))
        {
            length += file.Length;
            written = file.LastWriteTimeUtc > written ? file.LastWriteTimeUtc : written;
        }

        return (length, written);
    }

    /// <summary>The SHA-256 of the file; of the names, lengths and bytes of all files of a folder.</summary>
    internal static string HashOf(string path, Stream? file)
    {
        if (file is not null)
        {
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FileInfo part in FilesOf(path))
        {
            using FileStream bytes = part.OpenRead();
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(path, part.FullName)}\0{part.Length}\0"));
            hash.AppendData(SHA256.HashData(bytes));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IOrderedEnumerable<FileInfo> FilesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", AllFiles).OrderBy(file => file.FullName, StringComparer.Ordinal);
}
