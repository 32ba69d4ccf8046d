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

    private static string? OfPart(string part, string what) => part switch
    {
        "" => $"a part of the {what} is empty",
        "__main__" when what == "module" => null,
        _ when !IsIdentifier(part) => $"the {what} has characters that no name in a program has",
        _ when !part.IsNormalized(NormalizationForm.FormKC) => $"the {what} is written in characters that Python reads as others",
        _ when part.Length > 4 && part.StartsWith("__", StringComparison.Ordinal) && part.EndsWith("__", StringComparison.Ordinal) =>
            $"the {what} has two underscores on both sides, as what belongs to Python itself",
        _ => null,
    };

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
