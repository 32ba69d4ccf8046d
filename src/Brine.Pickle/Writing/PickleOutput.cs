using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>
/// The bytes of a pickle on their way out: a buffer with the open frame in it, emptied into a stream or a buffer writer, if there is one,
/// whenever a frame is complete, and else kept.
/// </summary>
/// <remarks>Frames follow <c>_Pickler_CommitFrame</c> of CPython: 64 KiB or a little more each; one of less than 4 bytes has no
/// header.</remarks>
internal sealed class PickleOutput
{
    /// <summary>The size from which on a frame is closed, and a single payload is left out of frames.</summary>
    internal const int FrameTarget = 64 * 1024;

    private const int FrameHeader = 9;
    private const int FrameMinimum = 4;
    private const int FirstBuffer = 1024;
    private const int FullBuffer = 1 << 20;

    private readonly Stream? _stream;
    private readonly IBufferWriter<byte>? _writer;

    // What is written in memory: full buffers of the pool, and large payloads, which are not copied until the end.
    private readonly List<(ReadOnlyMemory<byte> Bytes, byte[]? Rented)> _segments = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _count;
    private int _frameStart = -1;
    private int _boundary = FrameTarget;
    private long _flushed;

    internal PickleOutput(Stream? stream, IBufferWriter<byte>? writer)
    {
        _stream = stream;
        _writer = writer;
        _flushed = stream is { CanSeek: true } ? stream.Position : 0;
    }

    /// <summary>The number of bytes before the next one, counted from the start of the stream where it can tell.</summary>
    public long Position => _flushed + _count;

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_frameStart < 0 && bytes.Length >= FrameTarget && (_stream is not null || _writer is not null))
        {
            Flush();
            _stream?.Write(bytes);
            _writer?.Write(bytes);
            _flushed += bytes.Length;
            return;
        }

        while (bytes.Length > FullBuffer && _frameStart < 0)
        {
            WriteToBuffer(bytes[..FullBuffer]);
            bytes = bytes[FullBuffer..];
            Boundary();
        }

        WriteToBuffer(bytes);
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

    /// <summary>The number of bytes that may be written before the next value may close the frame.</summary>
    internal int UntilBoundary => _boundary - _count;

    /// <summary>Room for <paramref name="length"/> bytes, which <see cref="Advance"/> makes part of the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Reserve(int length)
    {
        if (length > _buffer.Length - _count)
        {
            Grow(length);
        }

        return _buffer.AsSpan(_count);
    }

    /// <summary>As <see cref="Reserve"/>, for those who write no more than they asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref byte Next(int length)
    {
        if (length > _buffer.Length - _count)
        {
            Grow(length);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), (nuint)(uint)_count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int length) => _count += length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteByte(byte value)
    {
        Next(1) = value;
        _count++;
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
            _buffer[start] = PickleOpcode.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(start + 1), length);
        }

        _frameStart = -1;
        _boundary = FrameTarget;
        return true;
    }

    /// <summary>Writes an opcode with its length and a payload; large ones stand outside frames.</summary>
    internal void WritePayload(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        bool reopen = payload.Length >= FrameTarget && CloseFrame();
        WriteToBuffer(header);
        if (reopen || _frameStart < 0)
        {
            Write(payload);
        }
        else
        {
            WriteToBuffer(payload);
        }

        if (reopen)
        {
            OpenFrame();
        }
    }

    /// <summary>As the other, for a payload that does not change: kept as it is until all of the output is gathered.</summary>
    internal void WritePayload(ReadOnlySpan<byte> header, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length < FrameTarget || _stream is not null || _writer is not null)
        {
            WritePayload(header, payload.Span);
            return;
        }

        bool reopen = CloseFrame();
        WriteToBuffer(header);
        Keep();
        _segments.Add((payload, null));
        _flushed += payload.Length;
        if (reopen)
        {
            OpenFrame();
        }
    }

    /// <summary>Passes on what is in the buffer.</summary>
    internal void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        if (_stream is not null || _writer is not null)
        {
            _stream?.Write(_buffer, 0, _count);
            _writer?.Write(_buffer.AsSpan(0, _count));
            _flushed += _count;
            _count = 0;
        }
        else if (_count >= FullBuffer - (2 * FrameTarget))
        {
            Keep();
        }
    }

    /// <summary>True when there are complete pieces in memory, which <see cref="PassOnAsync"/> takes.</summary>
    internal bool HasPieces => _segments.Count > 0;

    /// <summary>Writes the pieces that are complete, and at the end what is left.</summary>
    internal async Task PassOnAsync(Stream stream, CancellationToken cancellationToken, bool all = false)
    {
        foreach ((ReadOnlyMemory<byte> bytes, byte[]? rented) in _segments)
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        _segments.Clear();
        if (all)
        {
            await stream.WriteAsync(_buffer.AsMemory(0, _count), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All bytes, where they did not go to a stream or writer.</summary>
    /// <exception cref="PickleLimitException">An array cannot hold them.</exception>
    internal byte[] ToArray()
    {
        if (Position > Array.MaxLength)
        {
            throw new PickleLimitException("LimitOutput", "the pickle is larger than the 2 GiB that one array holds; write it to a stream");
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)Position);
        Span<byte> target = bytes;
        foreach ((ReadOnlyMemory<byte> segment, _) in _segments)
        {
            segment.Span.CopyTo(target);
            target = target[segment.Length..];
        }

        _buffer.AsSpan(0, _count).CopyTo(target);
        return bytes;
    }

    /// <summary>Gives the buffers back; nothing is written after that.</summary>
    internal void Release()
    {
        foreach ((_, byte[]? rented) in _segments)
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        _segments.Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _count = 0;
    }

    private void WriteToBuffer(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _count += bytes.Length;
    }

    private void PassBoundary()
    {
        bool framed = CloseFrame();
        Flush();
        if (framed)
        {
            OpenFrame();
        }
        else
        {
            _boundary = _count + FrameTarget;
        }
    }

    private void Keep()
    {
        if (_count > 0)
        {
            _segments.Add((_buffer.AsMemory(0, _count), _buffer));
            _flushed += _count;
            _count = 0;
            _buffer = ArrayPool<byte>.Shared.Rent(FullBuffer);
        }

        _boundary = FrameTarget;
    }

    private void Grow(int length)
    {
        long needed = (long)_count + length;
        if (needed > Array.MaxLength)
        {
            throw new PickleLimitException("LimitOutput", "the pickle is larger than the 2 GiB that one array holds; write it to a stream");
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, _buffer.Length * 2L), Array.MaxLength));
        _buffer.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
