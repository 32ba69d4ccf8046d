using System.Text;

namespace Brine.Models;

/// <summary>The analyzers <c>char</c> and <c>char_wb</c>: <c>_char_ngrams</c> and <c>_char_wb_ngrams</c> of scikit-learn, over code points
/// as Python counts them.</summary>
internal static class CharacterGrams
{
    /// <param name="text">The document, preprocessed.</param>
    /// <param name="insideWords">True for <c>char_wb</c>.</param>
    /// <param name="least">The shortest n-gram.</param>
    /// <param name="most">The longest n-gram.</param>
    /// <param name="sink">Takes them.</param>
    /// <param name="buffer">Room for places, empty.</param>
    internal static void Add(string text, bool insideWords, int least, int most, ITermSink sink, List<(int Start, int Length)> buffer)
    {
        string collapsed = Collapse(text);
        if (!insideWords)
        {
            MarkCharacters(collapsed, buffer);
            for (int n = least; n <= Math.Min(most, buffer.Count) && n <= sink.LongestTerm; n++)
            {
                AddAll(collapsed, buffer, n, sink);
            }

            return;
        }

        var word = new StringBuilder();
        for (int start = 0; start < collapsed.Length;)
        {
            int end = start;
            while (end < collapsed.Length && !PythonText.IsSpace(collapsed[end]))
            {
                end++;
            }

            if (end > start)
            {
                AddWord(word.Clear().Append(' ').Append(collapsed, start, end - start).Append(' ').ToString(), least, most, sink, buffer);
            }

            start = end + 1;
        }
    }

    /// <summary>A word shorter than n counts once, for the first such n.</summary>
    private static void AddWord(string word, int least, int most, ITermSink sink, List<(int Start, int Length)> buffer)
    {
        buffer.Clear();
        MarkCharacters(word, buffer);
        for (int n = least; n <= most; n++)
        {
            if (n >= buffer.Count)
            {
                sink.Add(word);
                return;
            }

            if (n > sink.LongestTerm)
            {
                return;
            }

            AddAll(word, buffer, n, sink);
        }
    }

    private static void AddAll(string text, List<(int Start, int Length)> characters, int n, ITermSink sink)
    {
        for (int i = 0; i + n <= characters.Count; i++)
        {
            (int lastStart, int lastLength) = characters[i + n - 1];
            sink.Add(text.AsSpan(characters[i].Start, lastStart + lastLength - characters[i].Start));
        }
    }

    internal static void MarkCharacters(string text, List<(int Start, int Length)> characters)
    {
        for (int i = 0; i < text.Length;)
        {
            PythonText.CodePointAt(text, i, out int length);
            characters.Add((i, length));
            i += length;
        }
    }

    /// <summary><c>re.sub(r'\s\s+', ' ', text)</c>: a single white space stays what it is.</summary>
    private static string Collapse(string text)
    {
        StringBuilder? collapsed = null;
        for (int i = 0; i < text.Length;)
        {
            int end = i;
            while (end < text.Length && PythonText.IsSpace(text[end]))
            {
                end++;
            }

            if (end - i > 1)
            {
                (collapsed ??= new StringBuilder(text.Length).Append(text, 0, i)).Append(' ');
                i = end;
                continue;
            }

            collapsed?.Append(text[i]);
            i++;
        }

        return collapsed?.ToString() ?? text;
    }
}
