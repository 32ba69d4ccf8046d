namespace Brine.Cli;

/// <summary>The command was called in a way that it does not understand.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>What a library says of an argument that the user chose.</summary>
    internal static UsageException Of(ArgumentException error) =>
        new(error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal));
}
