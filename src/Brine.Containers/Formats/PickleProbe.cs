using System.Buffers.Text;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Tells a pickle of protocol 0 or 1, which has no mark of its own, from text: the first opcodes are there, their operands are what they
/// must be, and each finds on the stack what it takes.
/// </summary>
internal static class PickleProbe
{
    private const int Opcodes = 32;

    /// <summary>True for data that begins as a pickle does, also where it is cut off.</summary>
    internal static bool IsPickle(ReadOnlySpan<byte> data)
    {
        // How many items stand above each mark.
        Span<int> items = stackalloc int[Opcodes + 1];
        int mark = 0;
        items[0] = 0;
        var reader = new OpcodeReader(data);
        for (int read = 0; read < Opcodes; read++)
        {
            OpcodeRead outcome = reader.TryRead();
            if (outcome == OpcodeRead.End)
            {
                return read > 1;
            }

            if (reader.Info is not { } opcode || !TakeOff(opcode, items, ref mark))
            {
                return false;
            }

            if (opcode.Code == PickleOpcode.Stop)
            {
                return true;
            }

            if (outcome != OpcodeRead.Done)
            {
                return outcome == OpcodeRead.Truncated && read > 0 && CanBeCutOff(opcode, data[(reader.Offset + 1)..]);
            }

            if (!IsRight(opcode, reader))
            {
                return false;
            }

            if (opcode.Code == PickleOpcode.Mark)
            {
                items[++mark] = 0;
            }
            else
            {
                items[mark] += opcode.Pushes;
            }
        }

        return true;
    }

    /// <summary>Takes what an opcode takes from the stack; false where it is not there.</summary>
    private static bool TakeOff(OpcodeInfo opcode, Span<int> items, ref int mark)
    {
        if (opcode.TakesMark)
        {
            if (mark == 0 || items[mark] < opcode.PopsAboveMark)
            {
                return false;
            }

            mark--;
        }

        items[mark] -= opcode.Pops;
        return items[mark] >= 0;
    }

    /// <summary>Text makes lengths that no file has: a pickle that is cut off inside a long operand is not worth the mistake.</summary>
    private static bool CanBeCutOff(OpcodeInfo opcode, ReadOnlySpan<byte> rest) => opcode.HasOperandLength
        ? opcode.OperandWidth == 1 || (opcode.OperandWidth == 4 && rest.Length < 4)
        : opcode.OperandLines < 2 || IsName(rest[..(rest.IndexOf((byte)'\n') is >= 0 and var end ? end : rest.Length)]);

    /// <summary>True where an operand that is there in full looks as one that Python wrote.</summary>
    private static bool IsRight(OpcodeInfo opcode, in OpcodeReader reader)
    {
        ReadOnlySpan<byte> line = reader.Operand.TrimEnd((byte)'\r');
        return opcode.Operand switch
        {
            OpcodeOperand.QuotedLine => line.Length >= 2 && line[0] is (byte)'\'' or (byte)'"' && line[^1] == line[0],
            OpcodeOperand.IntegerLine or OpcodeOperand.LongLine =>
                !line.TrimEnd((byte)'L').ContainsAnyExcept("0123456789-+_xXabcdefABCDEF"u8),
            OpcodeOperand.FloatLine =>
                line.SequenceEqual("nan"u8) || line.EndsWith("inf"u8)
                    || (Utf8Parser.TryParse(line, out double _, out int consumed) && consumed == line.Length),
            OpcodeOperand.TwoLines => IsName(line) && IsName(reader.SecondLine),
            OpcodeOperand.Bytes64 or OpcodeOperand.Utf8Of64 => false,
            _ => true,
        };
    }

    private static bool IsName(ReadOnlySpan<byte> line) => !line.ContainsAny(" ,;\t"u8);
}
