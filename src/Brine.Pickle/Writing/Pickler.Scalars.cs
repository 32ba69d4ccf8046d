using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Brine.Pickling;

/// <summary>Values without parts, numbers, and the bytes of all opcodes.</summary>
public sealed partial class Pickler
{
    /// <summary>Writes a value that has no parts; what is not so simple, and all of it at the oldest protocols, is left to
    /// <see cref="Begin"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TrySaveLeaf(PyValue value)
    {
        if (!_savesAhead)
        {
            return false;
        }

        object? reference = value.RawReference;
        if (ReferenceEquals(reference, PyTag.Int))
        {
            _output.Boundary();
            SaveInt64(value.Bits);
        }
        else if (ReferenceEquals(reference, PyTag.Float))
        {
            _output.Boundary();
            SaveFloat(BitConverter.Int64BitsToDouble(value.Bits));
        }
        else if (reference is null)
        {
            _output.Boundary();
            _output.WriteByte(PickleOpcode.None);
        }
        else if (reference.GetType() == typeof(string))
        {
            _output.Boundary();
            if (_memo.FindRead(value.Bits) is var index and >= 0)
            {
                Recall(index);
            }
            else
            {
                SaveText(value);
            }
        }
        else if (ReferenceEquals(reference, PyTag.Bool))
        {
            _output.Boundary();
            _output.WriteByte(value.Bits != 0 ? PickleOpcode.Newtrue : PickleOpcode.Newfalse);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void SaveTagged(PyValue value)
    {
        if (value.IsInt64)
        {
            SaveInt64(value.Bits);
        }
        else if (value.IsFloat)
        {
            SaveFloat(BitConverter.Int64BitsToDouble(value.Bits));
        }
        else if (_protocol >= 2)
        {
            _output.WriteByte(value.Bits != 0 ? PickleOpcode.Newtrue : PickleOpcode.Newfalse);
        }
        else
        {
            WriteAscii(value.Bits != 0 ? "I01\n" : "I00\n");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SaveInt64(long value)
    {
        Span<byte> target = _output.Reserve(11);
        if (_protocol == 0)
        {
            SaveIntegerText(value);
        }
        else if ((ulong)value <= 0xFF)
        {
            target[1] = (byte)value;
            target[0] = PickleOpcode.Binint1;
            _output.Advance(2);
        }
        else if ((ulong)value <= 0xFFFF)
        {
            target[0] = PickleOpcode.Binint2;
            BinaryPrimitives.WriteUInt16LittleEndian(target[1..], (ushort)value);
            _output.Advance(3);
        }
        else if (value == (int)value)
        {
            target[0] = PickleOpcode.Binint;
            BinaryPrimitives.WriteInt32LittleEndian(target[1..], (int)value);
            _output.Advance(5);
        }
        else if (_protocol < 2 || _traits.IsPython2)
        {
            SaveIntegerText(value);
        }
        else
        {
            // The fewest bytes of two's complement that keep the sign.
            int bits = 65 - BitOperations.LeadingZeroCount((ulong)(value < 0 ? ~value : value));
            int length = (bits + 7) / 8;
            target[0] = PickleOpcode.Long1;
            target[1] = (byte)length;
            BinaryPrimitives.WriteInt64LittleEndian(target[2..], value);
            _output.Advance(2 + length);
        }
    }

    private void SaveIntegerText(long value) =>
        WriteAscii(value == (int)value || _traits.IsPython2 ? string.Create(CultureInfo.InvariantCulture, $"I{value}\n")
            : string.Create(CultureInfo.InvariantCulture, $"L{value}L\n"));

    /// <summary>The most bytes of an int of 4,300 digits, which is what Python writes and reads in decimal.</summary>
    private const int LongestDecimal = 1786;

    private void SaveLong(BigInteger value)
    {
        if (_protocol < 2)
        {
            WriteAscii(value.GetByteCount() <= LongestDecimal ? string.Create(CultureInfo.InvariantCulture, $"L{value}L\n")
                : throw new PickleProtocolException(
                    $"an int of {value.GetBitLength()} bits has more decimal digits than Python reads; choose protocol 2 or later"));
            return;
        }

        byte[] bytes = value.ToByteArray();
        Span<byte> header = stackalloc byte[5];
        if (bytes.Length < 256)
        {
            header[0] = PickleOpcode.Long1;
            header[1] = (byte)bytes.Length;
            header = header[..2];
        }
        else
        {
            header[0] = PickleOpcode.Long4;
            BinaryPrimitives.WriteInt32LittleEndian(header[1..], bytes.Length);
        }

        WriteRaw(header);
        WriteRaw(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SaveFloat(double value)
    {
        if (_protocol == 0)
        {
            WriteAscii($"F{(_traits.IsCPickle ? PickleTextWriter.FloatOf17Digits(value) : PyLiteral.Float(value))}\n");
            return;
        }

        Span<byte> target = _output.Reserve(9);
        target[0] = PickleOpcode.Binfloat;
        BinaryPrimitives.WriteDoubleBigEndian(target[1..], value);
        _output.Advance(9);
    }

    private void WriteIndex(int index, byte text, byte small, byte large)
    {
        if (_protocol == 0)
        {
            WriteAscii(string.Create(CultureInfo.InvariantCulture, $"{(char)text}{index}\n"));
            return;
        }

        ref byte target = ref _output.Next(5);
        if (index < 256)
        {
            target = small;
            Unsafe.Add(ref target, 1) = (byte)index;
            _output.Advance(2);
        }
        else
        {
            target = large;
            WriteInt32(ref Unsafe.Add(ref target, 1), index);
            _output.Advance(5);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteInt32(ref byte target, int value) =>
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    private void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output.Reserve(bytes.Length));
        _output.Advance(bytes.Length);
    }

    private void WriteAscii(string text) => WriteAsLatin1(text);

    private void WriteAsLatin1(string text) => _output.Advance(Encoding.Latin1.GetBytes(text, _output.Reserve(text.Length)));
}
