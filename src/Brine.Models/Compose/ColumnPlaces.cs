namespace Brine.Models;

/// <summary>Where the columns of the training stand in the data at hand.</summary>
internal sealed class ColumnPlaces
{
    private readonly int _count;
    private readonly Dictionary<string, int>? _byName;
    private readonly IReadOnlyList<string>? _trained;
    private readonly HashSet<string> _repeated = new(StringComparer.Ordinal);

    private ColumnPlaces(int count, Dictionary<string, int>? byName, IReadOnlyList<string>? trained)
    {
        _count = count;
        _byName = byName;
        _trained = trained;
    }

    /// <summary>Matches the data with the training.</summary>
    /// <param name="x">The data.</param>
    /// <param name="trained">The names of the columns of the training, or null where they had none.</param>
    /// <param name="selections">What is asked for.</param>
    /// <param name="takesRepeated">True where columns that nobody asks for may share a name, as they may until 1.8.</param>
    /// <exception cref="ModelInputException">A column is missing.</exception>
    internal static ColumnPlaces Of(Features x, IReadOnlyList<string>? trained, IEnumerable<ColumnSelection> selections,
        bool takesRepeated = true)
    {
        Dictionary<string, int>? byName = null;
        if (x.ColumnNames is { } names && (trained is null || !names.SequenceEqual(trained)))
        {
            byName = [];
            for (int i = 0; i < names.Count; i++)
            {
                byName.TryAdd(names[i], i);
            }
        }

        var places = new ColumnPlaces(x.ColumnCount, byName, trained);
        if (byName is not null && byName.Count < x.ColumnCount)
        {
            places._repeated.UnionWith(
                x.ColumnNames!.CountBy(name => name).Where(counted => counted.Value > 1).Select(counted => counted.Key));
            if (!takesRepeated)
            {
                throw Repeated(places._repeated.First());
            }
        }

        List<string> missing = [.. selections.SelectMany(places.Missing).Distinct()];
        return missing.Count == 0 ? places : throw new ModelInputException("InputColumns",
            $"the data lacks {(missing.Count == 1 ? "the column" : "the columns")} "
                + $"{string.Join(", ", missing.Take(20).Select(name => $"'{name}'"))}{(missing.Count > 20 ? "..." : "")}"
                + (x.ColumnNames is { } there ? Others(missing[0], there, trained) : "; its columns have no names"));
    }

    /// <summary>The names that the data has, and the one that may have been meant.</summary>
    private static string Others(string missing, IReadOnlyList<string> there, IReadOnlyList<string>? trained)
    {
        string? close = Spelling.Closest(missing, there.Where(name => trained?.Contains(name) != true));
        return $"{(close is null ? "; it" : $"; did you mean '{close}'? It")} has "
            + $"{string.Join(", ", there.Take(20))}{(there.Count > 20 ? "..." : "")}";
    }

    /// <summary>The places of the columns in the data.</summary>
    internal int[] Find(ColumnSelection selection) =>
        selection.Names is { } names ? [.. names.Select(Place)]
        : _byName is null || _trained is null ? Checked(selection.Places!)
        : [.. selection.Places!.Select(index => Place(_trained[index]))];

    private int Place(string name) => _repeated.Contains(name)
        ? throw Repeated(name)
        : _byName![name];

    private static ModelInputException Repeated(string name) =>
        new("InputColumns",
            $"the data has several columns '{name}', and columns are asked for by name: leave out the others, or give each a "
                + "name of its own");

    private int[] Checked(int[] places) => places.Length == 0 || places.Max() < _count
        ? places
        : throw new ModelInputException("InputFeatures", $"the data has {_count} columns and column {places.Max()} is asked for");

    private IEnumerable<string> Missing(ColumnSelection selection) =>
        selection.Names is { } names ? names.Where(name => _byName is null || !_byName.ContainsKey(name))
        : _byName is null || _trained is null ? []
        : selection.Places!.Select(index => _trained[index]).Where(name => !_byName.ContainsKey(name));
}
