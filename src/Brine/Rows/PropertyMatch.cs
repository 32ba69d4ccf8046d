namespace Brine;

/// <summary>Finds the column of a model that a property stands for.</summary>
internal static class PropertyMatch
{
    /// <summary>The property of each column of the model, -1 where there is none; by place where the model has no names.</summary>
    /// <param name="wanted">The names of the model's columns.</param>
    /// <param name="given">The properties.</param>
    /// <exception cref="ModelInputException">Several properties stand for one column.</exception>
    internal static int[] Find(IReadOnlyList<string> wanted, IReadOnlyList<ModelRowColumn> given)
    {
        var places = new int[wanted.Count];
        for (int i = 0; i < places.Length; i++)
        {
            string name = wanted[i];
            int[] found = [.. Places(given, column => column.Name == name)];
            found = found.Length > 0 ? found : [.. Places(given, column => !column.IsExact && AreAlike(column.Name, name)
                && !wanted.Contains(column.Name))];
            places[i] = found.Length <= 1 ? found.FirstOrDefault(-1)
                : throw new ModelInputException("InputColumns",
                    $"the properties {string.Join(", ", found.Select(place => given[place].Name))} all stand for the column '{name}': name "
                        + "one by [ModelColumn], and mark the others [ModelIgnore]");
        }

        return places;
    }

    /// <summary>True where two names have the same letters and digits, in any case.</summary>
    internal static bool AreAlike(string first, string second) =>
        first.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)
            .SequenceEqual(second.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    private static IEnumerable<int> Places(IReadOnlyList<ModelRowColumn> columns, Func<ModelRowColumn, bool> isMeant) =>
        Enumerable.Range(0, columns.Count).Where(place => isMeant(columns[place]));
}
