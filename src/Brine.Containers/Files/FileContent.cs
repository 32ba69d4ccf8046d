using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Reads a file whole, within the limits.</summary>
public static class FileContent
{
    private const long MappedFrom = 1L << 30;

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
        stream.ReadExactly(bytes);
        return bytes;
    }
}
