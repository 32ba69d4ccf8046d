using System.Globalization;

namespace Brine;

/// <summary>
/// What a form cannot hold of a value. Data that would be gone is refused, unless the caller allows it. Types that a form does not have,
/// while it has all the values, are told; a caller may want them refused too.
/// </summary>
/// <param name="form">What the form is called.</param>
/// <param name="options">What the caller allows.</param>
/// <param name="isPickle">True for the forms that hold all values, so that no other can be advised.</param>
internal sealed class Losses(string form, ConvertOptions options, bool isPickle)
{
    private readonly Found _data = new(), _types = new();
    private bool _losesIndex;

    internal ConvertOptions Options => options;

    /// <summary>Data that there is once.</summary>
    internal void Add(string what) => _data.Once.Add(what);

    /// <summary>The labels of the rows, which an option keeps.</summary>
    internal void AddIndex(string what)
    {
        _losesIndex = true;
        Add(what);
    }

    /// <summary>A type, or another thing that the values themselves do without.</summary>
    internal void AddType(string what) => _types.Once.Add(what);

    /// <summary>Something that there may be many of; the place of the first is told.</summary>
    internal void Count(string what, bool isType, Func<string> place)
    {
        Dictionary<string, (int Count, string Place)> counted = (isType ? _types : _data).Counted;
        counted[what] = counted.TryGetValue(what, out (int Count, string Place) known) ? (known.Count + 1, known.Place) : (1, place());
    }

    /// <exception cref="UnsupportedConversionException">Something would be lost, and the caller did not allow it.</exception>
    internal void Refuse()
    {
        string[] found = options.AllowsLoss ? [] : options.KeepsTypes ? [.. _data.Listed(), .. _types.Listed()] : [.. _data.Listed()];
        if (found.Length > 0)
        {
            string other = isPickle ? "" : "; write .pkl or .joblib, which hold all";
            throw new UnsupportedConversionException($"{form} cannot hold {string.Join("; ", found)}{other}")
                { IsLoss = true, IsIndexLoss = _losesIndex };
        }
    }

    /// <summary>Says what was lost, when all is written.</summary>
    internal void Settle()
    {
        Refuse();
        foreach (string found in _data.Listed())
        {
            options.OnNote?.Invoke($"{form} cannot hold {found}");
        }

        if (_types.Listed() is { Count: > 0 } types)
        {
            options.OnNote?.Invoke($"{form} cannot hold {string.Join("; ", types)}; the values are all written");
        }
    }

    private sealed class Found
    {
        private const int MostListed = 6;

        internal List<string> Once { get; } = [];

        internal Dictionary<string, (int Count, string Place)> Counted { get; } = new(StringComparer.Ordinal);

        internal List<string> Listed()
        {
            var all = new List<string>(Once);
            foreach ((string what, (int count, string place)) in Counted)
            {
                all.Add(count == 1 ? $"{what} (at {place})"
                    : string.Create(CultureInfo.InvariantCulture, $"{what} ({count} times, first at {place})"));
            }

            if (all.Count > MostListed)
            {
                all[MostListed - 1] = $"{all.Count - MostListed + 1} other kinds of values";
                all.RemoveRange(MostListed, all.Count - MostListed);
            }

            return all;
        }
    }
}
