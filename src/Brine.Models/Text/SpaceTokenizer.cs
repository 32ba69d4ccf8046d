namespace Brine.Models;

/// <summary><c>str.split()</c>: what stands between white space.</summary>
internal sealed class SpaceTokenizer : Tokenizer
{
    internal static SpaceTokenizer Instance { get; } = new();

    internal override void Split(string text, List<(int Start, int Length)> tokens)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            while (i < text.Length && !PythonText.IsSpace(text[i]))
            {
                i++;
            }

            if (i > start)
            {
                tokens.Add((start, i - start));
            }
        }
    }
}
