namespace Brine.Scanning;

/// <summary>What the scanners of the parts of one file share.</summary>
internal sealed class ScanContext
{
    private readonly ScanBudget _budget;

    internal ScanContext(ScanOptions options)
        : this(options, new NameJudge(options.Policy), new ScanBudget(options.Limits.MaxDecompressedBytes))
    {
    }

    private ScanContext(ScanOptions options, NameJudge judge, ScanBudget budget)
    {
        (Options, Judge, _budget) = (options, judge, budget);
        Findings = new FileFindings(options.MaxFindings);
    }

    internal ScanOptions Options { get; }

    internal NameJudge Judge { get; }

    internal FileFindings Findings { get; }

    /// <summary>Told of each use of a name: module, name, way, arguments. For looking at what models do.</summary>
    internal Action<string, string, string, string>? OnUse { get; init; }

    /// <summary>How many bytes the parts may still grow to together.</summary>
    internal long BytesLeft => _budget.Bytes;

    /// <summary>True while more parts may be looked at.</summary>
    internal bool HasParts => _budget.Parts > 0;

    /// <summary>The same with findings of its own, for a part of which it is not sure that it is one.</summary>
    internal ScanContext Branch() => new(Options, Judge, _budget) { OnUse = OnUse };

    /// <summary>Counts a part that is looked at.</summary>
    /// <returns>False where there are too many.</returns>
    internal bool Enter() => --_budget.Parts >= 0;

    internal void Spend(long bytes) => _budget.Bytes -= bytes;

    private sealed class ScanBudget(long bytes)
    {
        internal long Bytes = bytes;
        internal int Parts = 200_000;
    }
}
