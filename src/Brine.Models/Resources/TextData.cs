namespace Brine.Models;

/// <summary>The data files that this library carries: lines of text, those that begin with # say where they come from.</summary>
internal static class TextData
{
    internal static IEnumerable<string> Lines(string name)
    {
        using Stream stream = typeof(TextData).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line;
            }
        }
    }
}
