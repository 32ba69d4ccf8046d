using System.Buffers.Binary;

namespace Brine.Containers;

/// <summary>Packs a frame of Zstandard: matches within the window, Huffman codes for literals, finite state entropy for the rest, a
/// checksum.</summary>
internal sealed class ZstdEncoder : BlockEncoder
{
    private const int BytesAtOnce = 4 * ZstdCodes.MaxBlock;

    /// <summary>Where content begins in the buffer: a table's zero is no place.</summary>
    private const int First = 16;

    /// <summary>How far matchers read behind the content.</summary>
    private const int Slack = 16;

    private readonly int _window;
    private readonly ZstdMatcher _matcher;
    private readonly ZstdSequences _sequences = new();
    private readonly ZstdLiteralsEncoder _literals = new();
    private readonly ZstdSequencesEncoder _codes = new();
    private readonly byte[] _packed = new byte[2 * ZstdCodes.MaxBlock];
    private byte[] _buffer = [];
    private int _end = First;
    private XxHash64 _hash = new();
    private bool _hasHeader;

    internal ZstdEncoder(Stream target, int level)
        : base(target, BytesAtOnce)
    {
        int windowLog = level <= 4 ? 21 : 22;
        _window = 1 << windowLog;
        _matcher = ZstdMatcher.Of(level, windowLog);
    }

    protected override void EncodeBlock(ReadOnlySpan<byte> block, bool isLast)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            Target.Write([0x28, 0xB5, 0x2F, 0xFD, 4, (byte)((int.Log2(_window) - 10) << 3)]);
        }

        int start = TakeIn(block);
        do
        {
            int end = Math.Min(start + ZstdCodes.MaxBlock, _end);
            WriteBlock(start, end, isLast && end == _end);
            start = end;
        }
        while (start < _end);

        if (!isLast)
        {
            _hash.Append(block);
            return;
        }

        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, (uint)_hash.Finish(block));
        Target.Write(checksum);
    }

    /// <summary>Puts the content behind what is in the window.</summary>
    /// <returns>Where it begins.</returns>
    private int TakeIn(ReadOnlySpan<byte> block)
    {
        int most = First + (2 * _window) + Slack;
        if (_end + block.Length + Slack > most)
        {
            _buffer.AsSpan(First + _window, _end - First - _window).CopyTo(_buffer.AsSpan(First));
            _end -= _window;
            _matcher.Move(_window);
        }

        if (_end + block.Length + Slack > _buffer.Length)
        {
            // What is small needs no whole window.
            byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Min(most, Math.Max(_end + block.Length + Slack, 2 * _buffer.Length)));
            _buffer.AsSpan(0, Math.Min(_end, _buffer.Length)).CopyTo(larger);
            _buffer = larger;
        }

        int start = _end;
        block.CopyTo(_buffer.AsSpan(start));
        _end += block.Length;
        return start;
    }

    private void WriteBlock(int start, int end, bool isLast)
    {
        int size = end - start;
        _sequences.Start();
        int length = size > 16 ? Pack(start, end) : size;
        bool isPlain = length >= size;
        if (isPlain)
        {
            _sequences.Drop();
        }

        int header = (isLast ? 1 : 0) | (isPlain ? 0 : 4) | ((isPlain ? size : length) << 3);
        Target.Write([(byte)header, (byte)(header >> 8), (byte)(header >> 16)]);
        Target.Write(isPlain ? _buffer.AsSpan(start, size) : _packed.AsSpan(0, length));
    }

    private int Pack(int start, int end)
    {
        _matcher.Find(_buffer, start, end, Math.Max(First, end - _window), _sequences);
        int used = _literals.Write(_sequences.Literals, _packed);
        return used + _codes.Write(_sequences.Items, _packed.AsSpan(used));
    }
}
