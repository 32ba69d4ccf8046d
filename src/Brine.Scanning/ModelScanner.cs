namespace Brine.Scanning;

/// <summary>Says what Python would do with a file: imports, calls and states, in whatever it is packed, without doing any of it.</summary>
public static class ModelScanner
{
    /// <summary>Scans a file, or all files of a folder and the folders in it.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    public static ScanReport Scan(string path, ScanOptions? options = null) => throw new NotSupportedException();

    /// <summary>Scans what is left of a stream.</summary>
    public static ScanReport Scan(Stream stream, string name, ScanOptions? options = null) => throw new NotSupportedException();

    /// <summary>Scans bytes in memory.</summary>
    public static ScanReport Scan(ReadOnlyMemory<byte> bytes, string name, ScanOptions? options = null) => throw new NotSupportedException();

    /// <summary>Scans a file or folder without blocking the caller.</summary>
    public static Task<ScanReport> ScanAsync(string path, ScanOptions? options = null) => Task.Run(() => Scan(path, options));
}
