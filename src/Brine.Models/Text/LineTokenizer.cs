namespace Brine.Models;

/// <summary><c>str.splitlines()</c>: lines without their ends, of which Python knows ten.</summary>
internal sealed class LineTokenizer : Tokenizer
{
    internal static LineTokenizer Instance { get; } = new();

    internal override void Split(string text, List<(int Start, int Length)> tokens)
    {
        for (int start = 0; start < text.Length;)
        {
            int length = text.AsSpan(start).IndexOfAny("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");
            length = length < 0 ? text.Length - start : length;
            tokens.Add((start, length));
            start += length + (text.AsSpan(start + length).StartsWith("\r\n") ? 2 : 1);
        }
    }
}
