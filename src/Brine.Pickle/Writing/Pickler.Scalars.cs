using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Brine.Pickling;

/// <summary>Numbers, text and bytes.</summary>
public sealed partial class Pickler
{
    private const int DirectText = 4096;

    private PyBytes?[]? _shortBytes;
    private Dictionary<string, (int Index, bool IsAdded)>? _internedTexts;

    /// <summary>Python has one empty bytes object, and one of each byte: whichever comes first stands for all.</summary>
    private PyBytes FirstOfKind(PyBytes bytes) => bytes.IsBuffer ? bytes : (_shortBytes ??= new PyBytes?[257])[bytes.Length == 0 ? 256 : bytes.Span[0]] ??= bytes;

    /// <summary>Writes a value that has no parts; what is not so simple, and all of it at the oldest protocols, is left to <see cref="Begin"/>.</summary>
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
        WriteAscii(value == (int)value || _traits.IsPython2 ? string.Create(CultureInfo.InvariantCulture, $"I{value}\n") : string.Create(CultureInfo.InvariantCulture, $"L{value}L\n"));

    private void SaveLong(BigInteger value)
    {
        if (_protocol < 2)
        {
            WriteAscii(string.Create(CultureInfo.InvariantCulture, $"L{value}L\n"));
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SaveText(PyValue value)
    {
        string text = Unsafe.As<string>(value.RawReference)!;
        int index = _memo.Find(text, value.Bits);
        if (index >= 0)
        {
            Recall(index);
            return;
        }

        if (_options.InternedTexts is { } interned && interned.TryGetValue(text, out string? added) && RecallInterned(text, ReferenceEquals(text, added)))
        {
            return;
        }

        if (_protocol == 0)
        {
            string line = PickleTextWriter.EncodeRawUnicodeEscape(text, _traits.IsPython2);
            WriteAsLatin1("V" + line + "\n");
            if (_traits.RepeatsEscapes && text.AsSpan().ContainsAny(PickleTextWriter.Escaped))
            {
                Put(_memo.AddAnonymous());
                return;
            }
        }
        else if (text.Length <= DirectText)
        {
            WriteText(text);
        }
        else
        {
            WriteLongText(text);
        }

        Put(_memo.Add(text, value.Bits));
    }

    /// <summary>Of a text that was added to the value there is only one, even where the value has it too; the value's own are kept apart as they were.</summary>
    private bool RecallInterned(string text, bool isAdded)
    {
        if (!(_internedTexts ??= []).TryGetValue(text, out (int Index, bool IsAdded) known))
        {
            _internedTexts.Add(text, (_memo.Count, isAdded));
            return false;
        }

        if (isAdded || known.IsAdded)
        {
            Recall(known.Index);
            return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteText(string text)
    {
        if (_protocol >= 4 && text.Length <= byte.MaxValue)
        {
            ref byte at = ref _output.Next(2 + text.Length);
            if (AsciiText.TryWrite(text, ref Unsafe.Add(ref at, 2)))
            {
                at = PickleOpcode.ShortBinunicode;
                Unsafe.Add(ref at, 1) = (byte)text.Length;
                _output.Advance(2 + text.Length);
                return;
            }
        }

        int header = _protocol >= 4 && text.Length <= 255 ? 2 : 5;
        Span<byte> target = _output.Reserve(5 + (text.Length * 3));
        int length = PickleTextWriter.EncodeUtf8(text, target[header..]);
        if (header == 2 && length <= 255)
        {
            target[1] = (byte)length;
            target[0] = PickleOpcode.ShortBinunicode;
        }
        else
        {
            target.Slice(header, length).CopyTo(target[5..]);
            header = 5;
            target[0] = PickleOpcode.Binunicode;
            BinaryPrimitives.WriteInt32LittleEndian(target[1..], length);
        }

        _output.Advance(header + length);
    }

    private void WriteLongText(string text)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(checked(text.Length * 3));
        int length = PickleTextWriter.EncodeUtf8(text, bytes);
        Span<byte> header = [PickleOpcode.Binunicode, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], length);
        _output.WritePayload(header, bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private bool BeginBytes(PyBytes bytes)
    {
        if (bytes.LongLength > int.MaxValue)
        {
            SaveLargeBytes(bytes);
            return false;
        }

        if (bytes.IsBuffer && TryWriteBuffer(bytes.Memory, isReadOnly: true))
        {
            return false;
        }

        if (_protocol < 3)
        {
            PyObject call = bytes.Length == 0
                ? new PyObject(WellKnownGlobals.Bytes, PyTuple.Empty)
                : new PyObject(WellKnownGlobals.Encode, new PyTuple(bytes.Source.IsNone ? WellKnownGlobals.TextOf(bytes.Span) : bytes.Source, WellKnownGlobals.Latin1));
            return Push(WorkKind.Object, call, bytes);
        }

        WriteSized(PickleOpcode.ShortBinbytes, PickleOpcode.Binbytes, bytes.Memory);
        Memoize(bytes);
        return false;
    }

    /// <summary>Bytes of more than one block of memory, which only an opcode of protocol 4 can say once they pass 4 GiB.</summary>
    private void SaveLargeBytes(PyBytes bytes)
    {
        bool fits = bytes.LongLength <= uint.MaxValue;
        if (_protocol < 3 || (!fits && _protocol < 4))
        {
            throw new PickleProtocolException($"bytes of {bytes.LongLength} cannot be said at protocol {_protocol}; choose protocol 4 or 5");
        }

        Span<byte> header = stackalloc byte[9];
        header[0] = fits ? PickleOpcode.Binbytes : PickleOpcode.Binbytes8;
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], bytes.LongLength);
        bool reopen = _output.CloseFrame();
        WriteRaw(fits ? header[..5] : header);
        foreach (ReadOnlyMemory<byte> part in bytes.Sequence)
        {
            _output.WritePayload(default, part);
        }

        if (reopen)
        {
            _output.OpenFrame();
        }

        Memoize(bytes);
    }

    private bool BeginByteArray(PyByteArray array)
    {
        if (array.IsBuffer && TryWriteBuffer(array.Memory, isReadOnly: false))
        {
            return false;
        }

        if (_protocol < 5)
        {
            PyTuple arguments = array.Memory.IsEmpty ? PyTuple.Empty : new PyTuple(new PyBytes(array.Memory));
            return Push(WorkKind.Object, array.Origin ?? new PyObject(WellKnownGlobals.ByteArray, arguments), array);
        }

        Span<byte> header = stackalloc byte[9];
        header[0] = PickleOpcode.Bytearray8;
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], array.Memory.Length);
        _output.WritePayload(header, array.Memory);
        Memoize(array);
        return false;
    }

    /// <summary>Python 2's string; Python 3 reads these opcodes at any protocol and never writes them.</summary>
    private void SaveByteString(PyByteString text)
    {
        if (_protocol == 0)
        {
            WriteAscii("S" + PickleTextWriter.QuoteByteString(text.Span) + "\n");
        }
        else
        {
            WriteSized(PickleOpcode.ShortBinstring, PickleOpcode.Binstring, text.Memory);
        }

        Memoize(text);
    }

    /// <summary>Writes bytes behind a length of 8 bits, or of 32 where that is too small.</summary>
    private void WriteSized(byte small, byte large, ReadOnlyMemory<byte> bytes)
    {
        Span<byte> header = stackalloc byte[5];
        header[0] = bytes.Length <= 255 ? small : large;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], bytes.Length);
        _output.WritePayload(bytes.Length <= 255 ? header[..2] : header, bytes);
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
