using System.Buffers.Binary;

namespace Brine.Pickling;

/// <summary>Bytes, bytearrays and 8-bit strings.</summary>
public sealed partial class Pickler
{
    private PyBytes?[]? _shortBytes;

    /// <summary>Python has one empty bytes object, and one of each byte: whichever comes first stands for all.</summary>
    private PyBytes FirstOfKind(PyBytes bytes) =>
        bytes.IsBuffer ? bytes : (_shortBytes ??= new PyBytes?[257])[bytes.Length == 0 ? 256 : bytes.Span[0]] ??= bytes;

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
                : new PyObject(WellKnownGlobals.Encode,
                    new PyTuple(bytes.Source.IsNone ? WellKnownGlobals.TextOf(bytes.Span) : bytes.Source, WellKnownGlobals.Latin1));
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
            throw new PickleProtocolException(
                $"bytes of {bytes.LongLength} cannot be said at protocol {_protocol}; choose protocol 4 or 5");
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
}
