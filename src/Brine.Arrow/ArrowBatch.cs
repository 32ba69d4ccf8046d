using System.Buffers.Binary;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>The buffers of a record batch, each looked for inside the body of its message and unpacked when it is asked for.</summary>
internal sealed class ArrowBatch
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly long[] _nodes;
    private readonly long[] _buffers;
    private readonly long[] _views;
    private readonly Codec _codec;
    private int _node;
    private int _buffer;
    private int _view;

    internal ArrowBatch(FlatTable batch, ReadOnlyMemory<byte> body)
    {
        _body = body;
        Length = batch.Int64(0);
        _nodes = batch.Int64s(1, 2);
        _buffers = batch.Int64s(2, 2);
        _views = batch.Int64s(4, 1);
        _codec = batch.Table(3) is not { } compression ? Codec.None : compression.Byte(0) == 0 ? Codec.Lz4 : Codec.Zstd;
    }

    /// <summary>How many rows it claims to have.</summary>
    internal long Length { get; }

    /// <summary>Goes to the next node, and gives the number of its values.</summary>
    internal int NextNode() => _nodes[2 * _node++] is >= 0 and <= int.MaxValue and var length ? (int)length
        : throw new InvalidDataException("a column has no such number of values");

    /// <summary>The next buffer.</summary>
    internal ReadOnlyMemory<byte> NextBuffer()
    {
        long offset = _buffers[2 * _buffer], length = _buffers[(2 * _buffer) + 1];
        _buffer++;
        if (offset < 0 || length < 0 || offset > _body.Length || length > _body.Length - offset)
        {
            throw new InvalidDataException("a buffer lies outside of its message");
        }

        ReadOnlyMemory<byte> bytes = _body.Slice((int)offset, (int)length);
        if (_codec == Codec.None || bytes.IsEmpty)
        {
            return bytes;
        }

        long claimed = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
        bytes = bytes[sizeof(long)..];
        if (claimed == -1 || bytes.IsEmpty)
        {
            return bytes;
        }

        ReadOnlyMemory<byte> unpacked = Decompressor.Decompress(bytes, _codec, Limits.Default);
        return unpacked.Length == claimed ? unpacked
            : throw new InvalidDataException($"a buffer has {unpacked.Length} bytes and should have {claimed}");
    }

    /// <summary>How many buffers beside the usual ones the next view has.</summary>
    internal int NextView() => _views[_view++] is >= 0 and <= int.MaxValue and var count ? (int)count
        : throw new InvalidDataException("a view has no such number of buffers");

    /// <summary>Passes over a column.</summary>
    internal void Skip(ArrowColumn column)
    {
        _node += column.Nodes;
        _buffer += column.Buffers;
        for (int i = 0; i < column.Views; i++)
        {
            _buffer += NextView();
        }
    }
}
