namespace Brine;

/// <summary>How a file of a <see cref="TableFormat"/> is read.</summary>
public sealed record TableReadOptions
{
    /// <summary>The options that find everything out.</summary>
    public static TableReadOptions Default { get; } = new();

    /// <summary>The sheet of a workbook, by name or by number from 0; null for the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>The columns that are needed, by name; null for all. Others may be left out.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The places of the columns to read: of those that are needed where the file has all of them, so that nobody misses one;
    /// else of all.</summary>
    /// <param name="names">The names of the columns of the file.</param>
    public IReadOnlyList<int> Choose(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        int[] all = [.. Enumerable.Range(0, names.Count)];
        if (Columns is not { Count: > 0 } needed || names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            return all;
        }

        var wanted = new HashSet<string>(needed, StringComparer.Ordinal);
        int[] chosen = [.. all.Where(i => wanted.Contains(names[i]))];
        return chosen.Length == wanted.Count ? chosen : all;
    }
}
