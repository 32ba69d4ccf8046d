namespace Brine;

/// <summary>The files that this library carries.</summary>
internal static class PageResource
{
    internal static string Text(string name)
    {
        using Stream stream = typeof(PageResource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    internal static string[] Lines(string name) => Text(name).Split('\n');
}
