using System.Security.Cryptography;

namespace Brine;

/// <summary>The SHA-256 of files.</summary>
internal static class FileHash
{
    /// <summary>The hash in hexadecimal; null for a folder.</summary>
    internal static string? Of(string path)
    {
        if (Directory.Exists(path))
        {
            return null;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
