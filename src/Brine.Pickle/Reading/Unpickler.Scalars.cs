using System.Numerics;

namespace Brine.Pickling;

/// <summary>Numbers, text and bytes.</summary>
public sealed partial class Unpickler
{
    private static PyValue ReadLong(ref PickleReader reader, OpcodeOperand operand)
    {
        int length = reader.ReadLength(operand);
        if (length > reader.Limits.MaxIntegerBytes)
        {
            reader.ThrowLimit("LimitIntegerBytes", $"an int of {length} bytes is over the limit of {reader.Limits.MaxIntegerBytes}");
        }

        ReadOnlySpan<byte> bytes = reader.Take(length);
        if (length > 8)
        {
            return PyValue.FromBigInteger(new BigInteger(bytes));
        }

        long value = 0;
        for (int i = 0; i < length; i++)
        {
            value |= (long)bytes[i] << (8 * i);
        }

        int unused = 64 - (8 * length);
        return PyValue.FromInt64(length == 0 ? 0 : value << unused >> unused);
    }

    private static PyValue ReadIntegerLine(ref PickleReader reader)
    {
        ReadOnlySpan<byte> line = ReadFilledLine(ref reader);
        BigInteger value = IntegerText.ParseInt(line, reader.Limits.MaxIntegerDigits, out bool isC) ?? throw NotANumber(ref reader);

        // Any two characters that C reads as 0 or 1 are a bool, not only the 00 and 01 that are written.
        return line.Length == 2 && isC && (value.IsZero || value.IsOne) ? !value.IsZero : PyValue.FromBigInteger(value);
    }

    private static PyValue ReadLongLine(ref PickleReader reader)
    {
        ReadOnlySpan<byte> line = ReadFilledLine(ref reader);
        line = line.EndsWith("L"u8) ? line[..^1] : line;
        return PyValue.FromBigInteger(IntegerText.Parse(line, anyBase: true, reader.Limits.MaxIntegerDigits)
            ?? throw NotANumber(ref reader));
    }

    private static PickleFormatException NotANumber(ref PickleReader reader) =>
        new("FormatNumber", "the text of an int is not a number; the file is corrupt, or not a pickle", reader.FileOffset,
            OpcodeTable.NameOf(reader.Opcode));

    /// <summary>A line that must not be empty, which CPython takes for a file that was cut off.</summary>
    private static ReadOnlySpan<byte> ReadFilledLine(ref PickleReader reader)
    {
        ReadOnlySpan<byte> line = reader.ReadLine();
        if (line.IsEmpty)
        {
            reader.Throw("FormatTruncated", "a line of text is empty; the file is corrupt, or not a pickle");
        }

        return line;
    }

    private static PyValue ReadUtf8(ref PickleReader reader, OpcodeOperand operand)
    {
        string? text = PickleText.DecodeUtf8(reader.Take(reader.ReadLength(operand)));
        if (text is null)
        {
            reader.Throw("FormatText", "the bytes of a string are not UTF-8; the file is corrupt");
        }

        return PyValue.FromText(text);
    }

    private ReadOnlyMemory<byte> ReadBytes(ref PickleReader reader, OpcodeOperand operand)
    {
        int length = reader.ReadLength(operand);
        int start = reader.Position;
        ReadOnlySpan<byte> bytes = reader.Take(length);
        return _input.IsLasting ? _input.Window.Slice(start, length) : bytes.ToArray();
    }

    /// <summary>Bytes of any number: those that one array cannot hold are a sequence of views.</summary>
    private PyBytes ReadAnyBytes(ref PickleReader reader, OpcodeOperand operand)
    {
        int start = reader.Position;
        long length = reader.ReadAnyLength(operand);
        if (_input.IsWhole || length <= reader.Data.Length - reader.Position)
        {
            reader.MoveTo(start);
            return new PyBytes(ReadBytes(ref reader, operand));
        }

        _input.Offset = reader.Position;
        var large = new PyBytes(_input.TakeLarge(length));
        reader.Show(_input);
        return large;
    }

    private PyValue NextBuffer(ref PickleReader reader)
    {
        if (_options.Buffers is null || _nextBuffer >= _options.Buffers.Count)
        {
            reader.Throw("FormatBuffers",
                $"the pickle needs out-of-band buffer {_nextBuffer}, which was not given: pass the buffers saved with it");
        }

        return new PyByteArray(_options.Buffers[_nextBuffer++]) { IsBuffer = true };
    }
}
