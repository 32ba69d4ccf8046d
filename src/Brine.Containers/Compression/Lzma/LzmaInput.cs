namespace Brine.Containers;

/// <summary>
/// The parts of the packed data that an LZMA decoder reads one after the other. The last bytes are given as a copy with zeros behind it, so
/// that no read needs a check of its own.
/// </summary>
internal ref struct LzmaInput(PackedInput packed, int start)
{
    private const int Part = 1 << 16;

    private bool _isTail;

    /// <summary>The part, with <see cref="LzmaDecoder.MaxSymbolBytes"/> behind <see cref="Stop"/>.</summary>
    internal ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Where in the packed data the part starts.</summary>
    internal int Start { get; private set; } = start;

    /// <summary>Where the part ends; behind it there are only zeros.</summary>
    internal int End { get; private set; }

    /// <summary>The last position at which a symbol may start.</summary>
    internal int Stop { get; private set; } = -1;

    /// <summary>Goes on to the next part where the decoder has come to the end of this one.</summary>
    internal void Supply(LzmaDecoder decoder)
    {
        if (decoder.InputPosition <= Stop)
        {
            return;
        }

        Start += decoder.InputPosition;
        if (_isTail || Start > packed.Length)
        {
            throw new InvalidDataException("it ends too early");
        }

        decoder.InputPosition = 0;
        int left = packed.Length - Start;
        if (left > LzmaDecoder.MaxSymbolBytes)
        {
            Bytes = packed.At(Start, Part);
            End = Bytes.Length;
            Stop = End - LzmaDecoder.MaxSymbolBytes;
            return;
        }

        var tail = new byte[left + LzmaDecoder.MaxSymbolBytes];
        packed.At(Start, left)[..left].CopyTo(tail);
        Bytes = tail;
        _isTail = true;
        Stop = End = left;
    }
}
