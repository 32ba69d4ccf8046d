using System.Text;

namespace Brine.Containers;

/// <summary>The names of members: how they are encoded, and which of them are dangerous where somebody unpacks the archive.</summary>
internal static class ZipNames
{
    private const int LongestSafeName = 4096;

    /// <summary>The upper half of code page 437, in which names stand that are not marked as UTF-8.</summary>
    private const string UpperHalf =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬"
        + "├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static string Decode(ReadOnlySpan<byte> name, int flags)
    {
        if ((flags & ZipRecord.Utf8Flag) != 0)
        {
            try
            {
                return Strict.GetString(name);
            }
            catch (DecoderFallbackException)
            {
                // Read on as the older code page: the name is told as unsafe.
            }
        }

        return string.Create(name.Length, name, static (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = bytes[i] < 128 ? (char)bytes[i] : UpperHalf[bytes[i] - 128];
            }
        });
    }

    /// <summary>Why a name is dangerous, or null.</summary>
    internal static string? Danger(string name, ReadOnlySpan<byte> bytes, int flags)
    {
        if (name.Length == 0)
        {
            return "the name is empty";
        }

        if (name.Length > LongestSafeName)
        {
            return $"the name has {name.Length} characters";
        }

        if (name.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            return "the name has control characters";
        }

        if (name.Contains('\\', StringComparison.Ordinal))
        {
            return "the name has a backslash, which Windows takes for a folder";
        }

        if (name[0] == '/' || (name.Length > 1 && name[1] == ':'))
        {
            return "the name is an absolute path";
        }

        foreach (Range part in name.AsSpan().Split('/'))
        {
            if (name.AsSpan()[part] is "..")
            {
                return "the name leads out of its folder";
            }
        }

        return (flags & ZipRecord.Utf8Flag) != 0 && !System.Text.Unicode.Utf8.IsValid(bytes) ? "the name is marked as UTF-8 and is not"
            : null;
    }
}
