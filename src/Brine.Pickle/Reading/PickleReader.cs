using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// Reads opcodes and their operands off a span, forward only and without allocating. Lengths are checked against what is left,
/// so a length that lies is an error before anything is made of it.
/// </summary>
/// <param name="data">What is at hand.</param>
/// <param name="position">Where in it to begin.</param>
/// <param name="limits">How much the file may ask for.</param>
/// <param name="origin">Where <paramref name="data"/> begins in the file.</param>
internal ref struct PickleReader(ReadOnlySpan<byte> data, int position, Limits limits, long origin = 0)
{
    private ReadOnlySpan<byte> _data = data;
    private int _position = position;
    private long _origin = origin;

    internal readonly int Position => _position;

    /// <summary>Where the opcode that was read last begins.</summary>
    internal int OpcodeOffset { get; private set; } = position;

    /// <summary>The same, counted from the start of the file.</summary>
    internal readonly long FileOffset => _origin + OpcodeOffset;

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
        long length = ReadAnyLength(operand);
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

    /// <summary>Goes on with what an input has at hand now.</summary>
    internal void Show(PickleInput input)
    {
        OpcodeOffset = (int)Math.Clamp(FileOffset - input.WindowStart, int.MinValue, int.MaxValue);
        _data = input.Window.Span;
        (_position, _origin) = (input.Offset, input.WindowStart);
    }

    /// <summary>True when the next opcode is at hand with all of its operand, bytes that are too many for one window apart.</summary>
    /// <param name="needed">How many bytes it takes.</param>
    internal readonly bool HasOpcode(out long needed)
    {
        ReadOnlySpan<byte> rest = _data[_position..];
        needed = 1;
        if (rest.IsEmpty)
        {
            return false;
        }

        OpcodeOperand operand = OpcodeTable.Find(rest[0])?.Operand ?? OpcodeOperand.None;
        ReadOnlySpan<byte> after = rest[1..];
        switch (operand)
        {
            case OpcodeOperand.None:
                return true;
            case OpcodeOperand.UInt8:
                needed = 2;
                break;
            case OpcodeOperand.UInt16:
                needed = 3;
                break;
            case OpcodeOperand.Int32 or OpcodeOperand.UInt32:
                needed = 5;
                break;
            case OpcodeOperand.UInt64 or OpcodeOperand.Float64:
                needed = 9;
                break;
            case OpcodeOperand.Bytes8 or OpcodeOperand.Utf8Of8 or OpcodeOperand.Long8:
                needed = after.Length < 1 ? 2 : 2L + after[0];
                break;
            case OpcodeOperand.Bytes32 or OpcodeOperand.Utf8Of32:
                needed = after.Length < 4 ? 5 : 5L + BinaryPrimitives.ReadUInt32LittleEndian(after);
                break;
            case OpcodeOperand.BytesInt32 or OpcodeOperand.LongInt32:
                needed = after.Length < 4 ? 5 : 5L + Math.Max(0, BinaryPrimitives.ReadInt32LittleEndian(after));
                break;
            case OpcodeOperand.Bytes64 or OpcodeOperand.Utf8Of64:
                ulong length = after.Length < 8 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(after);
                needed = length > long.MaxValue - 9 ? 9 : 9 + (long)length;
                break;
            default:
                int lines = operand == OpcodeOperand.TwoLines ? 2 : 1;
                for (; lines > 0 && after.IndexOf((byte)'\n') is var end and >= 0; lines--)
                {
                    after = after[(end + 1)..];
                }

                needed = rest.Length + 1;
                return lines == 0;
        }

        return needed <= rest.Length || (needed > PickleInput.LargestWindow && rest.Length >= 9 && operand is OpcodeOperand.Bytes32 or OpcodeOperand.Bytes64);
    }

    /// <summary>The length that <see cref="ReadLength"/> reads, for those who can take more than is at hand.</summary>
    internal long ReadAnyLength(OpcodeOperand operand)
    {
        long length = operand switch
        {
            OpcodeOperand.Bytes8 or OpcodeOperand.Utf8Of8 or OpcodeOperand.Long8 => ReadByte(),
            OpcodeOperand.Bytes32 or OpcodeOperand.Utf8Of32 => ReadUInt32(),
            OpcodeOperand.BytesInt32 or OpcodeOperand.LongInt32 => ReadInt32(),
            _ => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
        };
        if (length < 0)
        {
            Throw("FormatLength", operand is OpcodeOperand.BytesInt32 or OpcodeOperand.LongInt32 ? $"the length is negative ({length})" : "the length is larger than any file");
        }

        return length;
    }

    internal readonly ReadOnlySpan<byte> Data => _data;

    internal void MoveTo(int newPosition) => _position = newPosition;

    [DoesNotReturn]
    internal readonly void Throw(string code, string message) =>
        throw new PickleFormatException(code, message, FileOffset, OpcodeTable.NameOf(Opcode));

    [DoesNotReturn]
    internal readonly void ThrowLimit(string code, string message) =>
        throw new PickleLimitException(code, message, FileOffset, OpcodeTable.NameOf(Opcode));

    internal readonly Limits Limits => limits;

    [DoesNotReturn]
    private readonly void ThrowEnd(long wanted) => throw new PickleFormatException(
        "FormatTruncated",
        $"the file ends where {wanted} more {(wanted == 1 ? "byte is" : "bytes are")} needed and {_data.Length - _position} are left; it was cut off: fetch it again",
        FileOffset,
        OpcodeOffset == _position ? null : OpcodeTable.NameOf(Opcode));
}
