using System.Buffers.Binary;
using System.Numerics;
using System.Text.Unicode;

namespace Brine.Pickling;

/// <summary>Numbers, text and bytes.</summary>
public sealed partial class SymbolicMachine
{
    private readonly SymbolSource[] _sources;
    private readonly SymbolSource _byteStrings;
    private readonly SymbolSource _quoted;
    private readonly SymbolSource _bytes;
    private readonly SymbolSource _byteArrays;
    private readonly SymbolSource _integers;

    /// <summary>The value that an opcode without other effects pushes, from its operand.</summary>
    private Symbol Literal(in OpcodeReader reader)
    {
        OpcodeInfo info = reader.Info!;
        ReadOnlySpan<byte> operand = reader.Operand;
        switch (info.Operand)
        {
            case OpcodeOperand.None:
                return info.Code switch
                {
                    PickleOpcode.None => new Symbol(SymbolTag.None),
                    PickleOpcode.Newtrue => new Symbol(SymbolTag.Bool, 1),
                    PickleOpcode.Newfalse => new Symbol(SymbolTag.Bool),
                    _ => new Symbol(SymbolTag.Buffer),
                };
            case OpcodeOperand.UInt8 or OpcodeOperand.UInt16 or OpcodeOperand.Int32:
                return new Symbol(SymbolTag.Integer, reader.Integer);
            case OpcodeOperand.Float64:
                return new Symbol(SymbolTag.Float, BinaryPrimitives.ReadInt64BigEndian(operand));
            case OpcodeOperand.FloatLine:
                return PickleText.TryParseFloatLine(operand, out double value)
                    ? new Symbol(SymbolTag.Float, BitConverter.DoubleToInt64Bits(value))
                    : Bad(reader, "the text of a float is not a number");
            case OpcodeOperand.IntegerLine or OpcodeOperand.LongLine:
                return IntegerLine(reader, operand, info.Operand == OpcodeOperand.IntegerLine);
            case OpcodeOperand.Long8 or OpcodeOperand.LongInt32:
                return BinaryInteger(reader, operand);
            case OpcodeOperand.QuotedLine:
                return PickleText.DecodeQuoted(operand) is not null ? Range(reader, _quoted)
                    : Bad(reader, "the quotes around a string do not match, or an escape is cut off");
            case OpcodeOperand.UnicodeLine:
                return !operand.Contains((byte)'\\') || PickleText.DecodeRawUnicodeEscape(operand) is not null
                    ? Range(reader, _sources[(int)info.Operand]) : Bad(reader, "an escape in a line of text is cut off");
            case OpcodeOperand.Utf8Of8 or OpcodeOperand.Utf8Of32 or OpcodeOperand.Utf8Of64 or OpcodeOperand.Line:
                return Utf8.IsValid(operand) || PickleText.DecodeUtf8(operand) is not null ? Range(reader, _sources[(int)info.Operand])
                    : Bad(reader, "the bytes of a string are not UTF-8");
            default:
                return Range(reader, info.Code switch
                {
                    PickleOpcode.Binstring or PickleOpcode.ShortBinstring => _byteStrings,
                    PickleOpcode.Bytearray8 => _byteArrays,
                    _ => _bytes,
                });
        }
    }

    private static Symbol Range(in OpcodeReader reader, SymbolSource source) => source.At(reader.OperandOffset, reader.Operand.Length);

    private Symbol Bad(in OpcodeReader reader, string message)
    {
        Find(TraceFindingKind.BadText, reader, message);
        return default;
    }

    private Symbol BinaryInteger(in OpcodeReader reader, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _options.Limits.MaxIntegerBytes)
        {
            Find(TraceFindingKind.LimitReached, reader,
                $"an int of {bytes.Length} bytes is over the limit of {_options.Limits.MaxIntegerBytes}");
            return new Symbol(SymbolTag.LargeInteger);
        }

        return bytes.Length <= sizeof(long) ? new Symbol(SymbolTag.Integer, (long)new BigInteger(bytes)) : Range(reader, _integers);
    }

    private Symbol IntegerLine(in OpcodeReader reader, ReadOnlySpan<byte> line, bool mayBeBool)
    {
        ReadOnlySpan<byte> digits = !mayBeBool && line.EndsWith("L"u8) ? line[..^1] : line;
        if (digits.Length > _options.Limits.MaxIntegerDigits)
        {
            Find(TraceFindingKind.LimitReached, reader,
                $"an int is written with {digits.Length} digits, over the limit of {_options.Limits.MaxIntegerDigits}");
            return new Symbol(SymbolTag.LargeInteger);
        }

        bool isC = false;
        BigInteger? number = digits.IsEmpty ? null
            : mayBeBool ? IntegerText.ParseInt(digits, _options.Limits.MaxIntegerDigits, out isC)
                : IntegerText.Parse(digits, anyBase: true, _options.Limits.MaxIntegerDigits);
        if (number is not { } value)
        {
            return Bad(reader, "the text of an int is not a number");
        }

        bool isBool = mayBeBool && digits.Length == 2 && isC && (value.IsZero || value.IsOne);
        if (!(isBool && digits[0] == '0') && !IsUsual(digits))
        {
            Find(TraceFindingKind.UnusualNumber, reader, "an int is written in a form that readers disagree about");
        }

        return isBool ? new Symbol(SymbolTag.Bool, value.IsOne ? 1 : 0)
            : value >= long.MinValue && value <= long.MaxValue ? new Symbol(SymbolTag.Integer, (long)value) : new Symbol(value);
    }

    /// <summary>The operand of PUT and GET; -1 where it is not an index.</summary>
    private long IndexLine(in OpcodeReader reader)
    {
        BigInteger? index = reader.Operand.Length > 64 ? null : IntegerText.Parse(reader.Operand, anyBase: false, 64);
        if (index is { } value && !IsUsual(reader.Operand))
        {
            Find(TraceFindingKind.UnusualNumber, reader, "a memo index is written in a form that readers disagree about");
        }

        return index is { Sign: >= 0 } known && known <= long.MaxValue ? (long)known : -1;
    }

    /// <summary>True for digits as Python writes them: an optional minus, and no zero before others.</summary>
    private static bool IsUsual(ReadOnlySpan<byte> digits)
    {
        digits = digits.StartsWith("-"u8) ? digits[1..] : digits;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && (digits.Length == 1 || digits[0] != '0');
    }
}
