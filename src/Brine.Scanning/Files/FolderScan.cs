using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Scans all files of a folder and the folders in it, several at once.</summary>
internal static class FolderScan
{
    internal static IReadOnlyList<ScannedFile> Run(string folder, ScanOptions options, Action<string, string, string, string>? onUse = null)
    {
        var enumeration = new EnumerationOptions
            { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device };
        string[] paths = [.. Directory.EnumerateFiles(folder, "*", enumeration).Order(StringComparer.Ordinal)];
        var files = new ScannedFile[paths.Length];
        int parallel = options.MaxParallel > 0 ? options.MaxParallel : Environment.ProcessorCount;
        try
        {
            Parallel.For(0, paths.Length,
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = options.CancellationToken }, i =>
                {
                    files[i] = One(paths[i], options, onUse);
                    options.Progress?.Report(files[i]);
                });
        }
        catch (AggregateException errors) when (errors.InnerExceptions.OfType<OperationCanceledException>().FirstOrDefault() is { } stopped)
        {
            throw stopped;
        }

        return files;
    }

    /// <summary>A file that cannot be read stays in the report, and is never clean.</summary>
    private static ScannedFile One(string path, ScanOptions options, Action<string, string, string, string>? onUse)
    {
        try
        {
            return BytesScan.RunFile(path, options, onUse);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BrineException)
        {
            return new ScannedFile
            {
                Path = path, Verdict = Verdict.Review, IsIncomplete = true, Error = error.Message,
                Findings = [new ScanFinding
                {
                    Rule = ScanRule.UnreadPart, Severity = ScanSeverity.Review, Place = PlainText.Of(path),
                    Message = $"the file could not be read: {PlainText.Of(error.Message)}",
                }],
            };
        }
    }
}
