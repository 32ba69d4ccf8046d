namespace Brine.Tables;

/// <summary>Finds the name that somebody may have meant.</summary>
public static class Spelling
{
    /// <summary>The name closest to a word, or null where none is close: at most a third of its letters may differ.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="names">What could have been meant.</param>
    public static string? Closest(string word, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(names);
        string? best = null;
        int least = Math.Max(1, Math.Min(word.Length, 64) / 3) + 1;
        foreach (string name in names)
        {
            int distance = Distance(Plain(word), Plain(name));
            if (distance < least)
            {
                least = distance;
                best = name;
            }
        }

        return best;
    }

    private static string Plain(string name) =>
        (name.Length > 64 ? name[..64] : name).ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replace = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
