namespace Brine.Models;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">n a number, s a text, w a name, o an operator.</param>
/// <param name="Text">The word; of a text what is between the quotes.</param>
/// <param name="Offset">Where it begins.</param>
internal readonly record struct ExpressionToken(char Kind, string Text, int Offset)
{
    private static readonly string[] Operators =
        ["**", "//", "<=", ">=", "==", "!=", "+", "-", "*", "/", "%", "<", ">", "(", ")", "[", "]", ",", "&", "|", "^", "~"];

    /// <summary>The words of an expression.</summary>
    /// <exception cref="FormatException">Something stands there that no arithmetic has.</exception>
    internal static List<ExpressionToken> Split(string text)
    {
        var tokens = new List<ExpressionToken>();
        int at = 0;
        while (at < text.Length)
        {
            char first = text[at];
            if (first is ' ' or '\t')
            {
                at++;
                continue;
            }

            int end = at + 1;
            if (char.IsAsciiDigit(first) || (first == '.' && end < text.Length && char.IsAsciiDigit(text[end])))
            {
                while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '_'
                    || (text[end] is '+' or '-' && text[end - 1] is 'e' or 'E')))
                {
                    end++;
                }

                tokens.Add(new('n', text[at..end], at));
            }
            else if (char.IsAsciiLetter(first) || first == '_')
            {
                while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.'))
                {
                    end++;
                }

                tokens.Add(new('w', text[at..end], at));
            }
            else if (first is '\'' or '"')
            {
                end = text.IndexOf(first, at + 1);
                string inner = end < 0 ? throw new FormatException("a text without an end") : text[(at + 1)..end];
                tokens.Add(inner.Contains('\\') ? throw new FormatException("a text with backslashes") : new('s', inner, at));
                end++;
            }
            else
            {
                string found = Array.Find(Operators, item => string.CompareOrdinal(text, at, item, 0, item.Length) == 0)
                    ?? throw new FormatException($"'{first}'");
                tokens.Add(new('o', found, at));
                end = at + found.Length;
            }

            at = end;
        }

        return tokens;
    }
}
