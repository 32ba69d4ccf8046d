using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Brine.Pickling;

/// <summary>Reads the operand of an opcode and prints it as Python's <c>repr</c> prints what <c>pickletools</c> reads.</summary>
internal static class OperandText
{
    /// <summary>An int of more bytes is named by its length, as in a value's text.</summary>
    private const int LongestInteger = 2048;

    /// <returns>The operand where it is a whole number, which the memo needs.</returns>
    internal static BigInteger? Read(in OpcodeReader reader, Limits limits, StringBuilder text, out bool hasOperand)
    {
        OpcodeOperand operand = reader.Info!.Operand;
        hasOperand = operand != OpcodeOperand.None;
        switch (operand)
        {
            case OpcodeOperand.None:
                return null;
            case OpcodeOperand.UInt8 or OpcodeOperand.UInt16 or OpcodeOperand.Int32 or OpcodeOperand.UInt32:
                return Number(text, reader.Integer);
            case OpcodeOperand.UInt64:
                return Number(text, (ulong)reader.Integer);
            case OpcodeOperand.Float64:
                text.Append(PyLiteral.Float(reader.Float));
                return null;
            case OpcodeOperand.FloatLine:
                if (!PickleText.TryParseFloat(reader.Operand, out double value))
                {
                    throw reader.Error("FormatNumber", "the text of a float is not a number; the file is corrupt, or not a pickle");
                }

                text.Append(PyLiteral.Float(value));
                return null;
            case OpcodeOperand.IntegerLine:
                ReadOnlySpan<byte> line = reader.Operand;
                if (line.SequenceEqual("00"u8) || line.SequenceEqual("01"u8))
                {
                    text.Append(line[1] == '1' ? "True" : "False");
                    return line[1] - '0';
                }

                return Number(text, ParseInteger(reader, limits, line));
            case OpcodeOperand.LongLine:
                ReadOnlySpan<byte> digits = reader.Operand;
                return Number(text, ParseInteger(reader, limits, digits.EndsWith("L"u8) ? digits[..^1] : digits));
            case OpcodeOperand.Long8 or OpcodeOperand.LongInt32:
                return Number(text, new BigInteger(reader.Operand));
            default:
                Text(reader, operand, text);
                return null;
        }
    }

    private static void Text(in OpcodeReader reader, OpcodeOperand operand, StringBuilder text)
    {
        switch (operand)
        {
            case OpcodeOperand.Line:
                byte[] name = Unescape(reader, reader.Operand);
                AppendOld(text, name);
                break;
            case OpcodeOperand.TwoLines:
                byte[] module = Unescape(reader, reader.Operand);
                AppendOld(text, [.. module, (byte)' ', .. Unescape(reader, reader.SecondLine)]);
                break;
            case OpcodeOperand.QuotedLine:
                ReadOnlySpan<byte> quoted = reader.Operand;
                if (quoted.IsEmpty || quoted[0] is not ((byte)'\'' or (byte)'"') || quoted[^1] != quoted[0])
                {
                    throw reader.Error("FormatText", "the quotes around a string do not match; the file is corrupt, or not a pickle");
                }

                PyLiteral.AppendLatin1(text, Unescape(reader, quoted.Length < 2 ? default : quoted[1..^1]));
                break;
            case OpcodeOperand.UnicodeLine:
                if (!TryAppendRawUnicode(text, reader.Operand))
                {
                    throw reader.Error("FormatText", "an escape in a line of text is cut off; the file is corrupt");
                }

                break;
            case OpcodeOperand.Utf8Of8 or OpcodeOperand.Utf8Of32 or OpcodeOperand.Utf8Of64:
                if (!PyLiteral.TryAppendUtf8(text, reader.Operand))
                {
                    throw reader.Error("FormatText", "the bytes of a string are not UTF-8; the file is corrupt");
                }

                break;
            default:
                ReadOnlySpan<byte> bytes = reader.Operand;
                if (reader.Code is PickleOpcode.Binstring or PickleOpcode.ShortBinstring)
                {
                    PyLiteral.AppendLatin1(text, bytes);
                    break;
                }

                if (reader.Code == PickleOpcode.Bytearray8)
                {
                    PyLiteral.AppendByteArray(text, bytes);
                    break;
                }

                PyLiteral.AppendBytes(text, bytes);
                break;
        }
    }

    private static BigInteger Number(StringBuilder text, BigInteger value)
    {
        // Decimal digits take the square of their number in time: Python's own tools refuse more than 4,300.
        text.Append(value.GetByteCount() > LongestInteger
            ? $"<int of {value.GetBitLength()} bits>"
            : value.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    /// <summary>Python's <c>int</c> of text: decimal, blanks around it, single underscores between digits. Else what <c>pickle</c> itself
    /// takes.</summary>
    private static BigInteger ParseInteger(in OpcodeReader reader, Limits limits, ReadOnlySpan<byte> line)
    {
        string text = Encoding.Latin1.GetString(line).Trim(' ', '\t', '\r', '\v', '\f');
        if (text.Length > limits.MaxIntegerDigits)
        {
            throw reader.LimitError("LimitIntegerDigits",
                $"an int is written with {text.Length} digits, over the limit of {limits.MaxIntegerDigits}");
        }

        if (text.Contains('_') && !text.Contains("__", StringComparison.Ordinal) && char.IsAsciiDigit(text[^1])
            && !text.TrimStart('+', '-').StartsWith('_'))
        {
            text = text.Replace("_", "", StringComparison.Ordinal);
        }

        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value))
        {
            return value;
        }

        if (IntegerText.ParseInt(line, limits.MaxIntegerDigits, out _) is not { } other)
        {
            throw reader.Error("FormatNumber", "the text of an int is not a number; the file is corrupt, or not a pickle");
        }

        return other;
    }

    /// <summary>Names and ids: <c>pickletools</c> takes ASCII with escapes, <c>pickle</c> writes UTF-8.</summary>
    private static void AppendOld(StringBuilder text, ReadOnlySpan<byte> name)
    {
        int length = text.Length;
        if (!PyLiteral.TryAppendUtf8(text, name))
        {
            text.Length = length;
            PyLiteral.AppendLatin1(text, name);
        }
    }

    private static byte[] Unescape(in OpcodeReader reader, ReadOnlySpan<byte> line)
    {
        if (!line.Contains((byte)'\\'))
        {
            return line.ToArray();
        }

        byte[]? bytes = PickleText.DecodeQuoted([(byte)'\'', .. line, (byte)'\'']);
        if (bytes is null)
        {
            throw reader.Error("FormatText", "an escape in a line of text is cut off; the file is corrupt");
        }

        return bytes;
    }

    /// <summary>Raw-unicode-escape text. Two escaped surrogates side by side stay two, as in Python.</summary>
    private static bool TryAppendRawUnicode(StringBuilder text, ReadOnlySpan<byte> line)
    {
        var codePoints = new List<int>(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            codePoints.Add(line[i]);
            if (line[i] != '\\' || i + 1 == line.Length)
            {
                continue;
            }

            int digits = line[++i] switch { (byte)'u' => 4, (byte)'U' => 8, _ => 0 };
            if (digits == 0)
            {
                codePoints.Add(line[i]);
                continue;
            }

            if (i + digits >= line.Length || !Utf8Parser.TryParse(line.Slice(i + 1, digits), out uint code, out int used, 'x')
                || used != digits || code > 0x10FFFF)
            {
                return false;
            }

            codePoints[^1] = (int)code;
            i += digits;
        }

        PyLiteral.AppendText(text, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(codePoints));
        return true;
    }
}
