using System.Globalization;
using System.Text;

namespace Brine.Scanning;

/// <summary>Text out of a file for people: what could move a cursor, turn the direction or fill a page is escaped or cut off.</summary>
internal static class PlainText
{
    private const int Longest = 256;

    internal static string Of(string text)
    {
        var plain = new StringBuilder(Math.Min(text.Length, Longest));
        for (int i = 0; i < text.Length; i++)
        {
            if (plain.Length >= Longest)
            {
                plain.Append("...");
                break;
            }

            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                plain.Append(text, i++, 2);
            }
            else if (IsPlain(text[i]))
            {
                plain.Append(text[i]);
            }
            else
            {
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
        }

        return plain.ToString();
    }

    private static bool IsPlain(char character) => char.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
