namespace Brine.Store;

/// <summary>What models, environments, tags and metrics may be called: names that are plain in keys, in file names and on a command
/// line.</summary>
internal static class StoreNames
{
    internal const int MostLength = 100;

    /// <summary>The name, where it is one.</summary>
    /// <exception cref="StoreException">It is none.</exception>
    internal static string Require(string name, string kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsPlain(name) ? name
            : throw new StoreException("StoreName",
                $"'{SafeText.Of(name)}' is no name of {kind}: it has letters, digits, '_', '-' and '.', at most {MostLength}, and begins "
                    + "with a letter, a digit or '_'");
    }

    internal static bool IsPlain(string name) =>
        name.Length is > 0 and <= MostLength && (char.IsAsciiLetterOrDigit(name[0]) || name[0] == '_')
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
}
