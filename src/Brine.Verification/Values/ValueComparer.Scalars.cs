using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>Numbers, text and bytes.</summary>
internal sealed partial class ValueComparer
{
    private static string? Integer(JsonElement expected, PyValue actual)
    {
        string text = Text(expected, "v");
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            && actual.Kind == PyKind.Int && actual.TryGetBigInteger(out BigInteger value) && value == number ? null : Unlike(text, actual);
    }

    private static string? Float(JsonElement expected, PyValue actual) =>
        actual.Kind == PyKind.Float && actual.TryGetDouble(out double value) && IsFloat(expected, value) ? null
            : $"expected the float {Text(expected, "v")} ({Text(expected, "bits")}), loaded {Short(actual)}{Bits(actual)}";

    private static string Bits(PyValue actual) =>
        actual.Kind == PyKind.Float && actual.TryGetDouble(out double value) ? $" ({BitConverter.DoubleToUInt64Bits(value):x16})" : "";

    /// <summary>The bits are equal; any NaN will do for a NaN.</summary>
    private static bool IsFloat(JsonElement expected, double value)
    {
        double wanted = BitConverter.UInt64BitsToDouble(
            ulong.Parse(Text(expected, "bits"), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return BitConverter.DoubleToInt64Bits(wanted) == BitConverter.DoubleToInt64Bits(value)
            || (double.IsNaN(wanted) && double.IsNaN(value));
    }

    private static string? Complex(JsonElement expected, PyValue actual) =>
        PyComplex.From(actual) is { } number && IsFloat(expected.GetProperty("re"), number.Value.Real)
            && IsFloat(expected.GetProperty("im"), number.Value.Imaginary)
            ? null : Unlike($"complex({Text(expected.GetProperty("re"), "v")}, {Text(expected.GetProperty("im"), "v")})", actual);

    private static string? LongText(JsonElement expected, PyValue actual)
    {
        if (actual.Reference is not string text)
        {
            return Unlike("a str", actual);
        }

        byte[] utf8 = Surrogates(text);
        if (expected.TryGetProperty("utf8_surrogatepass", out JsonElement hex))
        {
            return Convert.ToHexStringLower(utf8) == hex.GetString() ? null : Unlike("a str with a surrogate on its own", actual);
        }

        int codePoints = text.EnumerateRunes().Count();
        return codePoints == expected.GetProperty("codepoints").GetInt32() && utf8.Length == expected.GetProperty("utf8_bytes").GetInt32()
            && Convert.ToHexStringLower(SHA256.HashData(utf8)) == Text(expected, "utf8_sha256")
            ? null
            : $"expected a str of {expected.GetProperty("codepoints")} characters that begins {Quoted(Text(expected, "head"))}, loaded one "
                + $"of {codePoints}: {Short(actual)}";
    }

    /// <summary>UTF-8 as Python's <c>surrogatepass</c> writes it.</summary>
    private static byte[] Surrogates(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new List<byte>(text.Length + 16);
        Span<byte> buffer = stackalloc byte[4];
        for (int i = 0; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
                i += rune.Utf16SequenceLength;
                continue;
            }

            bytes.AddRange([(byte)(0xE0 | (text[i] >> 12)), (byte)(0x80 | ((text[i] >> 6) & 0x3F)), (byte)(0x80 | (text[i] & 0x3F))]);
            i++;
        }

        return [.. bytes];
    }

    private static string? Blob(JsonElement expected, PyValue actual, PyKind kind)
    {
        ReadOnlyMemory<byte>? bytes = actual.Kind == kind ? (actual.As<PyBytes>()?.Memory ?? actual.As<PyByteArray>()?.Memory) : null;
        return bytes is { } memory ? Bytes(expected, memory.Span) : Unlike("a " + Text(expected, "$"), actual);
    }

    private static string? Bytes(JsonElement expected, ReadOnlySpan<byte> bytes)
    {
        if (expected.TryGetProperty("hex", out JsonElement hex))
        {
            string found = Convert.ToHexStringLower(bytes);
            return found == hex.GetString() ? null : $"expected the bytes {Short(hex.GetString()!)}, loaded {Short(found)}";
        }

        return bytes.Length == expected.GetProperty("len").GetInt32()
            && Convert.ToHexStringLower(SHA256.HashData(bytes)) == Text(expected, "sha256")
            ? null
            : $"expected {expected.GetProperty("len")} bytes that begin {Text(expected, "head")}, loaded {bytes.Length} that begin "
                + $"{Convert.ToHexStringLower(bytes[..Math.Min(16, bytes.Length)])}";
    }

    private static string Text(JsonElement expected, string name) =>
        expected.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText() : "";
}
