namespace Brine.Cli;

/// <summary>Names that stand in one argument, separated by commas.</summary>
internal static class NameList
{
    /// <summary>The names; null where there is no argument.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="what">What is named, for the error.</param>
    /// <exception cref="UsageException">A name is empty.</exception>
    internal static string[]? Split(string? text, string what)
    {
        string[]? names = text?.Split(',', StringSplitOptions.TrimEntries);
        return names is not null && names.Contains("")
            ? throw new UsageException($"'{text}' holds an empty name of a {what}: separate names by one comma") : names;
    }
}
