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
        ArgumentNullException.ThrowIfNull(limits);
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder, not a file");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        long length = stream.Length;
        if (length > limits.MaxFileBytes || length > Array.MaxLength)
        {
            throw new PickleLimitException("LimitFileBytes", $"the file has {length} bytes, over the limit of {Math.Min(limits.MaxFileBytes, Array.MaxLength)}");
        }

        mapped = null;
        if (length > 0 && (memoryMap ?? length >= MappedFrom))
        {
            mapped = new MappedFile(path);
            return mapped.Slice(0, (int)Math.Min(length, mapped.Length));
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        Read(stream.SafeFileHandle, bytes);
        return bytes;
    }

    /// <summary>What the system has in memory is copied by all processors: one alone is slower than the memory.</summary>
    private static void Read(SafeFileHandle file, byte[] bytes)
    {
        int parts = Math.Min(Environment.ProcessorCount, bytes.Length / PartBytes);
        if (parts < 2)
        {
            ReadPart(file, bytes, 0, bytes.Length);
            return;
        }

        try
        {
            Parallel.For(0, parts, part => ReadPart(file, bytes, (int)((long)bytes.Length * part / parts), (int)((long)bytes.Length * (part + 1) / parts)));
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }

    private static void ReadPart(SafeFileHandle file, byte[] bytes, int start, int end)
    {
        while (start < end)
        {
            int read = RandomAccess.Read(file, bytes.AsSpan(start, end - start), start);
            start += read > 0 ? read : throw new EndOfStreamException("the file became shorter while it was read");
        }
    }
}
