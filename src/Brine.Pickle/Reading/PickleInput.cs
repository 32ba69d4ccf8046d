using System.Buffers;
using System.IO.Pipelines;

namespace Brine.Pickling;

/// <summary>
/// The input of pickles: memory, a stream, a pipe, or a file in the address space. A reader sees a window of it, which moves on as
/// the file is read; a value that is longer than what has arrived makes the window grow by what arrives, not by what is announced.
/// </summary>
public abstract class PickleInput
{
    /// <summary>The most bytes that one window has; longer values are taken apart from it.</summary>
    internal const int LargestWindow = int.MaxValue - 65_535;

    private protected PickleInput()
    {
    }

    /// <summary>The number of bytes that were read, from the start of the input.</summary>
    public long Position => WindowStart + Offset;

    /// <summary>The bytes at hand.</summary>
    internal ReadOnlyMemory<byte> Window { get; private protected set; }

    /// <summary>The place where the window begins.</summary>
    internal long WindowStart { get; private protected set; }

    /// <summary>The reader's place in the window.</summary>
    internal int Offset { get; set; }

    /// <summary>True when there is nothing behind the window.</summary>
    internal bool IsWhole { get; private protected set; }

    /// <summary>True when bytes of the window stay as they are after it has moved.</summary>
    internal virtual bool IsLasting => true;

    /// <summary>Reads from memory; bytes values are views over it.</summary>
    public static PickleInput From(ReadOnlyMemory<byte> memory) => new MemoryInput(memory);

    /// <summary>Reads from a stream as far as the pickles reach; a stream that can seek is left where the last one ends.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="limits">How many bytes it may have (<see cref="Limits.MaxFileBytes"/>).</param>
    public static PickleInput From(Stream stream, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamInput(stream, (limits ?? Limits.Default).MaxFileBytes);
    }

    /// <summary>Reads from a pipe, asynchronously only; bytes behind the last pickle stay in the pipe.</summary>
    /// <param name="reader">The pipe; it is not completed.</param>
    /// <param name="limits">How many bytes it may have (<see cref="Limits.MaxFileBytes"/>).</param>
    public static PickleInput From(PipeReader reader, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new PipeInput(reader, (limits ?? Limits.Default).MaxFileBytes);
    }

    /// <summary>Reads something of any length of which each part can be had without a copy, such as a memory-mapped file.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="slice">Gives the bytes from an offset on; they must stay while values over them live.</param>
    public static PickleInput From(long length, Func<long, int, ReadOnlyMemory<byte>> slice)
    {
        ArgumentNullException.ThrowIfNull(slice);
        return new SlicedInput(length, slice);
    }

    /// <summary>Moves the window so that it begins at the reader, and holds as many bytes as are needed, or all that are left.</summary>
    internal abstract void Fill(long needed);

    /// <summary>As <see cref="Fill"/>, without blocking where the input can.</summary>
    internal virtual ValueTask FillAsync(long needed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Fill(needed);
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes bytes that are more than one window holds.</summary>
    /// <exception cref="PickleLimitException">This input cannot give so many.</exception>
    internal virtual ReadOnlySequence<byte> TakeLarge(long length) => throw TooLong(length);

    /// <summary>Called when a pickle has been read.</summary>
    internal virtual void Settle()
    {
    }

    private protected static PickleLimitException TooLong(long length) =>
        new("LimitValueBytes", $"a value of {length} bytes does not fit an array of .NET; save the file to disk and open it by its path",
            -1, null);

    private protected static PickleLimitException OverLimit(long limit) =>
        new("LimitFileBytes", $"the stream has more than {limit} bytes", -1, null);

    private sealed class MemoryInput : PickleInput
    {
        internal MemoryInput(ReadOnlyMemory<byte> memory) => (Window, IsWhole) = (memory, true);

        internal override void Fill(long needed)
        {
        }
    }
}
