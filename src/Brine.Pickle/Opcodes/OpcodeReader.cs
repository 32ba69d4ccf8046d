using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Brine.Pickling;

/// <summary>
/// Reads a pickle opcode by opcode, forward, without running it and without allocating: operands are spans over the data, and a length that
/// the file claims is believed only as far as the data reaches.
/// </summary>
/// <remarks><see cref="Read"/> throws for bytes that are not a pickle; <see cref="TryRead"/> says so instead.</remarks>
public ref struct OpcodeReader
{
    private readonly ReadOnlySpan<byte> _data;
    private int _operandStart;
    private int _operandLength;
    private int _lineLength;

    /// <summary>Prepares to read.</summary>
    /// <param name="data">The bytes of a pickle, and perhaps more after it.</param>
    /// <param name="position">Where in them to begin.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside the data.</exception>
    public OpcodeReader(ReadOnlySpan<byte> data, int position = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)position, (uint)data.Length, nameof(position));
        _data = data;
        Position = Offset = position;
    }

    /// <summary>The place of the next opcode.</summary>
    public int Position { get; private set; }

    /// <summary>The place of the opcode that was read last.</summary>
    public int Offset { get; private set; }

    /// <summary>The opcode that was read last; null where there is none, or the byte is not an opcode.</summary>
    public OpcodeInfo? Info { get; private set; }

    /// <summary>The byte of the opcode that was read last.</summary>
    public readonly byte Code => Offset < _data.Length ? _data[Offset] : (byte)0;

    /// <summary>The operand: the bytes of a number; the bytes after a length; a line of text without its line feed, the first one where
    /// there are two.</summary>
    public readonly ReadOnlySpan<byte> Operand => _data.Slice(_operandStart, _lineLength);

    /// <summary>The second line of GLOBAL and INST, which is the name; the first one is the module.</summary>
    public readonly ReadOnlySpan<byte> SecondLine =>
        Info is { OperandLines: 2 } ? _data.Slice(SecondLineStart, _operandStart + _operandLength - 1 - SecondLineStart) : default;

    /// <summary>The place of the operand in the data, after its length.</summary>
    public readonly int OperandOffset => _operandStart;

    internal readonly int SecondLineStart => _operandStart + _lineLength + 1;

    /// <summary>The operand of fixed size as a whole number; 0 for other operands. That of FRAME has a sign here, which no length of a file
    /// needs.</summary>
    public readonly long Integer => Info?.Operand switch
    {
        OpcodeOperand.UInt8 => Operand[0],
        OpcodeOperand.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(Operand),
        OpcodeOperand.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Operand),
        OpcodeOperand.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(Operand),
        OpcodeOperand.UInt64 => BinaryPrimitives.ReadInt64LittleEndian(Operand),
        _ => 0,
    };

    /// <summary>The operand of BINFLOAT; 0 for other operands.</summary>
    public readonly double Float => Info?.Operand == OpcodeOperand.Float64 ? BinaryPrimitives.ReadDoubleBigEndian(Operand) : 0;

    /// <summary>Goes to another place, for data that stands between the opcodes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside the data.</exception>
    public void MoveTo(int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)position, (uint)_data.Length, nameof(position));
        Position = position;
    }

    /// <summary>Reads the next opcode.</summary>
    /// <returns>False at the end of the data.</returns>
    /// <exception cref="PickleFormatException">The byte is not an opcode, or its operand is cut off.</exception>
    [MemberNotNullWhen(true, nameof(Info))]
    public bool Read()
    {
        OpcodeRead read = TryRead();
        if (read is not (OpcodeRead.Done or OpcodeRead.End))
        {
            throw Error(read);
        }

        return Info is not null;
    }

    /// <summary>Reads the next opcode if there is one; where there is not, the position stays.</summary>
    public OpcodeRead TryRead()
    {
        Offset = Position;
        (_operandStart, _operandLength, _lineLength) = (Math.Min(Position + 1, _data.Length), 0, 0);
        if (Position >= _data.Length)
        {
            Info = null;
            return OpcodeRead.End;
        }

        Info = OpcodeTable.Find(_data[Position]);
        if (Info is null)
        {
            return OpcodeRead.Unknown;
        }

        ReadOnlySpan<byte> rest = _data[(Position + 1)..];
        long length = Info.Layout.Measure(rest);
        if (length < 0 || length > rest.Length)
        {
            return length < 0 ? OpcodeRead.BadLength : OpcodeRead.Truncated;
        }

        Position += 1 + (int)length;
        int prefix = Info.Layout.HasLength ? Info.Layout.Width : 0;
        _operandStart += prefix;
        _operandLength = (int)length - prefix;
        _lineLength = Info.Layout.Lines > 0 ? rest.IndexOf((byte)'\n') : _operandLength;
        return OpcodeRead.Done;
    }

    /// <summary>The error of an opcode that could not be read.</summary>
    internal readonly PickleFormatException Error(OpcodeRead read)
    {
        ReadOnlySpan<byte> rest = _data[Math.Min(Offset + 1, _data.Length)..];
        return read switch
        {
            OpcodeRead.End => OpcodeErrors.CutOff(1, 0, Offset, null),
            OpcodeRead.Unknown =>
                new PickleFormatException("FormatOpcode", "there is no such pickle opcode; the file is corrupt, or not a pickle", Offset,
                    OpcodeTable.NameOf(Code)),
            OpcodeRead.BadLength => OpcodeErrors.BadLength(Info!.Layout, Info.Layout.ReadLength(rest), Offset, Info.Name),
            _ when Info!.Layout.Lines > 0 => OpcodeErrors.LineCutOff(Offset, Info.Name),
            _ when Info.Layout.HasLength && rest.Length >= Info.Layout.Width =>
                OpcodeErrors.CutOff(Info.Layout.ReadLength(rest), rest.Length - Info.Layout.Width, Offset, Info.Name),
            _ => OpcodeErrors.CutOff(Info.Layout.Width, rest.Length, Offset, Info.Name),
        };
    }

    /// <summary>An error about the content of the opcode that was read last.</summary>
    internal readonly PickleFormatException Error(string code, string message) => new(code, message, Offset, Info?.Name);

    internal readonly PickleLimitException LimitError(string code, string message) => new(code, message, Offset, Info?.Name);
}
