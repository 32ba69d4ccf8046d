using Brine.Containers;
using Brine.Scanning;

namespace Brine.Store;

/// <summary>What a file tells of itself: the scanner's verdict, what is in it, and which libraries wrote it.</summary>
internal static class FileFacts
{
    /// <summary>A version that has nothing but these facts.</summary>
    internal static ModelVersion Of(string path, LoadOptions load, CancellationToken cancellationToken)
    {
        ScanReport scan = ModelScanner.Scan(path, new ScanOptions { Limits = load.Limits, CancellationToken = cancellationToken });
        (string content, IReadOnlyList<string> writtenBy) = Inside(path, load);
        return new ModelVersion
        {
            Name = "", Number = 0, File = new StoredFile("", "", 0), Added = default, AddedBy = "",
            Verdict = scan.Verdict,
            IsScanIncomplete = scan.IsIncomplete,
            Content = content,
            WrittenBy = writtenBy,
        };
    }

    private static (string Content, IReadOnlyList<string> WrittenBy) Inside(string path, LoadOptions load)
    {
        try
        {
            InspectionReport report = Inspector.Inspect(path, new InspectOptions { Limits = load.Limits });
            return (SafeText.Of(report.Content.Summary), report.WrittenBy);
        }
        catch (BrineException error)
        {
            // What cannot be read is kept all the same: what is wrong with it is what is known of it.
            return (SafeText.Of(error.Code), []);
        }
    }
}
