using System.Buffers;
using System.Buffers.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>A pickle as text: <c>base64.b64encode(pickle.dumps(model))</c>, as databases and environment variables hold them.</summary>
internal static class Base64Text
{
    private const int Shortest = 16;
    private const int Probe = 64;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"u8);

    /// <summary>True when the text is base64 to its end and begins with what begins a binary pickle, an archive or a compressed
    /// file.</summary>
    internal static bool IsWrapping(ReadOnlySpan<byte> data)
    {
        data = data.TrimEnd(" \t\r\n\0"u8);
        if (data.Length < Shortest || data.ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        Span<byte> head = stackalloc byte[Probe];
        ReadOnlySpan<byte> start = data[..(Math.Min(data.Length, Probe) & ~3)];
        if (start.ContainsAny((byte)'\r', (byte)'\n')
            || Base64.DecodeFromUtf8(start, head, out _, out int written, isFinalBlock: start.Length == data.Length)
                != OperationStatus.Done)
        {
            return false;
        }

        head = head[..written];
        return (head[0] == 0x80 && head[1] is >= 2 and <= 5) || Detector.DetectCodec(head) is not (Codec.None or Codec.Lzma)
            || head.StartsWith("PK\u0003\u0004"u8);
    }

    internal static byte[] Decode(ReadOnlySpan<byte> data)
    {
        byte[] text = data.ToArray();
        int length = 0;
        foreach (byte value in text)
        {
            if (value > ' ')
            {
                text[length++] = value;
            }
        }

        return Base64.DecodeFromUtf8InPlace(text.AsSpan(0, length), out int written) == OperationStatus.Done
            ? text[..written]
            : throw new PickleFormatException("FormatBase64", "the base64 text is corrupt or cut off: fetch it again", 0);
    }
}
