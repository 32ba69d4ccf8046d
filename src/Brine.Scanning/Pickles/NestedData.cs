using System.Buffers.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Knows a value that may be a file of its own: a pickle, raw, in hexadecimal or base64, or packed.</summary>
internal static class NestedData
{
    internal const int Shortest = 8;

    /// <summary>True where the first bytes are those of a pickle, an archive or compressed data, as they are or spelled in text. Only a
    /// look: whoever is told reads it.</summary>
    internal static bool MayHold(ReadOnlySpan<byte> bytes)
    {
        if (IsMarked(bytes))
        {
            return true;
        }

        return EndsInZip(bytes) || (MayBegin(bytes) && bytes.TrimEnd(" \r\n"u8) is [.., (byte)'.']) || IsHex(bytes) || IsBase64(bytes);
    }

    /// <summary>True for a mark, or for what pickles of protocols 0 and 1 begin with.</summary>
    internal static bool MayBegin(ReadOnlySpan<byte> bytes) =>
        IsMarked(bytes) || EndsInZip(bytes)
            || (bytes is [(byte)'c' or (byte)'(' or (byte)']' or (byte)'}' or (byte)'l' or (byte)'d' or (byte)')', ..]
            && bytes.Contains((byte)'\n'));

    /// <summary>The bytes that a text in hexadecimal spells, or null.</summary>
    internal static byte[]? FromHex(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \r\n"u8);
        if ((text.Length & 1) != 0 || !IsHex(text))
        {
            return null;
        }

        byte[] bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    /// <summary>The bytes that a text in base64 spells, with either alphabet, or null.</summary>
    internal static byte[]? FromBase64(ReadOnlySpan<byte> text)
    {
        byte[] plain = new byte[text.Length + 3];
        int length = 0;
        foreach (byte value in text)
        {
            if (value > ' ')
            {
                plain[length++] = value switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => value };
            }
        }

        while ((length & 3) != 0)
        {
            plain[length++] = (byte)'=';
        }

        return Base64.DecodeFromUtf8InPlace(plain.AsSpan(0, length), out int written) == System.Buffers.OperationStatus.Done
            ? plain[..written] : null;
    }

    /// <summary>Marks that stand at the beginning of nothing else.</summary>
    internal static bool IsMarked(ReadOnlySpan<byte> bytes) =>
        bytes is [0x80, <= 5, ..] || bytes.StartsWith("PK\u0003\u0004"u8)
            || bytes.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'])
            || bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F'])
            || Detector.DetectCodec(bytes[..Math.Min(bytes.Length, 64)]) is not Codec.None;

    /// <summary>True for the end of a ZIP archive without a comment: what stands before it is passed over.</summary>
    private static bool EndsInZip(ReadOnlySpan<byte> bytes) => bytes.Length >= 22 && bytes[^22..].StartsWith("PK\u0005\u0006"u8);

    private static bool IsHex(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 * Shortest || (text.Length & 1) != 0)
        {
            return false;
        }

        return !text.ContainsAnyExcept(Hex);
    }

    private static readonly System.Buffers.SearchValues<byte> Hex = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly System.Buffers.SearchValues<byte> Alphabet = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\r\n"u8);

    internal static bool IsBase64(ReadOnlySpan<byte> text)
    {
        if (text.Length < 16 || text.ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        byte[]? head = FromBase64(text[..(Math.Min(text.Length, 64) & ~3)]);
        return head is { Length: > 4 } && (IsMarked(head) || head[0] is (byte)'c' or (byte)'(' or (byte)']' or (byte)'}');
    }
}
