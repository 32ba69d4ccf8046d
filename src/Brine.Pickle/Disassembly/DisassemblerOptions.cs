namespace Brine.Pickling;

/// <summary>Options of <see cref="Disassembler"/>.</summary>
public sealed record DisassemblerOptions
{
    /// <summary>The number of blanks that each mark indents by.</summary>
    public int IndentLevel { get; init; } = 4;

    /// <summary>The column where a line of prose about each opcode begins, as far as it can; 0 for none. Python's command line uses
    /// 30.</summary>
    public int AnnotationColumn { get; init; }

    /// <summary>The memo of earlier pickles of the same pickler; null to begin anew.</summary>
    public DisassemblerMemo? Memo { get; init; }

    /// <summary>Bytes between the opcodes that are none, in the order of the file.</summary>
    internal IReadOnlyList<RawRegion> RawRegions { get; init; } = [];

    /// <summary>The limits of what the file may ask for.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
