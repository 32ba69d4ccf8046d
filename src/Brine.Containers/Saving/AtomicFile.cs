using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>
/// Writes files so that a reader, or a crash, never sees half of one: the bytes go to a file beside it, to the disk, and only then is
/// the new file given the old one's name.
/// </summary>
public static partial class AtomicFile
{
    private const string Suffix = ".brine-save";
    private const int Attempts = 16;

    /// <summary>Nobody else may have the file open; Windows moves and deletes an open file only where that is allowed.</summary>
    private static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    /// <summary>
    /// Writes a file. An old file of that name stays as it was until the new one is complete, and lends it its permissions; a link stays a
    /// link. What a save that was killed left in the folder goes. A device or a pipe is written to when the contents are complete.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the contents; when it throws, nothing has changed.</param>
    /// <exception cref="FileNotWrittenException">There is no such folder, the disk is full, or the system does not let the file be
    /// written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        var named = new FileInfo(path);
        string target = named.LinkTarget is null ? named.FullName : named.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        string folder = Path.GetDirectoryName(target) ?? throw new ArgumentException("the path names a folder, not a file", nameof(path));
        if (FileKind.IsSpecial(target))
        {
            WriteTo(path, target, write);
            return;
        }

        string? temporary = null;
        try
        {
            RemoveLeftovers(folder);
            using FileStream stream = Create(folder, Path.GetFileName(target));
            temporary = stream.Name;
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
            }

            write(new ReservingStream(stream));
            stream.Flush(flushToDisk: true);

            // Still open, and so still locked: another save takes it for no leftover.
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error)
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }

            if (temporary is null && error is DirectoryNotFoundException)
            {
                throw new FileNotWrittenException($"{path} was not written: there is no folder {folder}", error);
            }

            if (Reason(error) is { } reason)
            {
                throw new FileNotWrittenException(
                    $"{path} was not written: {reason.Replace($" : '{temporary}'", "", StringComparison.Ordinal).TrimEnd('.')}; what was "
                        + "there before is unchanged", error);
            }

            throw;
        }

        FlushFolder(folder);
    }

    /// <summary>Writes to what cannot be replaced, such as <c>/dev/stdout</c>, once all contents are made.</summary>
    private static void WriteTo(string path, string target, Action<Stream> write)
    {
        try
        {
            using var contents = new FileStream(Path.Combine(Path.GetTempPath(), "brine-" + Path.GetRandomFileName()),
                FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            write(new ReservingStream(contents));
            contents.Position = 0;
            using var stream = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            contents.CopyTo(stream, 1 << 20);
        }
        catch (Exception error) when (Reason(error) is { } reason)
        {
            throw new FileNotWrittenException(
                $"{path} was not written: {reason.Replace($" : '{target}'", "", StringComparison.Ordinal).TrimEnd('.')}", error);
        }
    }

    /// <summary>What the system said where it did not let a file be written; null for other errors.</summary>
    internal static string? Reason(Exception error) => error switch
    {
        DirectoryNotFoundException or FileNotFoundException => null,
        UnauthorizedAccessException or IOException => error.Message,

        // What .NET makes of EFBIG: files of 4 GiB and more on FAT, and files over the user's own limit.
        ArgumentOutOfRangeException { ParamName: "value", ActualValue: null } => "the file is too large for the file system",
        _ => null,
    };

    /// <summary>A new file that is locked while it is written. Another save may look at it between the two, and wins: then there is another
    /// name.</summary>
    private static FileStream Create(string folder, string name)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var stream = new FileStream(Path.Combine(folder, $".{name}.{Path.GetRandomFileName()}{Suffix}"), FileMode.CreateNew,
                    FileAccess.ReadWrite, Alone, bufferSize: 0);
                if (attempt >= Attempts || File.Exists(stream.Name))
                {
                    return stream;
                }

                // Taken away before it was locked.
                stream.Dispose();
            }
            catch (IOException error) when (attempt < Attempts && error is not DirectoryNotFoundException)
            {
            }
        }
    }

    /// <summary>A process that was killed let go of its lock, and of nothing else.</summary>
    private static void RemoveLeftovers(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, ".*" + Suffix))
            {
                RemoveUnlocked(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed may still be written to.
        }
    }

    private static void RemoveUnlocked(string file)
    {
        try
        {
            using var locked = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, Alone, bufferSize: 0);
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is being written, or gone.
        }
    }

    /// <summary>The new name is part of the folder: it too must reach the disk.</summary>
    internal static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = OpenFolder(folder, 0);
        if (descriptor >= 0)
        {
            // Some file systems cannot do this; the file is complete all the same.
            _ = Synchronize(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
