namespace Brine.Cli;

/// <summary>Text in lines that fit a terminal.</summary>
internal static class WrappedText
{
    /// <summary>Writes a text in lines, broken at blanks; a word too long for a line stands alone.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="width">How many characters fit on a line.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="next">What the others begin with.</param>
    /// <param name="text">The text.</param>
    internal static void Write(TextWriter output, int width, string first, string next, string text)
    {
        ReadOnlySpan<char> rest = text;
        string start = first;
        while (true)
        {
            int room = Math.Max(20, width - start.Length);
            if (rest.Length <= room)
            {
                output.Write(start);
                output.Write(rest);
                output.Write("\n");
                return;
            }

            int cut = rest[..room].LastIndexOf(' ');
            int end = cut > 0 ? cut : Math.Max(room, rest.IndexOf(' '));
            output.Write(start);
            output.Write(rest[..end]);
            output.Write("\n");
            rest = rest[end..].TrimStart(' ');
            start = next;
            if (rest.IsEmpty)
            {
                return;
            }
        }
    }
}
