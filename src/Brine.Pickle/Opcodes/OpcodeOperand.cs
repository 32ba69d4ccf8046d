namespace Brine.Pickling;

/// <summary>The forms of the operand that follows an opcode's byte. Numbers are little-endian unless it says otherwise.</summary>
public enum OpcodeOperand
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An unsigned byte.</summary>
    UInt8,

    /// <summary>An unsigned 16-bit number.</summary>
    UInt16,

    /// <summary>A signed 32-bit number.</summary>
    Int32,

    /// <summary>An unsigned 32-bit number.</summary>
    UInt32,

    /// <summary>An unsigned 64-bit number.</summary>
    UInt64,

    /// <summary>A double, big-endian.</summary>
    Float64,

    /// <summary>A line of text.</summary>
    Line,

    /// <summary>Two lines of text.</summary>
    TwoLines,

    /// <summary>A line holding a quoted string with escapes.</summary>
    QuotedLine,

    /// <summary>A line of raw-unicode-escape text.</summary>
    UnicodeLine,

    /// <summary>A line holding an int; <c>00</c> and <c>01</c> are False and True.</summary>
    IntegerLine,

    /// <summary>A line holding an int and the letter L.</summary>
    LongLine,

    /// <summary>A line holding a float.</summary>
    FloatLine,

    /// <summary>Bytes after a length of 8 bits.</summary>
    Bytes8,

    /// <summary>Bytes after a length of 32 bits.</summary>
    Bytes32,

    /// <summary>Bytes after a signed length of 32 bits.</summary>
    BytesInt32,

    /// <summary>Bytes after a length of 64 bits.</summary>
    Bytes64,

    /// <summary>UTF-8 after a length of 8 bits.</summary>
    Utf8Of8,

    /// <summary>UTF-8 after a length of 32 bits.</summary>
    Utf8Of32,

    /// <summary>UTF-8 after a length of 64 bits.</summary>
    Utf8Of64,

    /// <summary>A two's complement int after a length of 8 bits.</summary>
    Long8,

    /// <summary>A two's complement int after a signed length of 32 bits.</summary>
    LongInt32,
}
