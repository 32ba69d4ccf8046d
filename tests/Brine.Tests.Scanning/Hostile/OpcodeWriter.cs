using System.Buffers.Binary;
using System.Text;
using Brine.Pickling;

namespace Brine.Tests.Scanning;

/// <summary>Writes pickles opcode by opcode, also those that no pickler writes.</summary>
internal sealed class OpcodeWriter
{
    private readonly List<byte> _bytes = [];
    private readonly int _protocol;

    /// <param name="protocol">The protocol that is declared, from 2 on, and whose forms are used.</param>
    internal OpcodeWriter(int protocol)
    {
        _protocol = protocol;
        if (protocol >= 2)
        {
            Op(PickleOpcode.Proto).Raw((byte)protocol);
        }
    }

    internal int Length => _bytes.Count;

    internal OpcodeWriter Op(params ReadOnlySpan<byte> codes) => Raw(codes);

    internal OpcodeWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    internal OpcodeWriter Ascii(string text) => Raw(Encoding.UTF8.GetBytes(text));

    internal OpcodeWriter Line(string text) => Ascii(text + "\n");

    internal OpcodeWriter Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }

    internal OpcodeWriter Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(bytes);
    }

    /// <summary>A text in the form of the protocol.</summary>
    internal OpcodeWriter Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return _protocol switch
        {
            0 => Op(PickleOpcode.Unicode).Line(text.Replace("\\", "\\u005c", StringComparison.Ordinal).Replace("\n", "\\u000a",
                StringComparison.Ordinal)),
            >= 4 when bytes.Length < 256 => Op(PickleOpcode.ShortBinunicode).Raw((byte)bytes.Length).Raw(bytes),
            _ => Op(PickleOpcode.Binunicode).Int32(bytes.Length).Raw(bytes),
        };
    }

    internal OpcodeWriter Bytes(ReadOnlySpan<byte> bytes) => bytes.Length < 256
        ? Op(PickleOpcode.ShortBinbytes).Raw((byte)bytes.Length).Raw(bytes) : Op(PickleOpcode.Binbytes).Int32(bytes.Length).Raw(bytes);

    internal OpcodeWriter Number(int value) =>
        _protocol == 0 ? Op(PickleOpcode.Int).Line($"{value}") : Op(PickleOpcode.Binint).Int32(value);

    /// <summary>A name by GLOBAL, whatever the protocol.</summary>
    internal OpcodeWriter Global(string module, string name) => Op(PickleOpcode.Global).Line(module).Line(name);

    internal OpcodeWriter StackGlobal(string module, string name) => Text(module).Text(name).Op(PickleOpcode.StackGlobal);

    /// <summary>A name in the form of the protocol.</summary>
    internal OpcodeWriter Named(string module, string name) => _protocol >= 4 ? StackGlobal(module, name) : Global(module, name);

    internal OpcodeWriter Tuple(Action<OpcodeWriter> items)
    {
        Op(PickleOpcode.Mark);
        items(this);
        return Op(PickleOpcode.Tuple);
    }

    /// <summary>A call of a name with arguments.</summary>
    internal OpcodeWriter Call(string module, string name, Action<OpcodeWriter> arguments) =>
        Named(module, name).Tuple(arguments).Op(PickleOpcode.Reduce);

    internal OpcodeWriter Put(int index) => _protocol == 0 ? Op(PickleOpcode.Put).Line($"{index}") : Op(PickleOpcode.Binput)
        .Raw((byte)index);

    internal OpcodeWriter Get(int index) => _protocol == 0 ? Op(PickleOpcode.Get).Line($"{index}") : Op(PickleOpcode.Binget)
        .Raw((byte)index);

    internal byte[] Stop() => [.. Op(PickleOpcode.Stop)._bytes];

    internal byte[] ToArray() => [.. _bytes];
}
