using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Brine.Pickling;

/// <summary>Python's <c>array.array</c>.</summary>
/// <param name="TypeCode">The letter of its item type: <c>d</c> for double, <c>i</c> for int, <c>u</c> for characters...</param>
/// <param name="ItemSize">Bytes of one item in <paramref name="Memory"/>.</param>
/// <param name="Memory">The items, little-endian; characters are UTF-32.</param>
public sealed record PyTypedArray(char TypeCode, int ItemSize, ReadOnlyMemory<byte> Memory)
{
    /// <summary>Views a value as an <c>array.array</c>, or gives null where it is none.</summary>
    public static PyTypedArray? From(PyValue value)
    {
        if (value.As<PyObject>() is not { } instance || instance.Callable.As<PyGlobal>() is not { Module: "array" } callable)
        {
            return null;
        }

        return callable.Name switch
        {
            "_array_reconstructor" => FromMachineFormat(instance.Arguments),
            "array" or "ArrayType" => FromItems(instance.Arguments),
            _ => null,
        };
    }

    /// <summary>_array_reconstructor(class, typecode, mformat_code, bytes): PEP 307's codes of CPython's arraymodule.c.</summary>
    private static PyTypedArray? FromMachineFormat(PyTuple arguments)
    {
        if (arguments.Count != 4 || arguments[1].AsString() is not { Length: 1 } code
            || KnownObject.Int32(arguments[2]) is not (>= 0 and <= 21 and { } format)
            || KnownObject.Bytes(arguments[3]) is not { } bytes)
        {
            return null;
        }

        int size = format switch { <= 1 => 1, <= 5 => 2, <= 9 => 4, <= 13 => 8, <= 15 => 4, <= 17 => 8, <= 19 => 2, _ => 4 };
        bool isBigEndian = size > 1 && format % 2 == 1;
        if (bytes.Length % size != 0)
        {
            return null;
        }

        if (format is 18 or 19)
        {
            string text = (isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes.Span);
            return new PyTypedArray(code[0], 4, Encoding.UTF32.GetBytes(text));
        }

        if (!isBigEndian)
        {
            return new PyTypedArray(code[0], size, bytes);
        }

        byte[] swapped = bytes.ToArray();
        for (int i = 0; i < swapped.Length; i += size)
        {
            swapped.AsSpan(i, size).Reverse();
        }

        return new PyTypedArray(code[0], size, swapped);
    }

    /// <summary>array(typecode, items): a list of numbers, or text.</summary>
    private static PyTypedArray? FromItems(PyTuple arguments)
    {
        if (arguments.Count is < 1 or > 2 || arguments[0].AsString() is not { Length: 1 } code || SizeOf(code[0]) is not { } size)
        {
            return null;
        }

        if (arguments.Count == 1)
        {
            return new PyTypedArray(code[0], size, default);
        }

        if (arguments[1].AsString() is { } text)
        {
            return code is "u" or "w" ? new PyTypedArray(code[0], 4, Encoding.UTF32.GetBytes(text))
                : size == 1 && KnownObject.Bytes(arguments[1]) is { } raw ? new PyTypedArray(code[0], 1, raw) : null;
        }

        if (KnownObject.Sequence(arguments[1]) is not { } items)
        {
            return null;
        }

        var memory = new byte[items.Count * size];
        for (int i = 0; i < items.Count; i++)
        {
            if (!TryWrite(memory.AsSpan(i * size, size), code[0], items[i]))
            {
                return null;
            }
        }

        return new PyTypedArray(code[0], size, memory);
    }

    private static bool TryWrite(Span<byte> target, char code, PyValue item)
    {
        switch (code)
        {
            case 'f' when item.TryGetDouble(out double single):
                BinaryPrimitives.WriteSingleLittleEndian(target, (float)single);
                return true;
            case 'd' when item.TryGetDouble(out double number):
                BinaryPrimitives.WriteDoubleLittleEndian(target, number);
                return true;
            case not ('f' or 'd') when item.TryGetBigInteger(out BigInteger integer)
                && (integer.Sign >= 0 || !char.IsAsciiLetterUpper(code)):
                target.Fill(integer.Sign < 0 ? (byte)0xFF : (byte)0);
                return integer.TryWriteBytes(target, out _, isUnsigned: char.IsAsciiLetterUpper(code));
            case 'c' or 'u'
                or 'w' when item.AsString() is { Length: 1 or 2 } character
                    && Rune.DecodeFromUtf16(character, out Rune rune, out int used) == System.Buffers.OperationStatus.Done
                    && used == character.Length:
                return new BigInteger(rune.Value).TryWriteBytes(target, out _, isUnsigned: true);
            default:
                return false;
        }
    }

    /// <summary>Sizes as on 64-bit Linux, where Python's <c>long</c> has 8 bytes.</summary>
    private static int? SizeOf(char code) => code switch
    {
        'b' or 'B' or 'c' => 1,
        'h' or 'H' => 2,
        'i' or 'I' or 'f' or 'u' or 'w' => 4,
        'l' or 'L' or 'q' or 'Q' or 'd' => 8,
        _ => null,
    };
}
