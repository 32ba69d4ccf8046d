using Brine.Containers;

namespace Brine.Scanning;

/// <summary>Loads only files of which the scanner thinks well enough.</summary>
public static class LoadRequirement
{
    /// <summary>Scans each file before it is loaded, and refuses it where the scanner thinks worse of it.</summary>
    /// <param name="options">How to load.</param>
    /// <param name="verdict">The worst verdict that is loaded.</param>
    /// <param name="scan">How to scan; the limits are those of <paramref name="options"/> where this is left out.</param>
    /// <returns>Options whose loading throws <see cref="UnsafeFileException"/>.</returns>
    /// <remarks>What is loaded are the bytes that were scanned, but for folders, files of 1 GiB and more, and the arrays that joblib up to
    /// 0.9 kept in files of their own: those must not be changed in between.</remarks>
    /// <example><code>
    /// using Model model = Model.Load("model.pkl", options => options.Require(Verdict.Safe));
    /// </code></example>
    public static LoadOptions Require(this LoadOptions options, Verdict verdict, ScanOptions? scan = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        scan ??= new ScanOptions { Limits = options.Limits };
        return options.And((path, bytes) => Check(path, bytes, verdict, scan));
    }

    private static void Check(string? path, ReadOnlyMemory<byte>? bytes, Verdict verdict, ScanOptions options)
    {
        ScanReport report = bytes is { } there ? new ScanReport([BytesScan.Run(there, path ?? "bytes", path, options)])
            : ModelScanner.Scan(path!, options);
        if (report.Verdict > verdict || (report.IsIncomplete && verdict <= Verdict.Safe))
        {
            throw new UnsafeFileException(report, verdict);
        }
    }
}
