using System.Buffers.Binary;

namespace Brine.Pickling;

/// <summary>The extent of an operand: a fixed number of bytes, a length and so many bytes, or lines of text.</summary>
/// <param name="Width">The bytes of a fixed operand, or of the length that stands before the bytes; 0 for lines.</param>
/// <param name="HasLength">True where a length stands before the bytes.</param>
/// <param name="IsSigned">True where the length has a sign, which must not be minus.</param>
/// <param name="Lines">How many lines of text there are, each with its line feed.</param>
internal readonly record struct OperandLayout(int Width, bool HasLength = false, bool IsSigned = false, int Lines = 0)
{
    private static readonly OperandLayout[] ByOperand = [.. Enum.GetValues<OpcodeOperand>().Select(Describe)];

    internal static OperandLayout Of(OpcodeOperand operand) => ByOperand[(int)operand];

    /// <summary>
    /// The bytes of the operand at the start of <paramref name="data"/>, its length and line feeds included; more than there are where it
    /// is cut off, and -1 where its length is negative or larger than any file.
    /// </summary>
    internal long Measure(ReadOnlySpan<byte> data)
    {
        if (Lines > 0)
        {
            int lines = Lines;
            ReadOnlySpan<byte> rest = data;
            for (; lines > 0 && rest.IndexOf((byte)'\n') is var end and >= 0; lines--)
            {
                rest = rest[(end + 1)..];
            }

            return lines == 0 ? data.Length - rest.Length : data.Length + 1;
        }

        if (!HasLength || data.Length < Width)
        {
            return Width;
        }

        long length = ReadLength(data);
        return length < 0 || length > long.MaxValue - Width - 1 ? -1 : Width + length;
    }

    /// <summary>Reads the length at the start of <paramref name="data"/>, all of which must be there; one larger than any file is
    /// negative.</summary>
    internal long ReadLength(ReadOnlySpan<byte> data) => Width switch
    {
        1 => data[0],
        4 => IsSigned ? BinaryPrimitives.ReadInt32LittleEndian(data) : BinaryPrimitives.ReadUInt32LittleEndian(data),
        _ => BinaryPrimitives.ReadInt64LittleEndian(data),
    };

    private static OperandLayout Describe(OpcodeOperand operand) => operand switch
    {
        OpcodeOperand.None => default,
        OpcodeOperand.UInt8 => new(1),
        OpcodeOperand.UInt16 => new(2),
        OpcodeOperand.Int32 or OpcodeOperand.UInt32 => new(4),
        OpcodeOperand.UInt64 or OpcodeOperand.Float64 => new(8),
        OpcodeOperand.Bytes8 or OpcodeOperand.Utf8Of8 or OpcodeOperand.Long8 => new(1, HasLength: true),
        OpcodeOperand.Bytes32 or OpcodeOperand.Utf8Of32 => new(4, HasLength: true),
        OpcodeOperand.BytesInt32 or OpcodeOperand.LongInt32 => new(4, HasLength: true, IsSigned: true),
        OpcodeOperand.Bytes64 or OpcodeOperand.Utf8Of64 => new(8, HasLength: true),
        OpcodeOperand.TwoLines => new(0, Lines: 2),
        _ => new(0, Lines: 1),
    };
}
