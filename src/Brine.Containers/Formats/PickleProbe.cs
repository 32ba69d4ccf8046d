using System.Buffers.Binary;
using System.Buffers.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Tells a pickle of protocol 0 or 1, which has no mark of its own, from text: the first opcodes are there, their operands are what they must be,
/// and each finds on the stack what it takes.
/// </summary>
internal static class PickleProbe
{
    private const int Opcodes = 32;

    /// <summary>True for what begins as a pickle does, also where it is cut off.</summary>
    internal static bool IsPickle(ReadOnlySpan<byte> data)
    {
        // How many items stand above each mark.
        Span<int> items = stackalloc int[Opcodes + 1];
        int mark = 0;
        items[0] = 0;
        for (int read = 0; read < Opcodes; read++)
        {
            if (data.IsEmpty)
            {
                return read > 1;
            }

            if (OpcodeTable.Find(data[0]) is not { } opcode || !TakeOff(opcode, items, ref mark))
            {
                return false;
            }

            if (opcode.Name == "STOP")
            {
                return true;
            }

            data = data[1..];
            int operand = LengthOf(opcode.Operand, data);
            if (operand < 0)
            {
                return false;
            }

            if (operand > data.Length)
            {
                return read > 0;
            }

            data = data[operand..];
            if (opcode.Name == "MARK")
            {
                items[++mark] = 0;
            }
            else
            {
                items[mark] += Words(opcode.StackAfter);
            }
        }

        return true;
    }

    /// <summary>Takes what an opcode takes from the stack; false where it is not there.</summary>
    private static bool TakeOff(OpcodeInfo opcode, Span<int> items, ref int mark)
    {
        string before = opcode.StackBefore;
        int slice = before.IndexOf("mark", StringComparison.Ordinal);
        int least = Words(slice < 0 ? before : before[(slice + "mark".Length)..].Replace("stackslice", "", StringComparison.Ordinal));
        if (items[mark] < least)
        {
            return false;
        }

        if (slice < 0)
        {
            items[mark] -= least;
            return true;
        }

        if (mark == 0)
        {
            return false;
        }

        mark--;
        items[mark] -= Words(before[..slice]);
        return items[mark] >= 0;
    }

    private static int Words(string text)
    {
        int words = 0;
        foreach (Range word in text.AsSpan().Split(' '))
        {
            words += text.AsSpan()[word].IsEmpty ? 0 : 1;
        }

        return words;
    }

    /// <summary>How many bytes an operand has, more than are left where it is cut off; -1 where it is none.</summary>
    private static int LengthOf(OpcodeOperand operand, ReadOnlySpan<byte> data)
    {
        switch (operand)
        {
            case OpcodeOperand.None:
                return 0;
            case OpcodeOperand.UInt8:
                return 1;
            case OpcodeOperand.UInt16:
                return 2;
            case OpcodeOperand.Int32 or OpcodeOperand.UInt32:
                return 4;
            case OpcodeOperand.UInt64 or OpcodeOperand.Float64:
                return 8;
            case OpcodeOperand.Bytes8 or OpcodeOperand.Utf8Of8 or OpcodeOperand.Long8:
                return data.IsEmpty ? 1 : 1 + data[0];
            case OpcodeOperand.Bytes32 or OpcodeOperand.BytesInt32 or OpcodeOperand.Utf8Of32 or OpcodeOperand.LongInt32:
                // Text makes lengths that no file has; a pickle that is cut off so early is not worth the mistake.
                return data.Length < 4 ? 4 : BinaryPrimitives.ReadInt32LittleEndian(data) is >= 0 and var length && length <= data.Length - 4 ? 4 + length : -1;
            case OpcodeOperand.Bytes64 or OpcodeOperand.Utf8Of64:
                return -1;
        }

        int end = data.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = (end < 0 ? data : data[..end]).TrimEnd((byte)'\r');
        bool isRight = operand switch
        {
            OpcodeOperand.QuotedLine => end < 0 || (line.Length >= 2 && line[0] is (byte)'\'' or (byte)'"' && line[^1] == line[0]),
            OpcodeOperand.IntegerLine or OpcodeOperand.LongLine => end < 0 || !line.TrimEnd((byte)'L').ContainsAnyExcept("0123456789-+_xXabcdefABCDEF"u8),
            OpcodeOperand.FloatLine => end < 0 || line.SequenceEqual("nan"u8) || line.EndsWith("inf"u8) || (Utf8Parser.TryParse(line, out double _, out int consumed) && consumed == line.Length),
            OpcodeOperand.TwoLines => !line.ContainsAny(" ,;\t"u8),
            _ => true,
        };
        if (!isRight)
        {
            return -1;
        }

        if (end < 0 || operand != OpcodeOperand.TwoLines)
        {
            return end < 0 ? data.Length + 1 : end + 1;
        }

        int second = data[(end + 1)..].IndexOf((byte)'\n');
        return second < 0 ? data.Length + 1 : data.Slice(end + 1, second).ContainsAny(" ,;\t"u8) ? -1 : end + second + 2;
    }
}
