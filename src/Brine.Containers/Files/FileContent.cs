using System.Runtime.ExceptionServices;
using Brine.Pickling;
using Microsoft.Win32.SafeHandles;

namespace Brine.Containers;

/// <summary>Reads a file whole, within the limits.</summary>
internal static class FileContent
{
    private const long MappedFrom = 1L << 30;

    /// <summary>A thread more for so many bytes.</summary>
    private const int PartBytes = 4 << 20;

    /// <summary>What is asked of a stream at once, so that progress is told.</summary>
    private const int Piece = 1 << 20;

    /// <summary>All bytes of a file.</summary>
    /// <exception cref="IOException">The path names a folder.</exception>
    /// <exception cref="PickleLimitException">The file is larger than <see cref="Limits.MaxFileBytes"/>, or than an array can
    /// be.</exception>
    internal static ReadOnlyMemory<byte> ReadAll(string path, Limits limits) => ReadAll(path, limits, memoryMap: false, out _);

    /// <summary>Whether a file is so large that it is left on disk without being asked.</summary>
    internal static bool IsMappedUnasked(string path) => new FileInfo(path) is { Exists: true, Length: >= MappedFrom };

    /// <summary>Whether a file is left on disk: when asked, when it is large, and always when no array could hold it.</summary>
    internal static bool IsMapped(FileStream stream, bool? memoryMap) =>
        stream.CanSeek && stream.Length is > 0 and var length && (length > Array.MaxLength || (memoryMap ?? length >= MappedFrom));

    internal static ReadOnlyMemory<byte> ReadAll(string path, Limits limits, bool? memoryMap, out MappedFile? mapped)
    {
        using FileStream stream = Open(path, limits);
        return ReadAll(stream, limits, memoryMap, out mapped);
    }

    /// <summary>Opens a file that an array could hold, or a pipe, whose length is not known.</summary>
    internal static FileStream Open(string path, Limits limits) =>
        Directory.Exists(path) ? throw new IOException($"{path} is a folder, not a file") : OpenFile(path, limits, Array.MaxLength);

    /// <summary>Opens what is no folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="most">How large it may be whatever the limits say.</param>
    /// <param name="options">How it is opened.</param>
    internal static FileStream OpenFile(string path, Limits limits, long most, FileOptions options = FileOptions.SequentialScan)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (FileKind.IsDevice(path))
        {
            throw new IOException($"{path} is a device, not a file");
        }

        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, options);
        long length = stream.CanSeek ? stream.Length : 0;
        if (length > limits.MaxFileBytes || length > most)
        {
            stream.Dispose();
            throw TooLarge($"{length}", limits);
        }

        return stream;
    }

    internal static ReadOnlyMemory<byte> ReadAll(FileStream stream, Limits limits, bool? memoryMap, out MappedFile? mapped)
    {
        mapped = null;
        if (!stream.CanSeek)
        {
            return ReadStream(stream, limits);
        }

        long length = stream.Length;
        if (IsMapped(stream, memoryMap))
        {
            mapped = new MappedFile(stream.Name);
            return mapped.Slice(0, (int)Math.Min(length, mapped.Length));
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        Read(stream.SafeFileHandle, bytes, 0);
        return bytes;
    }

    /// <summary>Fills a buffer from a place in a file.</summary>
    /// <exception cref="EndOfStreamException">The file ends before that.</exception>
    internal static void ReadPart(SafeFileHandle file, Span<byte> buffer, long position)
    {
        while (!buffer.IsEmpty)
        {
            int read = RandomAccess.Read(file, buffer, position);
            buffer = read > 0 ? buffer[read..] : throw new EndOfStreamException("the file became shorter while it was read");
            position += read;
        }
    }

    /// <summary>What the system has in memory is copied by all processors: one alone is slower than the memory.</summary>
    internal static void Read(SafeFileHandle file, byte[] bytes, long position)
    {
        int parts = Math.Min(Environment.ProcessorCount, bytes.Length / PartBytes);
        if (parts < 2)
        {
            ReadPart(file, bytes, position);
            return;
        }

        try
        {
            Parallel.For(0, parts, part =>
            {
                int start = (int)((long)bytes.Length * part / parts), end = (int)((long)bytes.Length * (part + 1) / parts);
                ReadPart(file, bytes.AsSpan(start..end), position + start);
            });
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }

    /// <summary>What is left of a stream, such as a pipe or a shell's <c>&lt;(command)</c>.</summary>
    /// <exception cref="PickleLimitException">The stream has more than <see cref="Limits.MaxFileBytes"/>, or than an array can
    /// hold.</exception>
    internal static ReadOnlyMemory<byte> ReadStream(Stream stream, Limits limits)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(FirstLength(stream, limits));
        int count = 0;
        for (int read = stream.Read(bytes); read > 0; read = stream.Read(bytes, count, bytes.Length - count))
        {
            count += read;
            Grow(ref bytes, count, limits);
        }

        return bytes.AsMemory(0, count);
    }

    /// <summary>What is left of a stream, without blocking while it arrives.</summary>
    /// <exception cref="PickleLimitException">The stream has more than <see cref="Limits.MaxFileBytes"/>, or than an array can
    /// hold.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadStreamAsync(Stream stream, Limits limits, IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(FirstLength(stream, limits));
        int count = 0;
        for (int read = -1; read != 0;)
        {
            read = await stream.ReadAsync(bytes.AsMemory(count, Math.Min(Piece, bytes.Length - count)), cancellationToken)
                .ConfigureAwait(false);
            if (read > 0)
            {
                count += read;
                Grow(ref bytes, count, limits);
                progress?.Report(count);
            }
        }

        return bytes.AsMemory(0, count);
    }

    /// <summary>Room for what a stream says it has, and for one byte more, in which its end is met.</summary>
    private static int FirstLength(Stream stream, Limits limits)
    {
        long length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        return length > Math.Min(limits.MaxFileBytes, Array.MaxLength) ? throw TooLarge($"{length}", limits)
            : (int)Math.Min(Math.Max(length + 1, 1 << 16), Array.MaxLength);
    }

    private static void Grow(ref byte[] bytes, int count, Limits limits)
    {
        if (count > limits.MaxFileBytes || (count == bytes.Length && count == Array.MaxLength))
        {
            throw TooLarge($"{count} or more", limits);
        }

        if (count == bytes.Length)
        {
            Array.Resize(ref bytes, (int)Math.Min(count * 2L, Array.MaxLength));
        }
    }

    private static PickleLimitException TooLarge(string length, Limits limits) =>
        new("LimitFileBytes", $"the file has {length} bytes, over the limit of {Math.Min(limits.MaxFileBytes, Array.MaxLength)}");
}
