namespace Brine.Pickling;

/// <summary>The oddities of a pickle that <see cref="SymbolicMachine"/> reports. No version of Python writes one of them by
/// itself.</summary>
public enum TraceFindingKind
{
    /// <summary>An opcode takes values that are not on the stack, or a mark stands in the way; Python stops here.</summary>
    StackUnderflow,

    /// <summary>An opcode takes a mark and there is none; Python stops here.</summary>
    MarkMissing,

    /// <summary>Values or marks are left on the stack at STOP; Python drops them, <c>pickletools</c> calls the pickle corrupt.</summary>
    StackLeftOver,

    /// <summary>A value is of a kind that the opcode does not take, such as items appended to an int; Python stops here.</summary>
    WrongKind,

    /// <summary>A memo entry is read before it is written; Python stops here.</summary>
    MemoUnset,

    /// <summary>A memo entry is written again; Python takes the new value, <c>pickletools</c> calls the pickle corrupt.</summary>
    MemoOverwritten,

    /// <summary>The data ends before STOP.</summary>
    Truncated,

    /// <summary>A byte is not an opcode; Python stops here.</summary>
    UnknownOpcode,

    /// <summary>A length is negative, or larger than any file; Python stops here.</summary>
    BadLength,

    /// <summary>There are bytes after STOP.</summary>
    BytesAfterStop,

    /// <summary>There are bytes that belong to no pickle.</summary>
    UnreadBytes,

    /// <summary>PROTO stands elsewhere than at the start, or twice.</summary>
    MisplacedProtocol,

    /// <summary>PROTO declares a protocol that does not exist; Python stops here.</summary>
    UnknownProtocol,

    /// <summary>An opcode is newer than the protocol that the pickle declares.</summary>
    OpcodeAboveProtocol,

    /// <summary>An 8-bit string of Python 2 stands in a pickle of protocol 3 or later, which only Python 3 writes.</summary>
    OldString,

    /// <summary>A frame begins inside another one; some readers refuse it.</summary>
    FrameNested,

    /// <summary>An opcode begins in a frame and ends outside of it; readers disagree about what it holds.</summary>
    FrameCrossed,

    /// <summary>A frame is longer than the pickle.</summary>
    FrameTooLong,

    /// <summary>Text is not in the encoding that it must have, or a number is not a number; Python stops here.</summary>
    BadText,

    /// <summary>A number is written in a form that Python's readers disagree about, such as <c>010</c>.</summary>
    UnusualNumber,

    /// <summary>Data between the opcodes, such as one of joblib's arrays, is corrupt.</summary>
    BadInlineData,

    /// <summary>A limit was reached: not everything was looked at.</summary>
    LimitReached,

    /// <summary>Values are shared so often that hashing, printing or comparing them takes time without end.</summary>
    SharedWithoutEnd,

    /// <summary>A memo index is far beyond the entries that there can be: readers that keep the memo in an array ask for
    /// gigabytes.</summary>
    MemoFarOut,
}
