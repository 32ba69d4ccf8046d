using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Any file that holds a model: a pickle or joblib file, alone or in an archive, a skops file, an MLflow folder or
/// archive.</summary>
public sealed class ModelFile : IDisposable
{
    private const int DeepestModel = 3;

    private readonly UnpackedFile _file;

    private ModelFile(UnpackedFile file, FileFormat format, PyValue value)
    {
        _file = file;
        Format = format;
        Value = value;
    }

    /// <summary>The value in the file.</summary>
    public PyValue Value { get; }

    /// <summary>The format of the model: of an MLflow model that of the file in it.</summary>
    public FileFormat Format { get; }

    /// <summary>How the models of each format are loaded; all others are refused as <see cref="PickleFile"/> refuses them.</summary>
    private static Dictionary<FileFormat, Func<UnpackedFile, LoadOptions?, PyValue>> Loaders { get; } = new()
    {
        [FileFormat.Pickle] = (file, options) => PickleFile.Read(file, options).Value,
        [FileFormat.Skops] = (file, options) => SkopsFile.Read(file, options).Value,
    };

    /// <summary>Opens a file or an MLflow folder.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file holds no value that Brine reads, or is corrupt.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static ModelFile Open(string path, LoadOptions? options = null) => ReadOwned(UnpackedFile.Open(path, options), options);

    /// <summary>Opens a file or an MLflow folder without blocking while it is read.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have been read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file holds no value that Brine reads, or is corrupt.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static async Task<ModelFile> OpenAsync(string path, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        ReadOwned(await UnpackedFile.OpenAsync(path, options, progress, cancellationToken).ConfigureAwait(false), options);

    /// <summary>Loads the bytes of a file.</summary>
    /// <exception cref="PickleFormatException">The bytes hold no value that Brine reads, or are corrupt.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static ModelFile Read(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) =>
        Read(UnpackedFile.Read(bytes, options), options);

    /// <summary>Loads what is left of a stream as one file.</summary>
    /// <exception cref="PickleFormatException">The stream holds no value that Brine reads, or is corrupt.</exception>
    /// <exception cref="PickleLimitException">The stream asks for more than the limits allow.</exception>
    public static ModelFile Read(Stream stream, LoadOptions? options = null) => Read(UnpackedFile.Read(stream, options), options);

    /// <summary>Loads what is left of a stream as one file, without blocking while it arrives.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="PickleFormatException">The stream holds no value that Brine reads, or is corrupt.</exception>
    /// <exception cref="PickleLimitException">The stream asks for more than the limits allow.</exception>
    public static async Task<ModelFile> ReadAsync(Stream stream, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        Read(await UnpackedFile.ReadAsync(stream, options, progress, cancellationToken).ConfigureAwait(false), options);

    /// <summary>Loads what is in a file that was opened before; what lets go of one of the two lets go of both.</summary>
    /// <exception cref="PickleFormatException">The file holds no value that Brine reads, or is corrupt.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static ModelFile Read(UnpackedFile file, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        UnpackedFile inner = file;
        for (int depth = 0; depth < DeepestModel && inner.Format == FileFormat.Mlflow; depth++)
        {
            inner = MlflowModel.Read(inner).OpenModel(options);
        }

        Func<UnpackedFile, LoadOptions?, PyValue> loader = Loaders.GetValueOrDefault(inner.Format, Loaders[FileFormat.Pickle]);
        return new ModelFile(file, inner.Format, loader(inner, options));
    }

    /// <summary>The value in a file or an MLflow folder, for callers that have nothing to dispose: see <see cref="Open"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file holds no value that Brine reads, or is corrupt.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PyValue Load(string path, LoadOptions? options = null) => Open(path, (options ?? new()).WithoutOwner).Value;

    /// <summary>The value in the bytes of a file: see <see cref="Read(ReadOnlyMemory{byte}, LoadOptions?)"/>.</summary>
    /// <exception cref="PickleFormatException">The bytes hold no value that Brine reads, or are corrupt.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static PyValue Load(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => Read(bytes, options).Value;

    /// <summary>Lets go of a file that was left on disk (<see cref="LoadOptions.MemoryMap"/>); its bytes and arrays cannot be read after
    /// that.</summary>
    public void Dispose() => _file.Dispose();

    private static ModelFile ReadOwned(UnpackedFile file, LoadOptions? options)
    {
        try
        {
            return Read(file, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
