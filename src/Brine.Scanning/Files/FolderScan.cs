using System.IO.Enumeration;
using Brine.Containers;

namespace Brine.Scanning;

/// <summary>Scans all files of a folder and the folders in it, several at once.</summary>
internal static class FolderScan
{
    internal static IReadOnlyList<ScannedFile> Run(string folder, ScanOptions options, Action<string, string, string, string>? onUse = null)
    {
        string[] paths = [.. FilesIn(folder).Order(StringComparer.Ordinal)];
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

    /// <summary>Files, also those that a link stands for; folders behind links, pipes and devices are left out.</summary>
    private static FileSystemEnumerable<string> FilesIn(string folder) =>
        new(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Device, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !FileKind.IsSpecial(entry.ToFullPath()),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };

    /// <summary>A file that cannot be read stays in the report, and is never clean; so is one at which the scanner itself fails, for it
    /// must not keep the files beside it from being scanned.</summary>
    private static ScannedFile One(string path, ScanOptions options, Action<string, string, string, string>? onUse)
    {
        try
        {
            return BytesScan.RunFile(path, options, onUse);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            bool isRead = error is not (IOException or UnauthorizedAccessException or BrineException);
            return new ScannedFile
            {
                Path = path, Verdict = Verdict.Review, IsIncomplete = true, Error = error.Message,
                Findings = [new ScanFinding
                {
                    Rule = ScanRule.UnreadPart, Severity = ScanSeverity.Review, Place = PlainText.Of(path),
                    Message = isRead
                        ? $"the scanner failed at the file ({error.GetType().Name}: {PlainText.Of(error.Message)}); please report it"
                        : $"the file could not be read: {PlainText.Of(error.Message)}",
                }],
            };
        }
    }
}
