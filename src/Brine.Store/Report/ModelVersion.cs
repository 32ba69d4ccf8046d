using Brine.Scanning;

namespace Brine.Store;

/// <summary>One version of a model: the file, and all that is known of where it came from.</summary>
public sealed record ModelVersion
{
    /// <summary>The name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the version, from 1 on.</summary>
    public required int Number { get; init; }

    /// <summary>The file of the model.</summary>
    public required StoredFile File { get; init; }

    /// <summary>When the version was added.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>Who added it.</summary>
    public required string AddedBy { get; init; }

    /// <summary>On which machine.</summary>
    public string Machine { get; init; } = "";

    /// <summary>What the scanner thought of the file when it was added.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>True where the scanner could not read all of the file.</summary>
    public bool IsScanIncomplete { get; init; }

    /// <summary>What is in the file, in a few words: the class of the estimator, as a rule.</summary>
    public string Content { get; init; } = "";

    /// <summary>The versions of Python's libraries that the file tells: <c>scikit-learn 1.2.1</c>.</summary>
    public IReadOnlyList<string> WrittenBy { get; init; } = [];

    /// <summary>The code that made the model.</summary>
    public CodeOrigin Code { get; init; } = new();

    /// <summary>The data that it was trained on, or null; the store keeps its hash, not the data.</summary>
    public StoredFile? Data { get; init; }

    /// <summary>How good it was found to be, by the names of the metrics.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Inputs with the answers that the model must give, or null.</summary>
    public StoredFile? Cases { get; init; }

    /// <summary>Who gave the answers of the cases: <c>python</c>, <c>brine</c>, or null where they do not say.</summary>
    public string? CasesBy { get; init; }

    /// <summary>The signature of the file, or null.</summary>
    public StoredFile? Signature { get; init; }

    /// <summary>Words by which versions are found.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What was written down about it, the oldest first.</summary>
    public IReadOnlyList<VersionNote> Notes { get; init; } = [];

    /// <summary>Who agreed that it goes where.</summary>
    public IReadOnlyList<VersionApproval> Approvals { get; init; } = [];

    /// <summary>True where the files of the version were given up; what is known of it stays.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>The version in the store that it was exported from, or null.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>How it is named in commands: <c>churn:7</c>.</summary>
    public override string ToString() => $"{Name}:{Number}";
}
