using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary>A file that the command was given: <c>-</c> is standard input, and errors about its content say which file they mean.</summary>
internal sealed class InputFile(CliConsole console, string path)
{
    private const string Key = "file";

    internal string Name => IsInput ? "standard input" : path;

    internal bool IsInput => path == "-";

    /// <summary>True for what is read once from its beginning: standard input, or a pipe that has a name.</summary>
    private bool IsPipe => IsInput || FileKind.IsPipe(path);

    /// <summary>Reads the file by its path, or standard input by its bytes.</summary>
    internal T Read<T>(Func<string, T> fromPath, Func<ReadOnlyMemory<byte>, T> fromBytes)
    {
        if (path.Length == 0)
        {
            throw new UsageException("the name of a file is empty");
        }

        using var busy = new BusyLine(console, $"reading {Name} ...");
        return Named(() => IsPipe ? fromBytes(ReadPipe()) : fromPath(StoreReference.Resolve(console, path)),
            error => error is ModelInputException or PickleException or UnsupportedModelException);
    }

    /// <summary>Reads the file by its path; standard input by that of a copy.</summary>
    internal T ReadByPath<T>(Func<string, BusyLine, T> read)
    {
        if (path.Length == 0)
        {
            throw new UsageException("the name of a file is empty");
        }

        using var busy = new BusyLine(console, $"reading {Name} ...");
        using TemporaryCopy? copy = IsPipe ? new TemporaryCopy(OpenPipe(), console.Limits, console.Cancellation) : null;
        return Named(() => read(copy?.Path ?? StoreReference.Resolve(console, path), busy),
            error => error is ModelInputException or PickleException);
    }

    /// <summary>The name of the file that an error is about, or null.</summary>
    internal static string? NameIn(Exception error) => error.Data[Key] as string;

    private Stream OpenPipe() =>
        IsInput ? console.OpenInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    private ReadOnlyMemory<byte> ReadPipe()
    {
        using Stream stream = OpenPipe();
        return FileContent.ReadStream(stream, console.Limits);
    }

    private T Named<T>(Func<T> read, Func<Exception, bool> isAboutFile)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (isAboutFile(error))
        {
            error.Data[Key] = Name;
            throw;
        }
    }
}
