using System.IO.Compression;
using Brine.Containers;

namespace Brine.Store;

/// <summary>A model that is a folder, as MLflow writes it: kept as an archive, the same bytes for the same files.</summary>
internal static class ModelFolder
{
    /// <summary>The file by which a folder is known as a model.</summary>
    private const string Description = "MLmodel";

    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the archive of a folder is called.</summary>
    internal static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
        + (Directory.Exists(path) ? ".zip" : "");

    /// <summary>The archive, in a file that goes when it is closed.</summary>
    /// <exception cref="StoreException">The folder is no model.</exception>
    internal static Stream Pack(string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, Description)))
        {
            throw new StoreException("StoreFolder", $"{folder} is a folder without {Description}: a version is one file, as a skops file, "
                + "a pickle or an archive, or a folder of MLflow");
        }

        var archive = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose,
        });
        try
        {
            using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach ((string name, string file) in FilesOf(folder))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (FileKind.IsSpecial(file))
                    {
                        throw new StoreException("StoreFolder", $"{file} is no file but a pipe, a socket or a device: take it out");
                    }

                    ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                    entry.LastWriteTime = Time;
                    using Stream source = File.OpenRead(file), target = entry.Open();
                    source.CopyTo(target);
                }
            }

            archive.Position = 0;
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>The files by their names; links are not followed.</summary>
    private static IEnumerable<(string Name, string File)> FilesOf(string folder) => Directory
        .EnumerateFiles(folder, "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Select(file => (Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), file))
        .OrderBy(item => item.Item1, StringComparer.Ordinal);
}
