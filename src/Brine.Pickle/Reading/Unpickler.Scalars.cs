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
        ReadOnlySpan<byte> line = reader.ReadLine();
        if (line.SequenceEqual("01"u8) || line.SequenceEqual("00"u8))
        {
            return line[1] == '1';
        }

        return ParseInteger(ref reader, line);
    }

    private static PyValue ReadLongLine(ref PickleReader reader)
    {
        ReadOnlySpan<byte> line = reader.ReadLine();
        return ParseInteger(ref reader, line.EndsWith("L"u8) ? line[..^1] : line);
    }

    private static PyValue ParseInteger(ref PickleReader reader, ReadOnlySpan<byte> line)
    {
        BigInteger? value = PickleText.ParseInteger(line, reader.Limits.MaxIntegerDigits);
        if (value is null)
        {
            reader.Throw("FormatNumber", "the text of an int is not a number; the file is corrupt, or no pickle");
        }

        return PyValue.FromBigInteger(value.Value);
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
        reader.Take(length);
        return _data.Slice(start, length);
    }

    private PyValue NextBuffer(ref PickleReader reader)
    {
        if (_options.Buffers is null || _nextBuffer >= _options.Buffers.Count)
        {
            reader.Throw("FormatBuffers", $"the pickle needs out-of-band buffer {_nextBuffer}, which was not given: pass the buffers saved with it");
        }

        return new PyByteArray(_options.Buffers[_nextBuffer++]) { IsBuffer = true };
    }
}
