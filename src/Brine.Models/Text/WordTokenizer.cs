namespace Brine.Models;

/// <summary>
/// The token patterns of the kind <c>(?u)\b\w\w+\b</c>, in one pass: the matches are the runs of word characters of at least some length.
/// </summary>
/// <param name="shortest">How many characters a token has at least.</param>
internal sealed class WordTokenizer(int shortest) : Tokenizer
{
    /// <summary>How many characters a token of the pattern has at least, or null where the pattern is of another kind.</summary>
    internal static int? ShortestOf(string pattern)
    {
        string rest = pattern.StartsWith("(?u)", StringComparison.Ordinal) ? pattern[4..] : pattern;
        rest = rest.StartsWith(@"\b", StringComparison.Ordinal) ? rest[2..] : rest;
        rest = rest.EndsWith(@"\b", StringComparison.Ordinal) ? rest[..^2] : rest;
        int count = 0;
        while (rest.StartsWith(@"\w", StringComparison.Ordinal))
        {
            rest = rest[2..];
            count++;
        }

        return count == 0 ? null
            : rest == "+" ? count
            : rest.Length is > 3 and < 8 && rest[0] == '{' && rest.EndsWith(",}", StringComparison.Ordinal)
                && int.TryParse(rest.AsSpan(1, rest.Length - 3), out int least) && least > 0 ? count - 1 + least
            : null;
    }

    internal override void Split(string text, List<(int Start, int Length)> tokens)
    {
        int start = 0, characters = 0;
        for (int i = 0; i < text.Length;)
        {
            int length = 1;
            char character = text[i];
            if (character < 128 ? PythonText.IsAsciiWord(character) : PythonText.IsWord(PythonText.CodePointAt(text, i, out length)))
            {
                start = characters++ == 0 ? i : start;
            }
            else
            {
                Add(tokens, start, i, characters);
                characters = 0;
            }

            i += length;
        }

        Add(tokens, start, text.Length, characters);
    }

    private void Add(List<(int Start, int Length)> tokens, int start, int end, int characters)
    {
        if (characters >= shortest)
        {
            tokens.Add((start, end - start));
        }
    }
}
