namespace Brine;

/// <summary>The tables that this library carries; lines that begin with # say what they are.</summary>
internal static class Resource
{
    internal static IEnumerable<string> Lines(string name)
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && !line.StartsWith('#'))
            {
                yield return line;
            }
        }
    }
}
