using System.Globalization;
using System.Text;

namespace Brine;

/// <summary>Text out of a file, made fit for a terminal: control and direction characters are escaped, long text is cut.</summary>
internal static class SafeText
{
    internal const int MaxLength = 256;

    internal static string Of(string text)
    {
        bool isPlain = text.Length <= MaxLength;
        foreach (char character in isPlain ? text : "")
        {
            isPlain &= !NeedsEscape(character);
        }

        if (isPlain)
        {
            return text;
        }

        var safe = new StringBuilder();
        foreach (char character in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            safe.Append(NeedsEscape(character) ? $"\\u{(int)character:x4}" : character.ToString());
        }

        return safe.Append(text.Length > MaxLength ? "..." : "").ToString();
    }

    private static bool NeedsEscape(char character) =>
        char.IsControl(character)
            || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse;
}
