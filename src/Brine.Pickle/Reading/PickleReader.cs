using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Reads opcodes and their operands off a span, forward only and without allocating. Lengths are checked against what is left,
/// so a length that lies is an error before anything is made of it.
/// </summary>
internal ref struct PickleReader(ReadOnlySpan<byte> data, int position, Limits limits)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position = position;

    internal readonly int Position => _position;

    /// <summary>Where the opcode that was read last begins.</summary>
    internal int OpcodeOffset { get; private set; } = position;

    internal byte Opcode { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte ReadOpcode()
    {
        OpcodeOffset = _position;
        if ((uint)_position >= (uint)_data.Length)
        {
            ThrowEnd(1);
        }

        return Opcode = _data[_position++];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte ReadByte()
    {
        if ((uint)_position >= (uint)_data.Length)
        {
            ThrowEnd(1);
        }

        return _data[_position++];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double ReadFloat64() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>Reads a length of the operand's width; the sign bit of the 32-bit signed form, and more bytes than are left, are errors.</summary>
    internal int ReadLength(OpcodeOperand operand)
    {
        long length;
        switch (operand)
        {
            case OpcodeOperand.Bytes8 or OpcodeOperand.Utf8Of8 or OpcodeOperand.Long8:
                length = ReadByte();
                break;
            case OpcodeOperand.Bytes32 or OpcodeOperand.Utf8Of32:
                length = ReadUInt32();
                break;
            case OpcodeOperand.BytesInt32 or OpcodeOperand.LongInt32:
                length = ReadInt32();
                break;
            default:
                length = BinaryPrimitives.ReadInt64LittleEndian(Take(8));
                break;
        }

        if (length < 0)
        {
            Throw("FormatLength", operand is OpcodeOperand.BytesInt32 or OpcodeOperand.LongInt32 ? $"the length is negative ({length})" : "the length is larger than any file");
        }

        if (length > _data.Length - _position)
        {
            ThrowEnd(length);
        }

        return (int)length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> Take(int length)
    {
        if (length > _data.Length - _position)
        {
            ThrowEnd(length);
        }

        ReadOnlySpan<byte> taken = _data.Slice(_position, length);
        _position += length;
        return taken;
    }

    /// <summary>Reads up to the next line feed, which is not part of the result.</summary>
    internal ReadOnlySpan<byte> ReadLine()
    {
        int end = _data[_position..].IndexOf((byte)'\n');
        if (end < 0)
        {
            Throw("FormatTruncated", "the file ends in the middle of a line of text; it was cut off, or is not a pickle");
        }

        ReadOnlySpan<byte> line = _data.Slice(_position, end);
        _position += end + 1;
        return line;
    }

    /// <summary>Skips the operand of the opcode read last, whatever it is.</summary>
    internal void SkipOperand(OpcodeInfo info)
    {
        switch (info.Operand)
        {
            case OpcodeOperand.None:
                break;
            case OpcodeOperand.UInt8:
                Take(1);
                break;
            case OpcodeOperand.UInt16:
                Take(2);
                break;
            case OpcodeOperand.Int32 or OpcodeOperand.UInt32:
                Take(4);
                break;
            case OpcodeOperand.UInt64 or OpcodeOperand.Float64:
                Take(8);
                break;
            case OpcodeOperand.TwoLines:
                ReadLine();
                ReadLine();
                break;
            case OpcodeOperand.Line or OpcodeOperand.QuotedLine or OpcodeOperand.UnicodeLine or OpcodeOperand.IntegerLine
                or OpcodeOperand.LongLine or OpcodeOperand.FloatLine:
                ReadLine();
                break;
            default:
                Take(ReadLength(info.Operand));
                break;
        }
    }

    internal readonly ReadOnlySpan<byte> Data => _data;

    internal void MoveTo(int newPosition) => _position = newPosition;

    [DoesNotReturn]
    internal readonly void Throw(string code, string message) =>
        throw new PickleFormatException(code, message, OpcodeOffset, OpcodeTable.NameOf(Opcode));

    [DoesNotReturn]
    internal readonly void ThrowLimit(string code, string message) =>
        throw new PickleLimitException(code, message, OpcodeOffset, OpcodeTable.NameOf(Opcode));

    internal readonly Limits Limits => limits;

    [DoesNotReturn]
    private readonly void ThrowEnd(long wanted) => throw new PickleFormatException(
        "FormatTruncated",
        $"the file ends where {wanted} more {(wanted == 1 ? "byte is" : "bytes are")} needed and {_data.Length - _position} are left; it was cut off: fetch it again",
        OpcodeOffset,
        OpcodeOffset == _position ? null : OpcodeTable.NameOf(Opcode));
}
