namespace Brine;

/// <summary>The bytes behind a message of Arrow: in memory, or still in the file, of which only what is asked for is read.</summary>
internal sealed class ArrowBody
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly Stream? _file;
    private readonly long _origin;

    internal ArrowBody(ReadOnlyMemory<byte> memory)
    {
        _memory = memory;
        Length = memory.Length;
    }

    /// <param name="file">The file, which holds the bytes.</param>
    /// <param name="origin">Where they begin in it.</param>
    /// <param name="length">How many they are.</param>
    internal ArrowBody(Stream file, long origin, long length)
    {
        _file = file;
        _origin = origin;
        Length = length;
    }

    internal long Length { get; }

    /// <summary>Some of the bytes.</summary>
    /// <exception cref="InvalidDataException">They are not among those of the message.</exception>
    internal ReadOnlyMemory<byte> Part(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length || length > Length - offset || length > Array.MaxLength)
        {
            throw new InvalidDataException("a buffer lies outside of its message");
        }

        if (_file is null)
        {
            return _memory.Slice((int)offset, (int)length);
        }

        byte[] part = GC.AllocateUninitializedArray<byte>((int)length);
        _file.Position = _origin + offset;
        _file.ReadExactly(part);
        return part;
    }
}
