using System.Globalization;

namespace Brine.Models;

/// <summary>
/// .NET's regular expressions see a character beyond U+FFFF as two. Such characters are replaced by one that a pattern treats alike: an
/// Arabic digit for a decimal digit, a Yi syllable for any other word character, a private one for the rest. Patterns without back
/// references cannot tell them apart, as long as they name no character that high.
/// </summary>
internal static class StandIns
{
    /// <summary>The lowest of the stand-ins.</summary>
    internal const char First = '\u0660';

    private const char Letter = '\ua000';
    private const char Other = '\ue000';

    /// <summary>The text with stand-ins, and where each of its characters stood; one more for the end.</summary>
    internal static (string Text, int[] Places) Replace(string text)
    {
        var replaced = new char[text.Length];
        var places = new int[text.Length + 1];
        int count = 0;
        for (int i = 0; i < text.Length;)
        {
            int codePoint = PythonText.CodePointAt(text, i, out int length);
            places[count] = i;
            replaced[count++] = codePoint <= char.MaxValue ? (char)codePoint
                : !PythonText.IsWord(codePoint) ? Other
                : CharUnicodeInfo.GetUnicodeCategory(codePoint) == UnicodeCategory.DecimalDigitNumber ? First
                : Letter;
            i += length;
        }

        places[count] = text.Length;
        return (new string(replaced, 0, count), places);
    }
}
