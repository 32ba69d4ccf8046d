using Brine.Containers;
using Brine.Scanning;

namespace Brine;

/// <summary>What a file is, who wrote it, and what is in it.</summary>
public sealed record InspectionReport
{
    /// <summary>The path that was asked about.</summary>
    public required string Path { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <summary>What the file is, in words: <c>pickle, protocol 4</c>.</summary>
    public required string Container { get; init; }

    /// <summary>How the file is compressed.</summary>
    public Codec Codec { get; init; }

    /// <summary>The pickle protocol, or null where the file is no pickle.</summary>
    public int? Protocol { get; init; }

    /// <summary>The libraries that wrote the file, as far as it tells: <c>scikit-learn 1.2.1</c>, <c>numpy 1.x</c>...</summary>
    public IReadOnlyList<string> WrittenBy { get; init; } = [];

    /// <summary>The methods that run, where the file holds a model that Brine runs.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Why the model does not run, or null.</summary>
    public string? CannotRun { get; init; }

    /// <summary>The columns that the model was trained on, or null.</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>How many columns the model was trained on, or null.</summary>
    public int? FeatureCount { get; init; }

    /// <summary>The classes that the model tells apart, or null.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>What is in the file.</summary>
    public required InspectionNode Content { get; init; }

    /// <summary>The classes and functions that the file names, with how often.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Imports { get; init; } = [];

    /// <summary>What the scanner thinks of the innermost data; null where it lies in a folder, or is larger than an array.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What else is worth knowing: bytes behind the end, a value too large to be walked.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Writes the report as JSON, as <c>brine inspect --json</c> prints it.</summary>
    /// <param name="output">Where to; it is not closed.</param>
    public void WriteJson(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        InspectionJson.Write(this, output);
    }
}
