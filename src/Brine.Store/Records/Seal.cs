using System.Buffers;
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
        int length = Encoding.UTF8.GetMaxByteCount(key.Length) + 1 + body.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        int count = Encoding.UTF8.GetBytes(key, rented);
        rented[count++] = (byte)'\n';
        body.CopyTo(rented.AsSpan(count));
        string seal = Of(rented.AsSpan(0, count + body.Length));
        ArrayPool<byte>.Shared.Return(rented);
        return seal;
    }

    /// <summary>The hash of an entry of the history, which holds that of the one before.</summary>
    internal static string Of(ReadOnlySpan<byte> entry) => Convert.ToHexStringLower(SHA256.HashData(entry));
}
