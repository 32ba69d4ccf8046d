namespace Brine;

/// <summary>Which versions open a file: by its protocol, its names and the layout of its trees.</summary>
internal static class OpeningRules
{
    private static readonly SavedMinor[] Versions =
    [
        .. Enumerable.Range(18, 7).Select(minor => new SavedMinor(0, minor)),
        .. Enumerable.Range(0, 10).Select(minor => new SavedMinor(1, minor)),
    ];

    private static readonly SavedMinor FirstMissingInTrees = new(1, 3), FirstWithoutJoblib = new(0, 23);

    internal static IReadOnlyList<Opening> Of(FileFacts facts, int? protocol)
    {
        var openings = new List<Opening>();
        if (protocol is { } known)
        {
            openings.Add(OfPython(known, facts.HasPython2Text));
        }

        if (facts.HasNewNumpy)
        {
            openings.Add(new Opening("numpy", "2.0 or newer", true, "it was saved with numpy 2, whose arrays name numpy._core"));
            openings.Add(new Opening("numpy", "before 1.26", false, "there is no numpy._core"));
        }
        else if (facts.HasOldNumpy)
        {
            openings.Add(new Opening("numpy", "any", true, "it was saved with numpy 1, whose names numpy 2 still has"));
        }

        if (facts.HasRandomClass)
        {
            openings.Add(
                new Opening("numpy", "before 1.25", false, "a generator of random numbers is named in a way that it does not know"));
        }

        if (facts.SklearnNames.Count > 0)
        {
            openings.AddRange(OfSklearn(facts));
        }

        return openings;
    }

    private static Opening OfPython(int protocol, bool hasBytes) => protocol switch
    {
        >= 5 => new Opening("Python", "3.8 or newer", true, "protocol 5"),
        4 => new Opening("Python", "3.4 or newer", true, "protocol 4"),
        3 => new Opening("Python", "3.0 or newer", true, "protocol 3"),
        _ => new Opening("Python", "2 and 3", true,
            $"protocol {protocol}{(hasBytes ? "; with text of Python 2: in Python 3 load it with encoding='latin1'" : "")}"),
    };

    private static List<Opening> OfSklearn(FileFacts facts)
    {
        SavedMinor[] saved = [.. facts.SklearnVersions.Keys.Where(text => SavedMinor.TryParse(text, out _)).Select(SavedMinor.Parse)];
        var openings = new List<Opening>();
        (SavedMinor First, SavedMinor Last, bool? Opens, string Reason)? run = null;
        foreach (SavedMinor version in Versions)
        {
            (bool? opens, string reason) = Judge(version, facts, saved);
            if (run is { } open && open.Opens == opens && open.Reason == reason)
            {
                run = open with { Last = version };
                continue;
            }

            Add(run);
            run = (version, version, opens, reason);
        }

        Add(run);
        return openings;

        void Add((SavedMinor First, SavedMinor Last, bool? Opens, string Reason)? part)
        {
            if (part is { } found)
            {
                openings.Add(new Opening("scikit-learn", found.First == found.Last ? $"{found.First}" : $"{found.First} to {found.Last}",
                    found.Opens, found.Reason));
            }
        }
    }

    private static (bool? Opens, string Reason) Judge(SavedMinor version, FileFacts facts, SavedMinor[] saved)
    {
        if (saved.Length > 0 && saved.All(one => one == version))
        {
            return (true, "saved with it");
        }

        if (facts.TreesHaveMissing is { } hasMissing && hasMissing != (version >= FirstMissingInTrees))
        {
            return (false, hasMissing ? "the nodes of its trees are of 1.3 or newer" : "the nodes of its trees are of before 1.3");
        }

        if (version >= FirstWithoutJoblib
            && facts.SklearnNames.Any(name => name.StartsWith("sklearn.externals.joblib", StringComparison.Ordinal)))
        {
            return (false, "there is no sklearn.externals.joblib");
        }

        if (facts.HasScipyInside)
        {
            return (null, "hangs on the version of scipy, whose splines are in the file");
        }

        string? unknown = null;
        foreach (string name in facts.SklearnNames.Order(StringComparer.Ordinal))
        {
            switch (NameHistory.All.TryGetValue(name, out NameHistory? history) ? history.ExistsIn(version) : null)
            {
                case false:
                    return (false, $"there is no {SafeText.Of(name.Replace(':', '.'))}");
                case null:
                    unknown ??= name;
                    break;
            }
        }

        return unknown is null ? (true, "has all names; the answers were not compared")
            : (null, $"not known to have {SafeText.Of(unknown.Replace(':', '.'))}");
    }
}
