namespace Brine.Pickling;

/// <summary>The ways in which a traced pickle ends.</summary>
public enum TraceEnd
{
    /// <summary>With STOP.</summary>
    Stop,

    /// <summary>The data ends before STOP.</summary>
    Truncated,

    /// <summary>At a byte that is not an opcode.</summary>
    UnknownOpcode,

    /// <summary>At a length that is negative, or larger than any file.</summary>
    BadLength,

    /// <summary>At a limit.</summary>
    Limit,
}
