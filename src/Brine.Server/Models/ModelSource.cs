namespace Brine.Server;

/// <summary>A file that holds a version of a model.</summary>
/// <param name="Name">The name under which it is asked.</param>
/// <param name="Version">Its version; null for the beginning of its hash.</param>
/// <param name="Path">The file.</param>
internal sealed record ModelSource(string Name, string? Version, string Path)
{
    /// <summary>The files in a folder: <c>NAME.pkl</c>, and <c>NAME/VERSION.pkl</c> or <c>NAME/VERSION/model.pkl</c> for several
    /// versions of one model; in place of each file there may be a folder that MLflow wrote. What begins with a dot is left out.</summary>
    internal static IReadOnlyList<ModelSource> In(string folder)
    {
        var sources = new List<ModelSource>();
        foreach (string entry in Entries(folder))
        {
            if (!Directory.Exists(entry) || ModelPlace.IsMlflow(entry))
            {
                sources.Add(new ModelSource(NameOf(entry), null, entry));
                continue;
            }

            foreach (string version in Entries(entry))
            {
                string[] files = Directory.Exists(version) && !ModelPlace.IsMlflow(version)
                    ? [.. Entries(version).Where(ModelPlace.Exists)] : [version];
                if (files.Length == 1)
                {
                    sources.Add(new ModelSource(Cleaned(System.IO.Path.GetFileName(entry)),
                        files[0] == version ? NameOf(version) : Cleaned(System.IO.Path.GetFileName(version)), files[0]));
                }
            }
        }

        return sources;
    }

    /// <summary>The name of a model in a file: what stands before the first point of its name.</summary>
    internal static string NameOf(string path) => Cleaned(System.IO.Path.GetFileName(path).Split('.')[0]);

    /// <summary>The newest version first: by numbers where versions are numbers, by their letters otherwise.</summary>
    internal static int CompareVersions(string left, string right) => (Number(left), Number(right)) switch
    {
        ({ } a, { } b) => b.CompareTo(a),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.CompareOrdinal(right, left),
    };

    private static long? Number(string version) =>
        long.TryParse(version.TrimStart('v'), System.Globalization.NumberStyles.None, null, out long number) ? number : null;

    private static string Cleaned(string name)
    {
        string cleaned = string.Concat(name.Take(100)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '_'));
        return cleaned.Length > 0 ? cleaned : "model";
    }

    private static IOrderedEnumerable<string> Entries(string folder) => Directory.EnumerateFileSystemEntries(folder)
        .Where(entry => !System.IO.Path.GetFileName(entry).StartsWith('.')).Order(StringComparer.Ordinal);
}
