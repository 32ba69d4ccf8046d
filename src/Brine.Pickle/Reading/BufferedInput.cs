using System.Buffers;

namespace Brine.Pickling;

/// <summary>An input that comes bit by bit, kept in a buffer from the reader on.</summary>
/// <param name="limit">How many bytes there may be in all.</param>
internal abstract class BufferedInput(long limit) : PickleInput
{
    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer = [];
    private int _count;

    /// <summary>The free part of the buffer, which doubles as it fills.</summary>
    private protected Memory<byte> Room => _buffer.AsMemory(_count);

    private protected int Unread => _count - Offset;

    /// <summary>The number of bytes that may still come, and one more, by which too many are noticed.</summary>
    private protected long Allowed => limit - Position + 1;

    internal override bool IsLasting => false;

    /// <summary>Makes what was read into room, and grows the buffer when it is full.</summary>
    private protected void MakeRoom(long needed)
    {
        if (needed > Array.MaxLength)
        {
            throw TooLong(needed);
        }

        if (Offset > 0)
        {
            _buffer.AsSpan(Offset, _count - Offset).CopyTo(_buffer);
            WindowStart += Offset;
            _count -= Offset;
            Offset = 0;
        }

        if (_count == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(Math.Max(FirstBuffer, _buffer.Length * 2L), Array.MaxLength));
        }

        Show();
    }

    private protected void Arrived(int count)
    {
        _count += count;
        if (WindowStart + _count > limit)
        {
            throw OverLimit(limit);
        }

        IsWhole = count == 0;
        Show();
    }

    private protected void Forget()
    {
        WindowStart += Offset;
        (_count, Offset, IsWhole) = (0, 0, false);
        Show();
    }

    private void Show() => Window = _buffer.AsMemory(0, _count);
}
