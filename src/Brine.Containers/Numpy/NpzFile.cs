using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>numpy's <c>.npz</c>: arrays by name in a ZIP archive.</summary>
public sealed class NpzFile : IDisposable
{
    private const string Extension = ".npy";

    /// <summary>The arrays by name; null where one was not read yet.</summary>
    private readonly Dictionary<string, NDArray?> _arrays = [];
    private readonly LoadOptions _options = new();
    private readonly ZipReader? _archive;

    /// <summary>Makes an archive without arrays.</summary>
    public NpzFile()
    {
    }

    private NpzFile(ZipReader archive, LoadOptions options)
    {
        _archive = archive;
        _options = options;
        foreach (ZipEntry entry in archive.Entries)
        {
            if (NameOf(entry) is { } name)
            {
                _arrays[name] = null;
            }
        }
    }

    /// <summary>The names, in the order of the file.</summary>
    public IReadOnlyCollection<string> Names => _arrays.Keys;

    /// <summary>The array of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no array of this name.</exception>
    /// <exception cref="PickleFormatException">The file was left on disk, and this array in it is corrupt.</exception>
    /// <exception cref="PickleLimitException">The file was left on disk, and this array in it is larger than the limits allow.</exception>
    public NDArray this[string name]
    {
        get => _arrays[name] ?? ReadPending(name);
        set => _arrays[name] = value;
    }

    /// <summary>Looks an array up.</summary>
    public NDArray? Find(string name) => _arrays.ContainsKey(name) ? this[name] : null;

    /// <summary>
    /// Reads an archive. One that is left on disk (<see cref="LoadOptions.MemoryMap"/>) may have any size: an array is read when it is
    /// asked for, a stored one is a view over the file, whose checksum is not proven, and which ends when this is disposed.
    /// </summary>
    /// <exception cref="PickleFormatException">The file is no archive of arrays, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The arrays are larger than the limits allow.</exception>
    public static NpzFile Open(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new();
        if (options.MemoryMap ?? FileContent.IsMappedUnasked(path))
        {
            return new NpzFile(ZipReader.OpenMapped(path, options.Limits), options);
        }

        using FileStream file = FileContent.Open(path, options.Limits);
        return file.CanSeek ? Read(ZipReader.Read(file, options.Limits), options)
            : Read(FileContent.ReadAll(file, options.Limits, false, out _), options);
    }

    /// <summary>Reads the bytes of an archive; arrays that are stored as they are become views over them.</summary>
    /// <exception cref="PickleFormatException">The bytes are no archive of arrays, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The arrays are larger than the limits allow.</exception>
    public static NpzFile Read(ReadOnlyMemory<byte> bytes, LoadOptions? options = null)
    {
        Limits limits = (options ?? new()).Limits;
        return Read(ZipReader.Read(bytes, limits), options ?? new());
    }

    /// <summary>The archive as bytes.</summary>
    /// <param name="isCompressed">True for deflated arrays, as <c>numpy.savez_compressed</c> writes them; false for stored ones, as
    /// <c>numpy.savez</c> does.</param>
    public byte[] Write(bool isCompressed = true)
    {
        using var memory = new MemoryStream();
        Write(memory, isCompressed);
        return memory.ToArray();
    }

    /// <summary>Writes the archive at the position of a stream that can seek. The elements of stored arrays begin at multiples of 64
    /// bytes.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="isCompressed">True for deflated arrays, as <c>numpy.savez_compressed</c> writes them; false for stored ones, as
    /// <c>numpy.savez</c> does.</param>
    public void Write(Stream stream, bool isCompressed = true)
    {
        using var archive = new ZipWriter(stream);
        ZipEntryOptions options = isCompressed ? new() { CompressionLevel = 1 } : new() { IsStored = true, Alignment = 64 };
        foreach (string name in _arrays.Keys)
        {
            NDArray array = _arrays[name] ?? ReadPending(name);
            archive.Add(name + Extension, target => NpyFormat.Write(array, target), options);
        }
    }

    /// <summary>Lets go of a file that was left on disk; its stored arrays cannot be read after that.</summary>
    public void Dispose() => _archive?.Dispose();

    private static NpzFile Read(ZipReader archive, LoadOptions options)
    {
        using ZipReader owned = archive;
        var file = new NpzFile();
        using ValueBudget budget = ValueBudget.Open(options.Limits, archive.Entries.Sum(entry => entry.CompressedSize));
        foreach (ZipEntry entry in archive.Entries)
        {
            if (NameOf(entry) is { } name)
            {
                file._arrays[name] = NpyFormat.Read(archive.ReadAll(entry), options.Limits, options.OnGlobal);
            }
        }

        return file;
    }

    private static string? NameOf(ZipEntry entry) =>
        entry.Name.EndsWith(Extension, StringComparison.Ordinal) ? entry.Name[..^Extension.Length] : null;

    private NDArray ReadPending(string name)
    {
        ZipEntry entry = _archive!.Find(name + Extension)!;
        using ValueBudget budget = ValueBudget.Open(_options.Limits, entry.CompressedSize);
        NDArray array = NpyFormat.Read(entry.IsStored ? _archive.ReadStored(entry) : _archive.ReadAll(entry), _options.Limits,
            _options.OnGlobal);
        _arrays[name] = array;
        return array;
    }
}
