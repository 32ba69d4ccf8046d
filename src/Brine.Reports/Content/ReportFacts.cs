using Brine.Containers;
using Brine.Pickling;
using Brine.Scanning;

namespace Brine;

/// <summary>What is known of a file, for its page.</summary>
internal sealed record ReportFacts
{
    internal required string Name { get; init; }

    internal required string FileName { get; init; }

    /// <summary>The SHA-256 of the file; null for a folder.</summary>
    internal string? Hash { get; init; }

    internal required ScannedFile Scan { get; init; }

    /// <summary>What is in the file; null where it cannot be read.</summary>
    internal InspectionReport? Inspection { get; init; }

    /// <summary>Why the file cannot be read, where it cannot.</summary>
    internal string? Unreadable { get; init; }

    internal DoctorReport? Doctor { get; init; }

    /// <summary>The model, where it runs; the one who asked for the facts lets go of it.</summary>
    internal Model? Model { get; init; }

    /// <summary>The value in the file, where it is a pickle or a skops file.</summary>
    internal PyValue? Value { get; init; }

    internal string? Card { get; init; }

    internal static ReportFacts Of(string path, string? name, LoadOptions load)
    {
        string fileName = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        string? hash = FileHash.Of(path);
        ScanReport scan = ModelScanner.Scan(path, new ScanOptions { Limits = load.Limits });
        ScannedFile worst = scan.Files.MaxBy(file => file.Verdict)
            ?? new ScannedFile { Path = path, Verdict = Verdict.NotAModel, Findings = [] };
        var facts = new ReportFacts { Name = name ?? fileName, FileName = fileName, Hash = hash, Scan = worst };
        InspectionReport inspection;
        try
        {
            inspection = Inspector.Inspect(path, new InspectOptions { Limits = load.Limits, Depth = 4, MaxChildren = 12 });
        }
        catch (PickleException error) when (worst.Verdict >= Verdict.Review && worst.Findings.Count > 0)
        {
            // What cannot be read may still be known to be bad.
            return facts with { Unreadable = ErrorText.Of(error) };
        }

        Model? model = Try(() => Model.Load(path, load));
        return facts with
        {
            Inspection = inspection,
            Doctor = Try(() => ModelDoctor.Examine(path, load)),
            Model = model,
            Value = model?.Value ?? ValueOf(path, load),
            Card = hash is null ? null
                : Try(() => ModelCard.Create(path, new PaperOptions { Name = name, FileName = fileName, Load = load })),
        };
    }

    private static PyValue? ValueOf(string path, LoadOptions load)
    {
        try
        {
            return ModelFile.Load(path, load);
        }
        catch (BrineException)
        {
            return null;
        }
    }

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (BrineException)
        {
            return null;
        }
    }
}
