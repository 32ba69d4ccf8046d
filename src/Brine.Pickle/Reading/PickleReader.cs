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

    /// <summary>The place of the opcode that was read last.</summary>
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

    /// <summary>Reads the length that stands before an operand's bytes; the sign bit of the 32-bit signed form, and more bytes than are
    /// left, are errors.</summary>
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
            throw OpcodeErrors.LineCutOff(FileOffset, OpcodeTable.NameOf(Opcode));
        }

        ReadOnlySpan<byte> line = _data.Slice(_position, end);
        _position += end + 1;
        return line;
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

        if (OpcodeTable.Find(rest[0]) is not { } info)
        {
            return true;
        }

        // A length that lies is for the reader to refuse: it is at hand.
        long operand = info.Layout.Measure(rest[1..]);
        needed = 1 + (operand < 0 ? info.OperandWidth : operand);
        return needed <= rest.Length
            || (needed > PickleInput.LargestWindow && rest.Length >= 9 && info.Operand is OpcodeOperand.Bytes32 or OpcodeOperand.Bytes64);
    }

    /// <summary>The length that <see cref="ReadLength"/> reads, for those who can take more than is at hand.</summary>
    internal long ReadAnyLength(OpcodeOperand operand)
    {
        OperandLayout layout = OperandLayout.Of(operand);
        long length = layout.ReadLength(Take(layout.Width));
        return length >= 0 ? length : throw OpcodeErrors.BadLength(layout, length, FileOffset, OpcodeTable.NameOf(Opcode));
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
    private readonly void ThrowEnd(long wanted) =>
        throw OpcodeErrors.CutOff(wanted, _data.Length - _position, FileOffset,
            OpcodeOffset == _position ? null : OpcodeTable.NameOf(Opcode));
}
