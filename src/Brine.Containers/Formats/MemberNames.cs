namespace Brine.Containers;

/// <summary>The names of the files in an archive or a folder, by which the format of a model is known.</summary>
internal sealed class MemberNames(IReadOnlyList<string> names, bool isZip)
{
    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);

    /// <summary>True for a ZIP archive; false for a tar archive or a folder.</summary>
    internal bool IsZip => isZip;

    internal bool Has(string name) => _names.Contains(name);

    /// <summary>True where there are names, and all of them end so.</summary>
    internal bool AllEndWith(string ending) => names.Count > 0 && names.All(name => name.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>The folder that the first file is in, with its slash, or null where it is in none.</summary>
    internal string? FirstFolder => names.Count > 0 && names[0].IndexOf('/') is > 0 and var slash ? names[0][..(slash + 1)] : null;

    /// <summary>The outermost folder that holds a file of this name, with its slash: "" for the top; null where there is none.</summary>
    internal string? FolderOf(string fileName)
    {
        string? shortest = null;
        foreach (string name in names)
        {
            if (name.EndsWith(fileName, StringComparison.Ordinal) && (name.Length == fileName.Length || name[^(fileName.Length + 1)] == '/')
                && (shortest is null || name.Length - fileName.Length < shortest.Length))
            {
                shortest = name[..^fileName.Length];
            }
        }

        return shortest;
    }
}
