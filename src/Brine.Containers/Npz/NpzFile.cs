using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>numpy's <c>.npz</c>: arrays by name in a ZIP archive.</summary>
public sealed class NpzFile
{
    private const string Extension = ".npy";

    private readonly Dictionary<string, NDArray> _arrays = [];

    /// <summary>Makes an archive without arrays.</summary>
    public NpzFile()
    {
    }

    /// <summary>The names, in the order of the file.</summary>
    public IReadOnlyCollection<string> Names => _arrays.Keys;

    /// <summary>The array of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no array of this name.</exception>
    public NDArray this[string name]
    {
        get => _arrays[name];
        set => _arrays[name] = value;
    }

    /// <summary>Looks an array up.</summary>
    public NDArray? Find(string name) => _arrays.GetValueOrDefault(name);

    /// <summary>Reads an archive.</summary>
    /// <exception cref="PickleFormatException">The file is no archive of arrays, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The arrays are larger than the limits allow.</exception>
    public static NpzFile Open(string path, LoadOptions? options = null) => Read(FileContent.ReadAll(path, (options ?? new()).Limits), options);

    /// <summary>Reads the bytes of an archive; arrays that are stored as they are become views over them.</summary>
    /// <exception cref="PickleFormatException">The bytes are no archive of arrays, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The arrays are larger than the limits allow.</exception>
    public static NpzFile Read(ReadOnlyMemory<byte> bytes, LoadOptions? options = null)
    {
        Limits limits = (options ?? new()).Limits;
        var file = new NpzFile();
        using ZipReader archive = ZipReader.Read(bytes, limits);
        foreach (ZipEntry entry in archive.Entries)
        {
            if (entry.Name.EndsWith(Extension, StringComparison.Ordinal))
            {
                file._arrays[entry.Name[..^Extension.Length]] = NpyFormat.Read(archive.ReadAll(entry), limits);
            }
        }

        return file;
    }

    /// <summary>The archive as bytes.</summary>
    /// <param name="isCompressed">True for deflated arrays, as <c>numpy.savez_compressed</c> writes them; false for stored ones, as <c>numpy.savez</c> does.</param>
    public byte[] Write(bool isCompressed = true)
    {
        using var memory = new MemoryStream();
        Write(memory, isCompressed);
        return memory.ToArray();
    }

    /// <summary>Writes the archive at the position of a stream that can seek. The elements of stored arrays begin at multiples of 64 bytes.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="isCompressed">True for deflated arrays, as <c>numpy.savez_compressed</c> writes them; false for stored ones, as <c>numpy.savez</c> does.</param>
    public void Write(Stream stream, bool isCompressed = true)
    {
        using var archive = new ZipWriter(stream);
        ZipEntryOptions options = isCompressed ? new() { CompressionLevel = 1 } : new() { IsStored = true, Alignment = 64 };
        foreach ((string name, NDArray array) in _arrays)
        {
            archive.Add(name + Extension, NpyFormat.Write(array), options);
        }
    }
}
