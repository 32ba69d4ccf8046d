using System.Runtime.InteropServices;

namespace Brine.Cli;

/// <summary>Standard input and output, where the caller of the program gave it any.</summary>
/// <remarks>
/// A shell's <c>&lt;&amp;-</c> closes standard input, and the system gives its number to the next file that is opened: one of the
/// runtime's own, such as the pipe by which it hears of signals. Such a file would be read to no end. What a program inherits stays open
/// when a program begins, what it opens itself is marked to be closed then: by that the two are told apart.
/// </remarks>
internal static partial class StandardStreams
{
    private const int GetFlags = 1;
    private const int ClosedByPrograms = 1;

    /// <summary>Standard input; it is empty where it was closed.</summary>
    internal static Stream OpenInput() => IsInherited(0) ? Console.OpenStandardInput() : Stream.Null;

    /// <summary>Standard output; what is written to it is an error where it was closed.</summary>
    internal static Stream OpenOutput() => new StandardOutput(IsInherited(1) ? Console.OpenStandardOutput() : null);

    private static bool IsInherited(int number)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        int flags = FileFlags(number, GetFlags);
        return flags >= 0 && (flags & ClosedByPrograms) == 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileFlags(int file, int command);
}
