namespace Brine.Cli;

/// <summary>What the command says when it ends.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Done = 0;

    /// <summary>The answer is no: a verification differs.</summary>
    internal const int No = 1;

    /// <summary>Could not: unreadable, corrupt, over a limit, data that does not fit.</summary>
    internal const int CouldNot = 2;

    /// <summary>Incomplete or nothing to do: the model is known and cannot run.</summary>
    internal const int Incomplete = 3;

    /// <summary>Wrong usage.</summary>
    internal const int Usage = 4;

    /// <summary>Interrupted: what a shell says of a program that ended by Ctrl-C.</summary>
    internal const int Interrupted = 130;
}
