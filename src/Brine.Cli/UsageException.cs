namespace Brine.Cli;

/// <summary>The command was called in a way that it does not understand.</summary>
internal sealed class UsageException(string message) : Exception(message);
