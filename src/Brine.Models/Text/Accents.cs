using System.Globalization;
using System.Text;

namespace Brine.Models;

/// <summary>
/// <c>strip_accents_unicode</c> and <c>strip_accents_ascii</c>: NFKD without combining marks. The marks are dropped, so their order does
/// not matter and one table of characters is enough; .NET's own normalisation needs ICU, which is not on every machine.
/// </summary>
internal static class Accents
{
    private const int FirstSyllable = 0xac00, LastSyllable = 0xd7a3, VowelCount = 21, TrailCount = 28;

    private static readonly Lazy<(Dictionary<int, string> Forms, HashSet<int> Marks)> Tables = new(Load);

    /// <summary>Drops accents, keeping every other character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepsDecomposed">True for scikit-learn before 0.22, which left text alone that NFKD does not change, marks and
    /// all.</param>
    internal static string Strip(string text, bool keepsDecomposed) =>
        Ascii.IsValid(text) || (keepsDecomposed && IsDecomposed(text)) ? text : Map(text, asciiOnly: false);

    /// <summary>Drops accents and then all that is not ASCII.</summary>
    internal static string StripToAscii(string text) => Ascii.IsValid(text) ? text : Map(text, asciiOnly: true);

    private static string Map(string text, bool asciiOnly)
    {
        (Dictionary<int, string> forms, HashSet<int> marks) = Tables.Value;
        var stripped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length;)
        {
            int codePoint = PythonText.CodePointAt(text, i, out int length);
            if (codePoint < 128)
            {
                stripped.Append((char)codePoint);
            }
            else if (forms.TryGetValue(codePoint, out string? form))
            {
                Append(stripped, form, asciiOnly);
            }
            else if (!asciiOnly && codePoint is >= FirstSyllable and <= LastSyllable)
            {
                AppendSyllable(stripped, codePoint - FirstSyllable);
            }
            else if (!asciiOnly && !marks.Contains(codePoint))
            {
                stripped.Append(text, i, length);
            }

            i += length;
        }

        return stripped.ToString();
    }

    private static void Append(StringBuilder stripped, string form, bool asciiOnly)
    {
        foreach (char character in form)
        {
            if (!asciiOnly || character < 128)
            {
                stripped.Append(character);
            }
        }
    }

    /// <summary>Unicode's arithmetic decomposition of Hangul.</summary>
    private static void AppendSyllable(StringBuilder stripped, int index)
    {
        stripped.Append((char)(0x1100 + (index / (VowelCount * TrailCount)))).Append((char)(0x1161 + (index / TrailCount % VowelCount)));
        if (index % TrailCount != 0)
        {
            stripped.Append((char)(0x11a7 + (index % TrailCount)));
        }
    }

    private static bool IsDecomposed(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            int codePoint = PythonText.CodePointAt(text, i, out int length);
            if (codePoint is >= FirstSyllable and <= LastSyllable || Tables.Value.Forms.ContainsKey(codePoint))
            {
                return false;
            }

            i += length;
        }

        return true;
    }

    private static (Dictionary<int, string> Forms, HashSet<int> Marks) Load()
    {
        var forms = new Dictionary<int, string>(6000);
        var marks = new HashSet<int>(1000);
        foreach (string line in TextData.Lines("accents.txt"))
        {
            if (line.IndexOf("..", StringComparison.Ordinal) is > 0 and var dots)
            {
                for (int code = Parse(line[..dots]); code <= Parse(line[(dots + 2)..]); code++)
                {
                    marks.Add(code);
                }
            }
            else
            {
                string[] parts = line.Split(' ');
                forms[Parse(parts[0])] = string.Concat(parts.Skip(1).Select(part => char.ConvertFromUtf32(Parse(part))));
            }
        }

        return (forms, marks);
    }

    private static int Parse(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
