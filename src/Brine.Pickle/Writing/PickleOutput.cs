using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// The bytes of a pickle on their way out: a growing buffer with the open frame in it, emptied into a stream, if there is one, whenever
/// a frame is complete.
/// </summary>
/// <remarks>Frames follow <c>_Pickler_CommitFrame</c> of CPython: 64 KiB or a little more each; one of less than 4 bytes has no header.</remarks>
public sealed class PickleOutput
{
    /// <summary>The size from which on a frame is closed, and a single payload is left out of frames.</summary>
    internal const int FrameTarget = 64 * 1024;

    private const int FrameHeader = 9;
    private const int FrameMinimum = 4;

    private readonly Stream? _stream;
    private byte[] _buffer = new byte[512];
    private int _count;
    private int _frameStart = -1;
    private int _boundary;
    private long _flushed;

    internal PickleOutput(Stream? stream)
    {
        _stream = stream;
        _flushed = stream is { CanSeek: true } ? stream.Position : 0;
        _boundary = stream is null ? int.MaxValue : FrameTarget;
    }

    /// <summary>How many bytes stand before the next one, counted from the start of the stream where it can tell.</summary>
    public long Position => _flushed + _count;

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_stream is not null && _frameStart < 0 && bytes.Length >= FrameTarget)
        {
            Flush();
            _stream.Write(bytes);
            _flushed += bytes.Length;
            return;
        }

        bytes.CopyTo(Reserve(bytes.Length));
        _count += bytes.Length;
        if (_frameStart < 0)
        {
            Boundary();
        }
    }

    /// <summary>A value begins here: the place where frames end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Boundary()
    {
        if (_count >= _boundary)
        {
            PassBoundary();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Reserve(int length)
    {
        if (length > _buffer.Length - _count)
        {
            Grow(length);
        }

        return _buffer.AsSpan(_count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int length) => _count += length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteByte(byte value)
    {
        if (_count == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_count++] = value;
    }

    internal void OpenFrame()
    {
        Reserve(FrameHeader);
        _count += FrameHeader;
        _frameStart = _count;
        _boundary = _count + FrameTarget;
    }

    /// <summary>Closes the open frame, if there is one; it is left without a header where it is too small to be worth it.</summary>
    /// <returns>True when a frame was open.</returns>
    internal bool CloseFrame()
    {
        if (_frameStart < 0)
        {
            return false;
        }

        int length = _count - _frameStart, start = _frameStart - FrameHeader;
        if (length < FrameMinimum)
        {
            _buffer.AsSpan(_frameStart, length).CopyTo(_buffer.AsSpan(start));
            _count = start + length;
        }
        else
        {
            _buffer[start] = Op.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(start + 1), length);
        }

        _frameStart = -1;
        _boundary = _stream is null ? int.MaxValue : FrameTarget;
        return true;
    }

    /// <summary>Writes an opcode with its length and a payload; large ones stand outside frames.</summary>
    internal void WritePayload(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        bool reopen = payload.Length >= FrameTarget && CloseFrame();
        header.CopyTo(Reserve(header.Length));
        _count += header.Length;
        if (reopen || _frameStart < 0)
        {
            Write(payload);
        }
        else
        {
            payload.CopyTo(Reserve(payload.Length));
            _count += payload.Length;
        }

        if (reopen)
        {
            OpenFrame();
        }
    }

    internal void Flush()
    {
        if (_stream is not null && _count > 0)
        {
            _stream.Write(_buffer, 0, _count);
            _flushed += _count;
            _count = 0;
        }
    }

    /// <summary>All bytes, where they did not go to a stream.</summary>
    internal byte[] ToArray()
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(_count);
        _buffer.AsSpan(0, _count).CopyTo(bytes);
        return bytes;
    }

    private void PassBoundary()
    {
        bool framed = CloseFrame();
        Flush();
        if (framed)
        {
            OpenFrame();
        }
    }

    private void Grow(int length)
    {
        long needed = (long)_count + length;
        if (needed > Array.MaxLength)
        {
            throw new PickleLimitException("LimitOutput", "the pickle is larger than the 2 GiB that one array holds; write it to a stream");
        }

        byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(Math.Max(needed, _buffer.Length * 2L), Array.MaxLength));
        _buffer.AsSpan(0, _count).CopyTo(larger);
        _buffer = larger;
    }
}
