namespace Brine.Store;

/// <summary>What is to be known of a version that is added.</summary>
public sealed record AddOptions
{
    /// <summary>How good the model was found to be, by the names of the metrics.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The data that it was trained on: its hash is kept, not the data.</summary>
    public string? DataPath { get; init; }

    /// <summary>The script that trained it: its hash is kept, and the commit of the repository that it is in.</summary>
    public string? ScriptPath { get; init; }

    /// <summary>A folder of the repository with the code; that of the script when left out, and none when there is no script.</summary>
    public string? CodeFolder { get; init; }

    /// <summary>Inputs and the answers that Python gave: the <c>.npz</c> that <c>tools/record_cases.py</c> writes.</summary>
    public string? CasesPath { get; init; }

    /// <summary>The signature of the file.</summary>
    public string? SignaturePath { get; init; }

    /// <summary>A first note.</summary>
    public string? Note { get; init; }

    /// <summary>Stops the copying.</summary>
    public CancellationToken CancellationToken { get; init; }
}
