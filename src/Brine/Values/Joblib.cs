using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>joblib's <c>load</c> and <c>dump</c>.</summary>
/// <example><code>
/// PyValue model = Joblib.Load("model.joblib");
/// Joblib.Dump(model, "smaller.joblib", "zlib:3");
/// </code></example>
public static class Joblib
{
    /// <summary>Loads a joblib or pickle file, compressed or not; of a file that stays on disk see
    /// <see cref="Pickle.Load(string, LoadOptions?)"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no joblib file, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PyValue Load(string path, LoadOptions? options = null) => Pickle.Load(path, options);

    /// <summary>Loads what is left of a stream as one joblib or pickle file.</summary>
    /// <exception cref="PickleFormatException">The stream holds no joblib file, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The stream asks for more than the limits allow.</exception>
    public static PyValue Load(Stream stream, LoadOptions? options = null) => Pickle.Load(stream, options);

    /// <summary>Loads a joblib or pickle file from memory; bytes and arrays in it are views over that memory.</summary>
    /// <exception cref="PickleFormatException">The bytes are no joblib file, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static PyValue Load(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => Pickle.Loads(bytes, options);

    /// <summary>Loads a joblib or pickle file as a .NET type, see <see cref="Pickle.Load{T}(string, LoadOptions?)"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no joblib file, or a corrupt one.</exception>
    /// <exception cref="PickleTypeException">What is in the file does not fit the type.</exception>
    public static T Load<T>(string path, LoadOptions? options = null) => Load(path, options).To<T>(options?.Mapping);

    /// <summary>Loads a joblib or pickle file without blocking while it is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have been read.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no joblib file, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static Task<PyValue> LoadAsync(string path, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        Pickle.LoadAsync(path, options, progress, cancellationToken);

    /// <summary>Loads what is left of a stream as one joblib or pickle file, without blocking while it arrives.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="PickleFormatException">The stream holds no joblib file, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The stream asks for more than the limits allow.</exception>
    public static Task<PyValue> LoadAsync(Stream stream, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        Pickle.LoadAsync(stream, options, progress, cancellationToken);

    /// <summary>Saves a value as a file that <c>joblib.load</c> reads; the file appears complete or not at all.</summary>
    /// <param name="value">A <see cref="PyValue"/>, or a .NET value as <see cref="Pickle.ToPython{T}"/> takes it.</param>
    /// <param name="path">The file.</param>
    /// <param name="compress">joblib's <c>compress</c>: <c>3</c>, <c>zlib</c>, <c>xz:6</c>; null for what the extension says: <c>.gz</c>,
    /// <c>.bz2</c>, ...</param>
    /// <param name="options">The protocol, and more.</param>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    /// <exception cref="ArgumentException">joblib has no such compression.</exception>
    public static void Dump<T>(T value, string path, string? compress = null, SaveOptions? options = null)
    {
        options ??= new SaveOptions();
        SaveOptions packed = compress is not null ? options.WithCompression(compress)
            : options.Codec == Codec.None ? options.WithCompressionOf(path) : options;
        PyValue converted = Pickle.ToPython(value, options);
        AtomicFile.Write(path, stream => PickleSaver.WriteJoblib(converted, stream, packed));
    }
}
