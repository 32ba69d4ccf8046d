using System.Buffers.Binary;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>The buffers of a record batch, or of some of its rows, each looked for inside the body of its message and unpacked when it is
/// asked for.</summary>
internal sealed class ArrowBatch
{
    private const int Bits = 8;

    private readonly ArrowBody _body;
    private readonly long[] _nodes;
    private readonly long[] _buffers;
    private readonly long[] _views;
    private readonly Codec _codec;
    private long _first;
    private int _node;
    private int _buffer;
    private int _view;

    internal ArrowBatch(FlatTable batch, ArrowBody body)
    {
        _body = body;
        Length = batch.Int64(0);
        RowCount = Length;
        _nodes = batch.Int64s(1, 2);
        _buffers = batch.Int64s(2, 2);
        _views = batch.Int64s(4, 1);
        _codec = CodecOf(batch);
    }

    /// <summary>How many rows it claims to have.</summary>
    internal long Length { get; }

    /// <summary>How many of them are asked for.</summary>
    internal long RowCount { get; private set; }

    /// <summary>How the buffers of a batch are packed.</summary>
    internal static Codec CodecOf(FlatTable batch) =>
        batch.Table(3) is not { } compression ? Codec.None : compression.Byte(0) == 0 ? Codec.Lz4 : Codec.Zstd;

    /// <summary>Goes back to the first column, for some of the rows, of which the first is a multiple of eight.</summary>
    internal void Take(long first, long count)
    {
        (_first, RowCount) = (first, count);
        (_node, _buffer, _view) = (0, 0, 0);
    }

    /// <summary>Goes to the next node, and gives the number of its values that are asked for.</summary>
    internal int NextNode() => _nodes[2 * _node++] == Length && RowCount is >= 0 and <= int.MaxValue ? (int)RowCount
        : throw new InvalidDataException("a column has another number of rows than its batch");

    /// <summary>The next buffer, of values that have so many bits each.</summary>
    /// <param name="bits">The bits of a value.</param>
    /// <param name="more">How many values there are beside those of the rows.</param>
    internal ReadOnlyMemory<byte> NextValues(int bits, int more = 0)
    {
        if (RowCount == Length)
        {
            return NextBuffer();
        }

        long offset = checked(_first * bits / Bits), wanted = checked((((RowCount + more) * bits) + Bits - 1) / Bits);
        return _buffers[(2 * _buffer) + 1] == 0 ? NextPart(0, 0) : NextPart(offset, wanted);
    }

    /// <summary>A part of the next buffer, which is not packed.</summary>
    internal ReadOnlyMemory<byte> NextPart(long offset, long length)
    {
        (long start, long all) = (_buffers[2 * _buffer], _buffers[(2 * _buffer) + 1]);
        _buffer++;
        return offset >= 0 && length >= 0 && offset <= all && length <= all - offset ? _body.Part(checked(start + offset), length)
            : throw new InvalidDataException("a buffer is too short");
    }

    /// <summary>The next buffer.</summary>
    internal ReadOnlyMemory<byte> NextBuffer()
    {
        ReadOnlyMemory<byte> bytes = _body.Part(_buffers[2 * _buffer], _buffers[(2 * _buffer) + 1]);
        _buffer++;
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
