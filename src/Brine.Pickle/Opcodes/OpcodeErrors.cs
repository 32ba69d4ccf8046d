namespace Brine.Pickling;

/// <summary>The errors of operands that are cut off or lie about their length.</summary>
internal static class OpcodeErrors
{
    internal static PickleFormatException CutOff(long wanted, long left, long offset, string? opcode) => new(
        "FormatTruncated",
        $"the file ends where {wanted} more {(wanted == 1 ? "byte is" : "bytes are")} needed and {left} are left; it was cut off: "
            + "fetch it again",
        offset,
        opcode);

    internal static PickleFormatException LineCutOff(long offset, string? opcode) =>
        new("FormatTruncated", "the file ends in the middle of a line of text; it was cut off, or is not a pickle", offset, opcode);

    internal static PickleFormatException BadLength(OperandLayout layout, long length, long offset, string? opcode) =>
        new("FormatLength", layout.IsSigned ? $"the length is negative ({length})" : "the length is larger than any file", offset, opcode);
}
