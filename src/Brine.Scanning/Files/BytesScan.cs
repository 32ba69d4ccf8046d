using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Scans one file, and the files beside it that it names, and says what is to be thought of it.</summary>
internal static class BytesScan
{
    /// <summary>Files above this size are mapped: what is skipped is never read.</summary>
    private const long MapFrom = 4L << 20;

    /// <summary>Scans a file by its path.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal static ScannedFile RunFile(string path, ScanOptions options, Action<string, string, string, string>? onUse = null)
    {
        using FileStream stream = FileContent.OpenFile(path, options.Limits, long.MaxValue);
        if (stream.CanSeek && stream.Length >= MapFrom)
        {
            using var mapped = new MappedFile(path);
            int length = (int)Math.Min(mapped.Length, Array.MaxLength);
            return Run(mapped.Slice(0, length), path, path, options, onUse, mapped.Length);
        }

        return Run(stream.CanSeek ? ReadAll(stream) : FileContent.ReadStream(stream, options.Limits), path, path, options, onUse);
    }

    /// <summary>Scans bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">What the report calls them.</param>
    /// <param name="path">Where they lie, or null.</param>
    /// <param name="options">How to scan.</param>
    /// <param name="onUse">Told of each use of a name.</param>
    /// <param name="fileLength">How long the file is, where not all of it is here.</param>
    internal static ScannedFile Run(ReadOnlyMemory<byte> bytes, string name, string? path, ScanOptions options,
        Action<string, string, string, string>? onUse = null, long? fileLength = null)
    {
        var context = new ScanContext(options) { OnUse = onUse };
        FileFindings findings = context.Findings;
        string place = PlainText.Of(name);
        var scan = new FileScan(context);
        scan.Scan(bytes, place);
        if (fileLength > bytes.Length)
        {
            findings.AddUnread(ScanRule.LimitReached, place, bytes.Length,
                $"the file has {fileLength} bytes, and only the first {bytes.Length} were looked at");
        }

        if (path is not null)
        {
            ScanSidecars(scan, path, place, context);
        }

        return new ScannedFile
        {
            Path = name,
            Verdict = VerdictOf(findings),
            IsIncomplete = findings.IsIncomplete,
            Findings = findings.ToList(),
            Format = scan.Format,
            Length = fileLength ?? bytes.Length,
            Names = [.. findings.Names],
        };
    }

    private static Verdict VerdictOf(FileFindings findings) => findings.Worst switch
    {
        ScanSeverity.Malicious => Verdict.Malicious,
        ScanSeverity.Dangerous => Verdict.Dangerous,
        ScanSeverity.Review => Verdict.Review,
        _ when findings.IsIncomplete => Verdict.Review,
        _ => findings.IsModel ? Verdict.Safe : Verdict.NotAModel,
    };

    private static byte[] ReadAll(FileStream stream)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
        FileContent.ReadPart(stream.SafeFileHandle, bytes, 0);
        return bytes;
    }

    /// <summary>The arrays that joblib up to 0.9 kept beside the pickle: of objects, they are pickles.</summary>
    private static void ScanSidecars(FileScan scan, string path, string place, ScanContext context)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        foreach (string name in scan.Sidecars.Distinct(StringComparer.Ordinal).Take(10_000))
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (file.Exists && file.Length > 0 && file.LinkTarget is null && file.Length <= context.BytesLeft)
            {
                context.Spend(file.Length);
                new FileScan(context).Scan(FileContent.ReadAll(file.FullName, context.Options.Limits), $"{place}!{PlainText.Of(name)}", 1);
            }
            else
            {
                context.Findings.Add(ScanRule.UnreadPart, place, null, $"the file {PlainText.Of(name)}, which it loads, is not beside it",
                    name,
                    severity: ScanSeverity.Note);
            }
        }
    }
}
