using System.Security.Cryptography;
using System.Text;

namespace Brine.Store;

/// <summary>The hashes that show a changed bit in the index.</summary>
internal static class Seal
{
    internal const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The seal of a record: of its key too, so that none stands in for another.</summary>
    internal static string Of(string key, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(key));
        hash.AppendData("\n"u8);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The hash of an entry of the history, which holds that of the one before.</summary>
    internal static string Of(ReadOnlySpan<byte> entry) => Convert.ToHexStringLower(SHA256.HashData(entry));
}
