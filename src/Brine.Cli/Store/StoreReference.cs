using Brine.Store;

namespace Brine.Cli;

/// <summary>Names of versions where a command takes a file: <c>churn@production</c>, <c>churn:7</c>.</summary>
internal static class StoreReference
{
    /// <summary>Whether a word names a version, and no file.</summary>
    internal static bool Is(string word) =>
        ModelReference.TryParse(word, out ModelReference reference) && (reference.Number is not null || reference.Environment is not null)
            && !File.Exists(word) && !Directory.Exists(word);
}
