using System.Buffers;

namespace Brine.Pickling;

/// <summary>An input of any length whose parts are had without a copy.</summary>
internal sealed class SlicedInput : PickleInput
{
    private readonly long _length;
    private readonly Func<long, int, ReadOnlyMemory<byte>> _slice;

    internal SlicedInput(long length, Func<long, int, ReadOnlyMemory<byte>> slice)
    {
        (_length, _slice) = (length, slice);
        Fill(0);
    }

    internal override void Fill(long needed)
    {
        if (needed > LargestWindow)
        {
            throw TooLong(needed);
        }

        MoveTo(Position);
    }

    internal override ReadOnlySequence<byte> TakeLarge(long length)
    {
        long start = Position;
        if (length > _length - start)
        {
            throw new PickleFormatException("FormatTruncated",
                $"a value of {length} bytes is announced and {_length - start} are left; the file was cut off: fetch it again", start);
        }

        Part? first = null, last = null;
        for (long at = 0; at < length;)
        {
            int taken = (int)Math.Min(length - at, LargestWindow);
            last = new Part(_slice(start + at, taken), last);
            first ??= last;
            at += taken;
        }

        MoveTo(start + length);
        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private void MoveTo(long position)
    {
        WindowStart = position;
        Offset = 0;
        int size = (int)Math.Min(_length - position, LargestWindow);
        Window = _slice(position, size);
        IsWhole = position + size == _length;
    }

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        internal Part(ReadOnlyMemory<byte> memory, Part? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
