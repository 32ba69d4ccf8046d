namespace Brine.Pickling;

/// <summary>The outcome of reading one opcode.</summary>
public enum OpcodeRead
{
    /// <summary>An opcode was read with all of its operand.</summary>
    Done,

    /// <summary>There are no more bytes.</summary>
    End,

    /// <summary>The byte is not an opcode.</summary>
    Unknown,

    /// <summary>The data ends inside the operand.</summary>
    Truncated,

    /// <summary>The length of the operand is negative, or larger than any file.</summary>
    BadLength,
}
