using System.IO.Compression;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>numpy's <c>.npz</c>: arrays by name in a ZIP archive.</summary>
public sealed class NpzFile
{
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

    /// <summary>Reads the bytes of an archive.</summary>
    /// <exception cref="PickleFormatException">The bytes are no archive of arrays, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The arrays are larger than the limits allow.</exception>
    public static NpzFile Read(ReadOnlyMemory<byte> bytes, LoadOptions? options = null)
    {
        Limits limits = (options ?? new()).Limits;
        var file = new NpzFile();
        long total = 0;
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal))
                {
                    continue;
                }

                using Stream stream = entry.Open();
                using var data = new MemoryStream();
                var buffer = new byte[1 << 16];
                for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
                {
                    data.Write(buffer, 0, read);
                    total += read;
                    if (total > limits.MaxDecompressedBytes)
                    {
                        throw new PickleLimitException("LimitDecompression", $"the arrays of the archive are larger than {limits.MaxDecompressedBytes} bytes");
                    }
                }

                file._arrays[entry.FullName[..^4]] = NpyFormat.Read(data.ToArray(), limits);
            }
        }
        catch (InvalidDataException error)
        {
            throw new PickleFormatException("FormatZip", "the ZIP archive is corrupt or cut off: fetch the file again", -1, null, error);
        }

        return file;
    }

    /// <summary>Writes the archive, compressed, as <c>numpy.savez_compressed</c> does.</summary>
    public byte[] Write()
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, NDArray array) in _arrays)
            {
                using Stream stream = archive.CreateEntry(name + ".npy", CompressionLevel.Fastest).Open();
                stream.Write(NpyFormat.Write(array));
            }
        }

        return memory.ToArray();
    }
}
