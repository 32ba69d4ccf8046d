using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Brine.Containers;

/// <summary>
/// The packed bytes that a decoder reads: in memory, or in a file, of which a window moves on with the decoder, so that a file is never in
/// memory whole beside what it unpacks to.
/// </summary>
internal sealed class PackedInput : IDisposable
{
    private const int UsualWindow = 1 << 20;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly SafeFileHandle? _file;
    private readonly long _origin;
    private readonly int _windowSize;
    private byte[] _window = [];
    private int _start;
    private int _count;

    private PackedInput(ReadOnlyMemory<byte> memory)
    {
        _memory = memory;
        Length = memory.Length;
    }

    /// <summary>Reads a part of a file, which stays open for as long as it is read and is closed by whoever opened it.</summary>
    internal PackedInput(SafeFileHandle file, int length, long origin = 0, int windowSize = UsualWindow)
    {
        _file = file;
        _origin = origin;
        _windowSize = windowSize;
        Length = length;
    }

    internal int Length { get; }

    internal static PackedInput Of(ReadOnlyMemory<byte> memory) => new(memory);

    /// <summary>The same bytes with a window of their own: for another thread, or for a look ahead that leaves the window where it
    /// is.</summary>
    /// <param name="windowSize">What is read at once, where no more is asked for.</param>
    /// <param name="end">Where they end, if before the end of these.</param>
    internal PackedInput Fork(int windowSize = UsualWindow, int end = int.MaxValue)
    {
        int length = Math.Min(end, Length);
        return _file is null ? new(_memory[..length]) : new(_file, length, _origin, Math.Min(windowSize, _windowSize));
    }

    /// <summary>
    /// The bytes from a position on: as many as asked for, or up to the end where there are fewer, and more where they are at hand.
    /// They stand until bytes are asked for that are not among them.
    /// </summary>
    internal ReadOnlySpan<byte> At(int position, int least)
    {
        if (_file is null)
        {
            return _memory.Span[Math.Min(position, Length)..];
        }

        position = Math.Min(position, Length);
        least = Math.Min(least, Length - position);
        if (position < _start || position + least > _start + _count)
        {
            Move(position, least);
        }

        return _window.AsSpan(position - _start, _start + _count - position);
    }

    /// <summary>Some bytes, whatever the window is: in memory or, read from the file, in a buffer of the caller's. Safe on any
    /// thread.</summary>
    internal ReadOnlySpan<byte> View(int position, int length, ref byte[] buffer)
    {
        if (_file is null)
        {
            return _memory.Span.Slice(position, length);
        }

        if (buffer.Length < length)
        {
            buffer = GC.AllocateUninitializedArray<byte>(length);
        }

        FileContent.ReadPart(_file, buffer.AsSpan(0, length), _origin + position);
        return buffer.AsSpan(0, length);
    }

    public void Dispose()
    {
        if (_window.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_window);
            (_window, _start, _count) = ([], 0, 0);
        }
    }

    private void Move(int position, int least)
    {
        int length = Math.Min(Math.Max(least, _windowSize), Length - position);
        int kept = position >= _start ? Math.Max(0, _start + _count - position) : 0;
        byte[] target = _window.Length >= length ? _window : ArrayPool<byte>.Shared.Rent(length);
        _window.AsSpan(kept > 0 ? position - _start : 0, kept).CopyTo(target);
        if (target != _window)
        {
            Dispose();
            _window = target;
        }

        // Should the file end too early, what was in the window is gone.
        (_start, _count) = (position, 0);
        FileContent.ReadPart(_file!, target.AsSpan(kept, length - kept), _origin + position + kept);
        _count = length;
    }
}
