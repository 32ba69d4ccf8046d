using Brine.Tables;

namespace Brine.Server;

/// <summary>Finds the columns of a model among those of a file.</summary>
internal static class ColumnMatch
{
    /// <summary>For each column of the model that of the file with its name, else the one whose name is nearest; null for none, and where
    /// the model has no names.</summary>
    internal static string?[] Find(ServedModel model, IReadOnlyList<string> given)
    {
        if (model.Model.FeatureNames is not { } wanted)
        {
            return [];
        }

        var free = new HashSet<string>(given.Except(wanted), StringComparer.Ordinal);
        var matches = new string?[wanted.Count];
        for (int i = 0; i < matches.Length; i++)
        {
            matches[i] = given.Contains(wanted[i]) ? wanted[i] : null;
        }

        // Names that differ in signs alone go before those that are merely near.
        Suggest(name => free.FirstOrDefault(other => Plain(other) == Plain(name)));
        Suggest(name => Spelling.Closest(name, free));
        return matches;

        void Suggest(Func<string, string?> find)
        {
            for (int i = 0; i < matches.Length && free.Count > 0; i++)
            {
                if (matches[i] is null && find(wanted[i]) is { } near)
                {
                    matches[i] = near;
                    free.Remove(near);
                }
            }
        }
    }

    /// <summary>What the columns of a file are called for the model: those that were matched by the model's names, others that would be
    /// taken for one of them by another name.</summary>
    internal static IReadOnlyList<string> Renamed(ServedModel model, string?[] matches, IReadOnlyList<string> given)
    {
        if (model.Model.FeatureNames is not { } wanted)
        {
            return given;
        }

        var names = new string[given.Count];
        for (int column = 0; column < names.Length; column++)
        {
            int place = Array.IndexOf(matches, given[column]);
            names[column] = place >= 0 ? wanted[place] : wanted.Contains(given[column]) ? given[column] + " (file)" : given[column];
        }

        return names;
    }

    private static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
