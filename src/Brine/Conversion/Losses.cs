namespace Brine;

/// <summary>What a form cannot hold of a value: refused with a list of it, or told where the caller allows it.</summary>
internal sealed class Losses(string form, ConvertOptions options)
{
    private const int MostListed = 6;

    private readonly List<string> _found = [];
    private readonly Dictionary<string, (int Count, string Place)> _counted = new(StringComparer.Ordinal);

    internal ConvertOptions Options => options;

    /// <summary>Something that there is once.</summary>
    internal void Add(string what) => _found.Add(what);

    /// <summary>Something that there may be many of; the place of the first is told.</summary>
    internal void Count(string what, Func<string> place) => _counted[what] = _counted.TryGetValue(what, out (int Count, string Place) known) ? (known.Count + 1, known.Place) : (1, place());

    /// <exception cref="UnsupportedConversionException">Something would be lost, and the caller did not allow it.</exception>
    internal void Refuse()
    {
        if (!options.AllowsLoss && Listed() is { Count: > 0 } found)
        {
            throw new UnsupportedConversionException($"{form} cannot hold {string.Join("; ", found)}. Write .pkl or .joblib, which hold all, or say --lossy to write the rest");
        }
    }

    /// <summary>Says what was lost, when all is written.</summary>
    internal void Settle()
    {
        Refuse();
        foreach (string found in Listed())
        {
            options.OnNote?.Invoke($"{form} cannot hold {found}");
        }
    }

    private List<string> Listed()
    {
        var all = new List<string>(_found);
        foreach ((string what, (int count, string place)) in _counted)
        {
            all.Add(count == 1 ? $"{what} (at {place})" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what} ({count} times, first at {place})"));
        }

        if (all.Count > MostListed)
        {
            all[MostListed - 1] = $"{all.Count - MostListed + 1} other kinds of values";
            all.RemoveRange(MostListed, all.Count - MostListed);
        }

        return all;
    }
}
