using System.Globalization;
using System.Text;

namespace Brine.Scanning;

/// <summary>What is odd about a module or a name as such.</summary>
internal static class NameShape
{
    /// <summary>Why it is no plain name, or null where it is one.</summary>
    internal static string? Oddity(string module, string name) =>
        module.Length == 0 ? "the module has no name"
        : name.Length == 0 ? "the name is empty: it stands for the module itself"
        : module.Split('.').Select(part => OfPart(part, "module")).FirstOrDefault(odd => odd is not null)
            ?? (name.Contains('.') && !IsInClass(name) ? "the name is dotted: it reaches an attribute of what it names"
                : name.Split('.').Select(part => OfPart(part, "name")).FirstOrDefault(odd => odd is not null));

    /// <summary>A dotted name that begins with a class, by how classes are written: what is in a class, such as a class of its own, is of
    /// the same author.</summary>
    internal static bool IsInClass(string name) => name.Length > 0 && char.IsUpper(name[0]);

    /// <summary>True for names of plain parts, however many.</summary>
    internal static bool IsPlain(string module, string name) =>
        module.Split('.').Concat(name.Split('.')).All(part => OfPart(part, "name") is null);

    private static string? OfPart(string part, string what) => part switch
    {
        "" => $"a part of the {what} is empty",
        "__main__" when what == "module" => null,
        _ when !IsIdentifier(part) => $"the {what} has characters that no name in a program has",
        _ when part.EnumerateRunes().Any(IsCompatible) => $"the {what} is written in characters that Python reads as others",
        _ when IsMixed(part) => $"the {what} mixes letters of several scripts, which look alike",
        _ when part.Length > 4 && part.StartsWith("__", StringComparison.Ordinal) && part.EndsWith("__", StringComparison.Ordinal) =>
            $"the {what} has two underscores on both sides, as what belongs to Python itself",
        _ => null,
    };

    /// <summary>Characters that stand for others: Python takes a name in full width or in mathematical letters for the plain one.</summary>
    private static bool IsCompatible(Rune rune) => rune.Value is 0xAA or 0xBA or 0x17F or (>= 0x1C4 and <= 0x1CC) or (>= 0x1F1 and <= 0x1F3)
        or (>= 0x2B0 and <= 0x2B8) or (>= 0x2E0 and <= 0x2E4) or (>= 0x1D2C and <= 0x1DBF) or (>= 0x2070 and <= 0x209F)
        or (>= 0x2100 and <= 0x218F) or (>= 0x2460 and <= 0x24FF) or (>= 0x3130 and <= 0x318F) or (>= 0x3200 and <= 0x33FF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFB00 and <= 0xFDFF) or (>= 0xFE50 and <= 0xFEFF) or (>= 0xFF00 and <= 0xFFEF)
        or (>= 0x1D400 and <= 0x1D7FF) or (>= 0x1EE00 and <= 0x1EEFF) or (>= 0x1F100 and <= 0x1F2FF) or (>= 0x2F800 and <= 0x2FA1F);

    /// <summary>Latin letters beside Greek, Cyrillic, Armenian or Cherokee ones.</summary>
    private static bool IsMixed(string part) =>
        part.Any(char.IsAsciiLetter) && part.Any(letter => letter is (>= '\u0370' and <= '\u058f') or (>= '\u13a0' and <= '\u13ff')
            or (>= '\uab70' and <= '\uabbf'));

    /// <summary>A letter of any script or an underscore, and then digits and marks too.</summary>
    private static bool IsIdentifier(string part)
    {
        bool isFirst = true;
        foreach (Rune rune in part.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool isLetter = rune.Value == '_' || category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.LetterNumber;
            bool isRest = category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;
            if (!isLetter && (isFirst || !isRest))
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }
}
