using Brine.Containers;

namespace Brine;

/// <summary>What a file does not tell, for its papers.</summary>
public sealed record PaperOptions
{
    /// <summary>What the model is called; the name of the file when left out.</summary>
    public string? Name { get; init; }

    /// <summary>What the file is called; its own name when left out.</summary>
    public string? FileName { get; init; }

    /// <summary>The version of the model.</summary>
    public string? Version { get; init; }

    /// <summary>The license of the model, by its SPDX identifier.</summary>
    public string? License { get; init; }

    /// <summary>How good it was found to be, by the names of the metrics.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>How the file is opened.</summary>
    public LoadOptions Load { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
