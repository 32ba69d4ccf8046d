namespace Brine.Cli;

/// <summary>A word as a shell takes it, for a call that is proposed.</summary>
internal static class ShellWord
{
    private const string Plain = "_-./:,+@%=";

    /// <summary>The word as it stands, or in single quotes where a shell would make something else of it.</summary>
    internal static string Of(string word) =>
        word.Length > 0 && word.All(character => char.IsLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
