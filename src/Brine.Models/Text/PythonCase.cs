using System.Globalization;
using System.Text;

namespace Brine.Models;

/// <summary><c>str.upper</c> and <c>str.casefold</c>: as .NET's invariant case, but for the characters in a table.</summary>
internal static class PythonCase
{
    private static readonly Lazy<(Dictionary<int, string> Upper, Dictionary<int, string> Fold)> Exceptions = new(Load);

    /// <summary><c>str.upper</c></summary>
    internal static string Upper(string text) =>
        Ascii.IsValid(text) ? text.ToUpperInvariant() : Map(text, Exceptions.Value.Upper, Rune.ToUpperInvariant);

    /// <summary><c>str.casefold</c></summary>
    internal static string Fold(string text) =>
        Ascii.IsValid(text) ? text.ToLowerInvariant() : Map(text, Exceptions.Value.Fold, Rune.ToLowerInvariant);

    private static string Map(string text, Dictionary<int, string> exceptions, Func<Rune, Rune> simple)
    {
        var mapped = new StringBuilder(text.Length + 8);
        Span<char> pair = stackalloc char[2];
        for (int i = 0; i < text.Length;)
        {
            int codePoint = PythonText.CodePointAt(text, i, out int length);
            if (exceptions.TryGetValue(codePoint, out string? exception))
            {
                mapped.Append(exception);
            }
            else if (Rune.TryCreate(codePoint, out Rune rune))
            {
                mapped.Append(pair[..simple(rune).EncodeToUtf16(pair)]);
            }
            else
            {
                mapped.Append((char)codePoint);
            }

            i += length;
        }

        return mapped.ToString();
    }

    private static (Dictionary<int, string> Upper, Dictionary<int, string> Fold) Load()
    {
        var upper = new Dictionary<int, string>();
        var fold = new Dictionary<int, string>();
        foreach (string line in TextData.Lines("case.txt"))
        {
            string[] parts = line.Split(' ');
            (parts[0] == "upper" ? upper
                : fold)[Hexadecimal(parts[1])] = string.Concat(parts.Skip(2).Select(part => char.ConvertFromUtf32(Hexadecimal(part))));
        }

        return (upper, fold);
    }

    private static int Hexadecimal(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
