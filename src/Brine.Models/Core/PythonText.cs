using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Brine.Models;

/// <summary>Python's <c>str</c> methods where .NET's differ: what is a word character, what is white space, how letters become
/// small.</summary>
internal static class PythonText
{
    /// <summary>The characters for which <c>str.isspace</c> is true, which <c>\s</c> of <c>re</c> matches and <c>str.split</c> splits
    /// at.</summary>
    internal const string SpaceClass = @"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

    private const char CapitalSigma = '\u03a3';
    private const char FinalSigma = '\u03c2';
    private const char SmallSigma = '\u03c3';
    private const char DottedCapitalI = '\u0130';

    private static readonly SearchValues<char> IgnorableMarks = SearchValues.Create(
        "'.:\u00b7\u0387\u055f\u05f4\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a\u2018\u2019");

    /// <summary>What <c>\w</c> of <c>re</c> matches: <c>str.isalnum()</c> or the underscore, which is letters and numbers of every kind but
    /// no marks.</summary>
    internal static bool IsWord(int codePoint)
    {
        if (codePoint < 128)
        {
            return IsAsciiWord(codePoint);
        }

        return CharUnicodeInfo.GetUnicodeCategory(codePoint) is <= UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
    }

    /// <summary>The same of a character below 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsAsciiWord(int character)
    {
        // A bit for each of 0 to 9; A to Z, _, a to z.
        const ulong Low = 0x03FF_0000_0000_0000, High = 0x07FF_FFFE_87FF_FFFE;
        return (((character < 64 ? Low : High) >> (character & 63)) & 1) != 0;
    }

    /// <summary><c>str.isspace</c>.</summary>
    internal static bool IsSpace(char character) => character switch
    {
        <= ' ' => character is ' ' or (>= '\t' and <= '\r') or >= '\x1c',
        < '\u1680' => character is '\x85' or '\xa0',
        _ => character is '\u1680' or (>= '\u2000' and <= '\u200a') or '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000',
    };

    /// <summary>The code point at an index, and how many chars it takes; half a surrogate pair counts as a character, as in
    /// Python.</summary>
    internal static int CodePointAt(ReadOnlySpan<char> text, int index, out int length)
    {
        char first = text[index];
        bool isPair = char.IsHighSurrogate(first) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        length = isPair ? 2 : 1;
        return isPair ? char.ConvertToUtf32(first, text[index + 1]) : first;
    }

    /// <summary>Python orders text by code points, .NET's ordinal order is that of UTF-16 units.</summary>
    internal static int Compare(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        char a = left[common], b = right[common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }

    /// <summary>
    /// <c>str.lower</c>: as .NET's invariant lower case, but a dotted capital I becomes two characters, and a capital sigma at the end of
    /// a word the final small one (CPython's <c>handle_capital_sigma</c>).
    /// </summary>
    internal static string Lower(string text)
    {
        if (Ascii.IsValid(text))
        {
            return !text.AsSpan().ContainsAnyInRange('A', 'Z') ? text
                : string.Create(text.Length, text, (target, source) => Ascii.ToLower(source, target, out _));
        }

        var lower = new StringBuilder(text.Length + 8);
        Span<char> pair = stackalloc char[2];
        for (int i = 0; i < text.Length;)
        {
            int codePoint = CodePointAt(text, i, out int length);
            if (codePoint == DottedCapitalI)
            {
                lower.Append("i\u0307");
            }
            else if (codePoint == CapitalSigma)
            {
                lower.Append(IsFinal(text, i) ? FinalSigma : SmallSigma);
            }
            else if (Rune.TryCreate(codePoint, out Rune rune))
            {
                lower.Append(pair[..Rune.ToLowerInvariant(rune).EncodeToUtf16(pair)]);
            }
            else
            {
                lower.Append((char)codePoint);
            }

            i += length;
        }

        return lower.ToString();
    }

    /// <summary>True when a cased letter stands before and none after, marks and apostrophes passed over.</summary>
    private static bool IsFinal(string text, int index)
    {
        int before = index;
        int codePoint = 0;
        do
        {
            before -= before >= 2 && char.IsLowSurrogate(text[before - 1]) && char.IsHighSurrogate(text[before - 2]) ? 2 : 1;
            codePoint = before >= 0 ? CodePointAt(text, before, out _) : 0;
        }
        while (before >= 0 && IsCaseIgnorable(codePoint));

        if (before < 0 || !IsCased(codePoint))
        {
            return false;
        }

        for (int after = index + 1; after < text.Length;)
        {
            codePoint = CodePointAt(text, after, out int length);
            if (!IsCaseIgnorable(codePoint))
            {
                return !IsCased(codePoint);
            }

            after += length;
        }

        return true;
    }

    /// <summary>Unicode's property Case_Ignorable.</summary>
    private static bool IsCaseIgnorable(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
    {
        UnicodeCategory.ModifierSymbol or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark => true,
        UnicodeCategory.OtherPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation =>
            codePoint <= char.MaxValue && IgnorableMarks.Contains((char)codePoint),
        _ => false,
    };

    /// <summary>Unicode's property Cased, of characters that are not case-ignorable.</summary>
    private static bool IsCased(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => true,
        UnicodeCategory.OtherLetter => codePoint is 0xaa or 0xba,
        UnicodeCategory.LetterNumber => codePoint is >= 0x2160 and <= 0x217f,
        UnicodeCategory.OtherSymbol =>
            codePoint is (>= 0x24b6 and <= 0x24e9) or (>= 0x1f130 and <= 0x1f149) or (>= 0x1f150 and <= 0x1f169)
                or (>= 0x1f170 and <= 0x1f189),
        _ => false,
    };
}
