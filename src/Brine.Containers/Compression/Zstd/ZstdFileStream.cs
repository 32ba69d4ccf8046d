using System.Buffers.Binary;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// What a file of Zstandard unpacks to, piece by piece, in the memory of its window. A file with a window over 128 MB, and a damaged one,
/// end with <see cref="InvalidDataException"/>: unpacked whole it is read, or refused for what it is.
/// </summary>
/// <param name="file">The file, at its beginning; it is not closed.</param>
internal sealed class ZstdFileStream(FileStream file) : ForwardStream
{
    /// <summary>Below this size no ratio is suspicious.</summary>
    private const long RatioFloor = 64L << 20;

    private const ulong LargestWindow = 1 << 27;

    /// <summary>The most that is kept behind a window before it moves.</summary>
    private const int MostAhead = 8 << 20;

    private readonly ZstdBlockDecoder _decoder = new();
    private readonly byte[] _packed = new byte[ZstdCodes.MaxBlock + 64];
    private byte[] _content = [];
    private ZstdFrameHeader? _frame;
    private XxHash64 _hash = new();
    private int _packedAt;
    private int _packedEnd;
    private int _served;
    private int _hashed;
    private int _end;
    private int _frameStart;
    private ulong _frameSize;
    private long _count;

    public override int Read(Span<byte> buffer)
    {
        while (_served == _end && !buffer.IsEmpty)
        {
            if (_frame is { } frame)
            {
                UnpackBlock(frame);
            }
            else if (!StartFrame())
            {
                return 0;
            }
        }

        int taken = Math.Min(buffer.Length, _end - _served);
        _content.AsSpan(_served, taken).CopyTo(buffer);
        _served += taken;
        return taken;
    }

    /// <summary>Goes to the next frame; false at the end of the file.</summary>
    private bool StartFrame()
    {
        if (Fill(4) < 4)
        {
            return _packedAt == _packedEnd ? false : throw new InvalidDataException("it ends too early");
        }

        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(_packed.AsSpan(_packedAt));
        if (Skippable.Is(magic))
        {
            if (Fill(8) < 8)
            {
                throw new InvalidDataException("it ends too early");
            }

            Skip(8L + BinaryPrimitives.ReadUInt32LittleEndian(_packed.AsSpan(_packedAt + 4)));
            return true;
        }

        if (magic != ZstdDecoder.Magic)
        {
            throw new InvalidDataException("what follows a frame is no frame");
        }

        _packedAt += 4;
        int bytes = Math.Min(ZstdFrameHeader.MostBytes, Fill(ZstdFrameHeader.MostBytes));
        var input = new InputCursor(_packed.AsSpan(_packedAt, bytes));
        ZstdFrameHeader header = ZstdFrameHeader.Read(ref input);
        _packedAt += input.Position;
        _frame = header.Window <= LargestWindow ? header : throw new InvalidDataException("its window is too large to be read in parts");
        _decoder.StartFrame();
        _hash = new XxHash64();
        (_frameStart, _hashed, _frameSize) = (_end, _end, 0);
        return true;
    }

    private void UnpackBlock(ZstdFrameHeader frame)
    {
        if (Fill(3) < 3)
        {
            throw new InvalidDataException("it ends too early");
        }

        var input = new InputCursor(_packed.AsSpan(_packedAt, 3));
        (bool isLast, int kind, int size) = ZstdDecoder.ReadHeader(ref input);
        int packed = kind == 1 ? 1 : size;
        if (kind == 3 || size > frame.BlockSize && kind != 2 || packed > ZstdCodes.MaxBlock || Fill(3 + packed) < 3 + packed)
        {
            throw new InvalidDataException("a block is of no known kind, too long, or cut off");
        }

        ReadOnlySpan<byte> block = _packed.AsSpan(_packedAt + 3, packed);
        _packedAt += 3 + packed;
        MakeRoom(kind == 2 ? frame.BlockSize : size, (int)frame.Window);
        int made = size;
        switch (kind)
        {
            case 0:
                block.CopyTo(_content.AsSpan(_end));
                break;
            case 1:
                _content.AsSpan(_end, size).Fill(block[0]);
                break;
            default:
                made = _decoder.Decode(block, _content, _frameStart, _end, frame.BlockSize);
                break;
        }

        _end += made;
        _frameSize += (ulong)made;
        _count += made;
        if (_count > Math.Max(RatioFloor, Limits.Default.MaxDecompressionRatio * file.Length))
        {
            throw new PickleLimitException("LimitDecompression",
                $"{file.Length} bytes of Zstandard grow to {_count} or more, over the limits");
        }

        Hash();
        if (isLast)
        {
            Finish(frame);
        }
    }

    private void Finish(ZstdFrameHeader frame)
    {
        if (frame.Size is { } expected && expected != _frameSize)
        {
            throw new InvalidDataException($"a frame has {_frameSize} bytes where its header says {expected}");
        }

        uint hash = (uint)_hash.Finish(_content.AsSpan(_hashed, _end - _hashed));
        if (frame.HasChecksum)
        {
            if (Fill(4) < 4 || BinaryPrimitives.ReadUInt32LittleEndian(_packed.AsSpan(_packedAt)) != hash)
            {
                throw new InvalidDataException("the checksum of the content does not match");
            }

            _packedAt += 4;
        }

        _frame = null;
    }

    /// <summary>Takes in what is there, by whole pieces of the checksum.</summary>
    private void Hash()
    {
        int whole = (_end - _hashed) / 32 * 32;
        _hash.Append(_content.AsSpan(_hashed, whole));
        _hashed += whole;
    }

    /// <summary>Makes room for a block: the window moves to the beginning, or the memory grows as bytes arrive, whatever a header
    /// claims.</summary>
    private void MakeRoom(int block, int window)
    {
        int needed = _end + block + UnpackedBuffer.Slack;
        if (needed <= _content.Length)
        {
            return;
        }

        int most = window + Math.Clamp(window, 2 * ZstdCodes.MaxBlock, MostAhead) + ZstdCodes.MaxBlock + UnpackedBuffer.Slack;
        if (needed > most)
        {
            // All is served and nearly all is in the checksum: what copies may refer to is kept, and no more.
            int dropped = _end - Math.Max(window, _end - _hashed);
            if (dropped > 0)
            {
                _content.AsSpan(dropped, _end - dropped).CopyTo(_content);
                (_end, _served, _hashed) = (_end - dropped, _served - dropped, _hashed - dropped);
                _frameStart = Math.Max(0, _frameStart - dropped);
                needed = _end + block + UnpackedBuffer.Slack;
            }
        }

        if (needed > _content.Length)
        {
            Array.Resize(ref _content, Math.Max(needed, Math.Min(most, 2 * _content.Length)));
        }
    }

    /// <summary>Reads until so many packed bytes are at hand.</summary>
    /// <returns>How many there are, fewer at the end of the file.</returns>
    private int Fill(int bytes)
    {
        if (_packedEnd - _packedAt < bytes)
        {
            _packed.AsSpan(_packedAt, _packedEnd - _packedAt).CopyTo(_packed);
            (_packedAt, _packedEnd) = (0, _packedEnd - _packedAt);
            _packedEnd += file.ReadAtLeast(_packed.AsSpan(_packedEnd), bytes - _packedEnd, throwOnEndOfStream: false);
        }

        return _packedEnd - _packedAt;
    }

    private void Skip(long bytes)
    {
        int here = (int)Math.Min(bytes, _packedEnd - _packedAt);
        _packedAt += here;
        if (bytes - here > file.Length - file.Position)
        {
            throw new InvalidDataException("it ends too early");
        }

        file.Position += bytes - here;
    }
}
