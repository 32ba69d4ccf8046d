namespace Brine.Pickling;

/// <summary>How to print the opcodes of a pickle.</summary>
public sealed record DisassemblerOptions
{
    /// <summary>How many blanks each mark indents by.</summary>
    public int IndentLevel { get; init; } = 4;

    /// <summary>The column where a line of prose about each opcode begins, as far as it can; 0 for none. Python's command line uses 30.</summary>
    public int AnnotationColumn { get; init; }

    /// <summary>What earlier pickles of the same pickler stored; null to begin anew.</summary>
    public DisassemblerMemo? Memo { get; init; }

    /// <summary>Bytes between the opcodes that are none, in the order of the file.</summary>
    public IReadOnlyList<RawRegion> RawRegions { get; init; } = [];

    /// <summary>How much the file may ask for.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
