using System.Runtime.ExceptionServices;
using Brine.Pickling;
using Microsoft.Win32.SafeHandles;

namespace Brine.Containers;

/// <summary>Reads a file whole, within the limits.</summary>
public static class FileContent
{
    private const long MappedFrom = 1L << 30;

    /// <summary>A thread more for so many bytes.</summary>
    private const int PartBytes = 4 << 20;

    /// <summary>All bytes of a file.</summary>
    /// <exception cref="IOException">The path names a folder.</exception>
    /// <exception cref="PickleLimitException">The file is larger than <see cref="Limits.MaxFileBytes"/>, or than an array can be.</exception>
    public static ReadOnlyMemory<byte> ReadAll(string path, Limits limits) => ReadAll(path, limits, memoryMap: false, out _);

    /// <summary>Whether a file is so large that it is left on disk without being asked.</summary>
    internal static bool IsMappedUnasked(string path) => new FileInfo(path) is { Exists: true, Length: >= MappedFrom };

    internal static ReadOnlyMemory<byte> ReadAll(string path, Limits limits, bool? memoryMap, out MappedFile? mapped)
    {
        using FileStream stream = Open(path, limits);
        return ReadAll(stream, limits, memoryMap, out mapped);
    }

    /// <summary>Opens a file that an array could hold, or a pipe, whose length is not known.</summary>
    internal static FileStream Open(string path, Limits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder, not a file");
        }

        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        long length = stream.CanSeek ? stream.Length : 0;
        if (length > limits.MaxFileBytes || length > Array.MaxLength)
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
            return ReadPipe(stream, limits);
        }

        long length = stream.Length;
        if (length > 0 && (memoryMap ?? length >= MappedFrom))
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

    /// <summary>What comes out of a pipe, such as a shell's <c>&lt;(command)</c>.</summary>
    private static ReadOnlyMemory<byte> ReadPipe(FileStream stream, Limits limits)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (memory.Length + read > Math.Min(limits.MaxFileBytes, Array.MaxLength))
            {
                throw TooLarge($"{memory.Length + read} or more", limits);
            }

            memory.Write(buffer, 0, read);
        }

        return memory.GetBuffer().AsMemory(0, (int)memory.Length);
    }

    private static PickleLimitException TooLarge(string length, Limits limits) =>
        new("LimitFileBytes", $"the file has {length} bytes, over the limit of {Math.Min(limits.MaxFileBytes, Array.MaxLength)}");
}
