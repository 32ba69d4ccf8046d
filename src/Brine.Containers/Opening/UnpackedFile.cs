using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// A file with its layers of compression, archives of one model and base64 taken off: the one way in which files are opened. Each layer is
/// known by its content, never by a name.
/// </summary>
public sealed partial class UnpackedFile : IDisposable
{
    private readonly List<string> _layers = [];

    private UnpackedFile(ReadOnlyMemory<byte> data, long fileBytes, string? path)
    {
        Data = data;
        FileBytes = fileBytes;
        Path = path;
    }

    /// <summary>The innermost bytes; none for a folder, and the beginning of a pickle over 2 GiB.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>The format of the innermost bytes.</summary>
    public FileFormat Format { get; private set; }

    /// <summary>The compression that was taken off first.</summary>
    public Codec Codec { get; private set; }

    /// <summary>What was taken off, outermost first: <c>gzip</c>, <c>zip, member df.pkl</c>.</summary>
    public IReadOnlyList<string> Layers => _layers;

    /// <summary>The files in the archive or folder, where the innermost bytes are one; else null.</summary>
    public IReadOnlyList<ArchiveMember>? Members => Archive?.Members;

    /// <summary>What is odd about the ZIP archives that were opened.</summary>
    public IReadOnlyList<ZipFinding> Findings { get; private set; } = [];

    /// <summary>The size of the file in bytes.</summary>
    public long FileBytes { get; }

    /// <summary>Where the file lies, or null for bytes from elsewhere.</summary>
    internal string? Path { get; }

    /// <summary>The mapping that <see cref="Data"/> is a view over, where the file was left on disk.</summary>
    internal MappedFile? Mapped { get; private init; }

    internal Archive? Archive { get; private set; }

    /// <summary>Opens a file, or the folder of an MLflow model.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The path names a folder without a model.</exception>
    /// <exception cref="PickleFormatException">A layer is corrupt, or packed in a way that is not read.</exception>
    /// <exception cref="PickleLimitException">A layer grows beyond the limits, or there are too many.</exception>
    public static UnpackedFile Open(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new LoadOptions();
        if (Directory.Exists(path))
        {
            options.Check?.Invoke(path, null);
            return OfFolder(path, options.Limits);
        }

        if (options.Check is { } check)
        {
            if (!FileContent.IsMappedUnasked(path))
            {
                return Checked(FileContent.ReadAll(path, options.Limits), path, options);
            }

            check(path, null);
        }

        using FileStream stream = FileContent.OpenFile(path, options.Limits, long.MaxValue);
        return stream.CanSeek && stream.Length > Array.MaxLength ? OfLarge(path) : new FileOpener(stream, path, options).Open();
    }

    /// <summary>Opens a file without blocking while it is read; one that is left on disk is not read here.</summary>
    /// <param name="path">The file, or the folder of an MLflow model.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="progress">Told how many bytes have been read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The path names a folder without a model.</exception>
    /// <exception cref="PickleFormatException">A layer is corrupt, or packed in a way that is not read.</exception>
    /// <exception cref="PickleLimitException">A layer grows beyond the limits, or there are too many.</exception>
    public static async Task<UnpackedFile> OpenAsync(string path, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new LoadOptions();
        if (Directory.Exists(path))
        {
            options.Check?.Invoke(path, null);
            return OfFolder(path, options.Limits);
        }

        FileStream stream = FileContent.OpenFile(path, options.Limits, long.MaxValue,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (stream.ConfigureAwait(false))
        {
            if (FileContent.IsMapped(stream, options.MemoryMap))
            {
                return Open(path, options);
            }

            ReadOnlyMemory<byte> bytes = await FileContent.ReadStreamAsync(stream, options.Limits, progress, cancellationToken)
                .ConfigureAwait(false);
            return Checked(bytes, path, options);
        }
    }

    /// <summary>Opens the bytes of a file.</summary>
    /// <exception cref="PickleFormatException">A layer is corrupt, or packed in a way that is not read.</exception>
    /// <exception cref="PickleLimitException">A layer grows beyond the limits, or there are too many.</exception>
    public static UnpackedFile Read(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => Checked(bytes, null, options ?? new());

    /// <summary>Opens what is left of a stream.</summary>
    /// <exception cref="PickleFormatException">A layer is corrupt, or packed in a way that is not read.</exception>
    /// <exception cref="PickleLimitException">The stream, or a layer, grows beyond the limits, or there are too many layers.</exception>
    public static UnpackedFile Read(Stream stream, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(FileContent.ReadStream(stream, (options ?? new()).Limits), options);
    }

    /// <summary>Opens what is left of a stream, without blocking while it arrives.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="PickleFormatException">A layer is corrupt, or packed in a way that is not read.</exception>
    /// <exception cref="PickleLimitException">The stream, or a layer, grows beyond the limits, or there are too many layers.</exception>
    public static async Task<UnpackedFile> ReadAsync(Stream stream, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(await FileContent.ReadStreamAsync(stream, (options ?? new()).Limits, progress, cancellationToken).ConfigureAwait(false),
            options);
    }

    /// <summary>The bytes that were looked at are those that are read.</summary>
    private static UnpackedFile Checked(ReadOnlyMemory<byte> bytes, string? path, LoadOptions options)
    {
        options.Check?.Invoke(path, bytes);
        return new UnpackedFile(bytes, bytes.Length, path).TakeOffAll(options.Limits);
    }

    /// <summary>Lets go of a file that was left on disk (<see cref="LoadOptions.MemoryMap"/>); its bytes, and values that are views over
    /// them, cannot be read after that.</summary>
    public void Dispose() => Mapped?.Dispose();
}
