using System.Globalization;
using System.Text;

namespace Brine.Cli;

/// <summary>Encodings by the names that Python's <c>codecs</c> know them by, and by .NET's own.</summary>
internal static class PythonEncodings
{
    /// <summary>The names whose number does not say the code page, written with underscores.</summary>
    private static readonly Dictionary<string, int> CodePages = new(StringComparer.Ordinal)
    {
        ["utf_8"] = 65001, ["utf8"] = 65001, ["u8"] = 65001, ["utf"] = 65001, ["utf_8_sig"] = 65001, ["utf8_sig"] = 65001,
        ["utf_16"] = 1200, ["utf16"] = 1200, ["u16"] = 1200, ["utf_16_le"] = 1200, ["utf_16le"] = 1200, ["utf16_le"] = 1200,
        ["utf_16_be"] = 1201, ["utf_16be"] = 1201, ["utf16_be"] = 1201,
        ["utf_32"] = 12000, ["utf32"] = 12000, ["u32"] = 12000, ["utf_32_le"] = 12000, ["utf_32le"] = 12000, ["utf_32_be"] = 12001,
        ["utf_32be"] = 12001,
        ["ascii"] = 20127, ["us_ascii"] = 20127, ["646"] = 20127, ["us"] = 20127, ["iso646_us"] = 20127,
        ["latin"] = 28591, ["latin_1"] = 28591, ["latin1"] = 28591, ["l1"] = 28591, ["8859"] = 28591, ["iso8859"] = 28591,
        ["cp819"] = 28591, ["ibm819"] = 28591,
        ["latin2"] = 28592, ["l2"] = 28592, ["latin3"] = 28593, ["l3"] = 28593, ["latin4"] = 28594, ["l4"] = 28594, ["cyrillic"] = 28595,
        ["arabic"] = 28596, ["greek"] = 28597, ["hebrew"] = 28598,
        ["latin5"] = 28599, ["l5"] = 28599, ["latin7"] = 28603, ["l7"] = 28603, ["latin9"] = 28605, ["l9"] = 28605,
        ["koi8_r"] = 20866, ["koi8_u"] = 21866, ["mac_roman"] = 10000, ["macroman"] = 10000, ["macintosh"] = 10000,
        ["mac_cyrillic"] = 10007, ["mac_greek"] = 10006, ["mac_latin2"] = 10029, ["mac_turkish"] = 10081, ["mac_iceland"] = 10079,
        ["big5"] = 950, ["big5_tw"] = 950, ["gbk"] = 936, ["ms936"] = 936, ["gb2312"] = 936, ["gb18030"] = 54936, ["shift_jis"] = 932,
        ["sjis"] = 932, ["s_jis"] = 932, ["shiftjis"] = 932, ["ms932"] = 932, ["mskanji"] = 932, ["ms_kanji"] = 932,
        ["euc_jp"] = 51932, ["eucjp"] = 51932, ["ujis"] = 51932, ["euc_kr"] = 51949, ["euckr"] = 51949, ["uhc"] = 949, ["ms949"] = 949,
        ["johab"] = 1361, ["iso2022_jp"] = 50220, ["iso2022_kr"] = 50225, ["tis_620"] = 874, ["tis620"] = 874,
    };

    static PythonEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding of a name, or null where there is none of that name.</summary>
    internal static Encoding? Find(string name)
    {
        string plain = Normalized(name);
        try
        {
            return CodePages.TryGetValue(plain, out int page) || TryNumber(plain, out page) ? Encoding.GetEncoding(page)
                : Encoding.GetEncoding(name.Trim());
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>As Python's <c>normalize_encoding</c>: small letters, and an underscore for whatever is no letter, digit or
    /// point.</summary>
    private static string Normalized(string name)
    {
        var text = new StringBuilder(name.Length);
        bool isGap = false;
        foreach (char character in name)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == '.')
            {
                _ = isGap && text.Length > 0 ? text.Append('_') : text;
                text.Append(char.ToLowerInvariant(character));
                isGap = false;
            }
            else
            {
                isGap = true;
            }
        }

        return text.ToString();
    }

    /// <summary><c>cp1252</c>, <c>windows_1252</c>, <c>1252</c>, <c>ibm437</c>; <c>iso8859_15</c>, <c>iso_8859_15</c>.</summary>
    private static bool TryNumber(string plain, out int page)
    {
        ReadOnlySpan<char> text = plain;
        foreach (string standard in (ReadOnlySpan<string>)["iso8859_", "iso_8859_", "8859_"])
        {
            if (plain.StartsWith(standard, StringComparison.Ordinal))
            {
                // There are no code pages for parts 10, 14 and 16.
                bool isPart = int.TryParse(text[standard.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int part)
                    && part is >= 1 and <= 15 and not (10 or 12 or 14);
                page = part == 11 ? 874 : 28590 + part;
                return isPart;
            }
        }

        foreach (string maker in (ReadOnlySpan<string>)["cp_", "cp", "windows_", "ibm_", "ibm"])
        {
            if (plain.StartsWith(maker, StringComparison.Ordinal))
            {
                text = text[maker.Length..];
                break;
            }
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page) && page is >= 37 and <= 65001;
    }
}
