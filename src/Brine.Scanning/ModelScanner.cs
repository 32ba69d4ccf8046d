using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Says what Python would do with a file: imports, calls and states, in whatever it is packed, without doing any of it.</summary>
public static class ModelScanner
{
    /// <summary>Scans a file, or all files of a folder and the folders in it.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    /// <exception cref="OperationCanceledException">The scan was stopped.</exception>
    public static ScanReport Scan(string path, ScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new ScanOptions();
        return Directory.Exists(path) ? new ScanReport(FolderScan.Run(path, options)) : new ScanReport([ScanFile(path, options)]);
    }

    /// <summary>Scans what is left of a stream.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="name">What the report calls it.</param>
    /// <param name="options">How to scan.</param>
    /// <exception cref="PickleLimitException">The stream has more bytes than the limits allow.</exception>
    /// <exception cref="OperationCanceledException">The scan was stopped.</exception>
    public static ScanReport Scan(Stream stream, string name, ScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new ScanOptions();
        return Scan(FileContent.ReadStream(stream, options.Limits), name, options);
    }

    /// <summary>Scans bytes in memory.</summary>
    /// <param name="bytes">The bytes; they must not change while they are scanned.</param>
    /// <param name="name">What the report calls them.</param>
    /// <param name="options">How to scan.</param>
    /// <exception cref="OperationCanceledException">The scan was stopped.</exception>
    public static ScanReport Scan(ReadOnlyMemory<byte> bytes, string name, ScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        options ??= new ScanOptions();
        return new ScanReport([BytesScan.Run(bytes, name, null, options)]);
    }

    /// <summary>Scans a file or folder without blocking the caller.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    /// <exception cref="OperationCanceledException">The scan was stopped.</exception>
    public static Task<ScanReport> ScanAsync(string path, ScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Task.Run(() => Scan(path, options), options?.CancellationToken ?? default);
    }

    private static ScannedFile ScanFile(string path, ScanOptions options) => BytesScan.RunFile(path, options);
}
