namespace Brine.Pickling;

/// <summary>Options of <see cref="SymbolicMachine"/>: limits, and how much of a trace is kept.</summary>
public sealed record PickleTraceOptions
{
    /// <summary>The limits of what the pickle may ask for. Where one is reached, the trace ends with
    /// <see cref="TraceFindingKind.LimitReached"/>.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>The number of pickles in a row that are looked at.</summary>
    public int MaxPickles { get; init; } = 10_000;

    /// <summary>Keep events in the trace; without it only <see cref="OnEvent"/> is told of them, however many there are.</summary>
    internal bool KeepsEvents { get; init; } = true;

    /// <summary>The number of events that are kept.</summary>
    public int MaxEvents { get; init; } = 1_000_000;

    /// <summary>The number of findings that are kept.</summary>
    public int MaxFindings { get; init; } = 1_000;

    /// <summary>The number of items that one container keeps. What is left out is traced all the same.</summary>
    public int MaxItems { get; init; } = 1_000;

    /// <summary>The number of items that all containers keep together, the first 16 of each aside.</summary>
    public int MaxKeptItems { get; init; } = 4_000_000;

    /// <summary>How many values one container may hold, those that it shares counted as often as it holds them. Beyond that the trace has
    /// <see cref="TraceFindingKind.SharedWithoutEnd"/>.</summary>
    internal long MaxWeight { get; init; } = 10_000_000_000;

    /// <summary>The memo is kept from one pickle to the next, as one <c>Unpickler</c> of Python keeps it.</summary>
    public bool SharesMemo { get; init; }

    /// <summary>Read Python 2's module names as Python 3's at protocols 0 to 2, as Python does (<c>fix_imports</c>).</summary>
    public bool FixImports { get; init; } = true;

    /// <summary>Told of each event as it happens, also of those that are not kept.</summary>
    public Action<TraceEvent>? OnEvent { get; init; }

    /// <summary>Told of each str and bytes of at least 8 bytes as it is read, with the place of its opcode.</summary>
    internal Action<Symbol, int>? OnLiteral { get; init; }

    /// <summary>
    /// Called after each BUILD of the result of a call, with the place of the next opcode: returns where the next opcode stands, which is
    /// further on where a format keeps data between the opcodes. A <see cref="PickleException"/> is a finding, after which it is not called
    /// again.
    /// </summary>
    public Func<SymbolicState, int, int>? AfterBuild { get; init; }
}
