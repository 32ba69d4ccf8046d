using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Python's <c>pickle</c> module: loads and saves any Python value. Nothing in a file is ever run.</summary>
/// <remarks>
/// With a type, <c>Load&lt;T&gt;</c> gives .NET objects instead of <see cref="PyValue"/>s. Brine's source generator prepares the types that
/// your code names; no reflection is used, and everything works ahead of time compiled.
/// </remarks>
/// <example><code>
/// PyValue order = Pickle.Load("order.pkl");
/// string? customer = order["customer"].AsString();
/// Pickle.Dump(new Dictionary&lt;string, object?&gt; { ["total"] = 12.5, ["items"] = new List&lt;string&gt; { "tea" } }, "answer.pkl");
/// </code></example>
public static class Pickle
{
    static Pickle()
    {
        PickleConverters.Register<NDArray>();
        PickleConverters.Register<DataFrame>();
    }

    /// <summary>Loads a pickle or joblib file, compressed or not.</summary>
    /// <remarks>
    /// The file is read into memory. One of more than 2 GiB, or one that <see cref="LoadOptions.MemoryMap"/> leaves on disk, stays mapped
    /// until the process ends: <see cref="PickleFile.Open"/> and <see cref="Model.Load(string, LoadOptions?)"/> give what can be disposed.
    /// </remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PyValue Load(string path, LoadOptions? options = null) => PickleFile.Open(path, (options ?? new()).WithoutOwner).Value;

    /// <summary>Loads what is left of a stream as one pickle or joblib file.</summary>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public static PyValue Load(Stream stream, LoadOptions? options = null) => PickleFile.Read(stream, options).Value;

    /// <summary>Loads what is left of a stream as one pickle or joblib file, without blocking while it arrives.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public static async Task<PyValue> LoadAsync(Stream stream, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        (await PickleFile.ReadAsync(stream, options, progress, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>Loads a pickle or joblib file without blocking while it is read, see <see cref="Load(string, LoadOptions?)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have been read.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static async Task<PyValue> LoadAsync(string path, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        (await PickleFile.OpenAsync(path, (options ?? new()).WithoutOwner, progress, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>Loads a pickle from memory; bytes and arrays in it are views over that memory.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    public static PyValue Loads(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => PickleFile.Read(bytes, options).Value;

    /// <summary>Loads a pickle or joblib file as a .NET type, see <see cref="PyValueExtensions.To{T}"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="PickleTypeException">What is in the file does not fit the type.</exception>
    public static T Load<T>(string path, LoadOptions? options = null) => Load(path, options).To<T>(options?.Mapping);

    /// <summary>Loads what is left of a stream as a .NET type, see <see cref="PyValueExtensions.To{T}"/>.</summary>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    /// <exception cref="PickleTypeException">What is in the stream does not fit the type.</exception>
    public static T Load<T>(Stream stream, LoadOptions? options = null) => Load(stream, options).To<T>(options?.Mapping);

    /// <summary>Loads a pickle from memory as a .NET type, see <see cref="PyValueExtensions.To{T}"/>.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    /// <exception cref="PickleTypeException">What is in the pickle does not fit the type.</exception>
    public static T Loads<T>(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => Loads(bytes, options).To<T>(options?.Mapping);

    /// <summary>Loads a pickle or joblib file as a .NET type without blocking while it is read, see
    /// <see cref="PyValueExtensions.To{T}"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have been read.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    /// <exception cref="PickleTypeException">What is in the file does not fit the type.</exception>
    public static async Task<T> LoadAsync<T>(string path, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        (await LoadAsync(path, options, progress, cancellationToken).ConfigureAwait(false)).To<T>(options?.Mapping);

    /// <summary>Loads what is left of a stream as a .NET type without blocking while it arrives, see
    /// <see cref="PyValueExtensions.To{T}"/>.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The pickle asks for more than the limits allow.</exception>
    /// <exception cref="PickleTypeException">What is in the stream does not fit the type.</exception>
    public static async Task<T> LoadAsync<T>(Stream stream, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        (await LoadAsync(stream, options, progress, cancellationToken).ConfigureAwait(false)).To<T>(options?.Mapping);

    /// <summary>Saves a value as a file that <c>pickle.load</c> reads; the file appears complete or not at all.</summary>
    /// <param name="value">A <see cref="PyValue"/>, or a .NET value as <see cref="ToPython{T}"/> takes it.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">The protocol, and more.</param>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    public static void Dump<T>(T value, string path, SaveOptions? options = null)
    {
        AtomicFile.Write(path, stream => WriteOnce(value, stream, options));
    }

    /// <summary>Writes the pickle of a value to a stream.</summary>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    public static void Dump<T>(T value, Stream stream, SaveOptions? options = null) =>
        PickleSaver.WritePickle(ToPython(value, options), stream, options);

    /// <summary>Writes the pickle of a value to a stream without blocking; it goes out piece by piece, each of about a megabyte.</summary>
    /// <param name="value">A <see cref="PyValue"/>, or a .NET value as <see cref="ToPython{T}"/> takes it.</param>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">The protocol, and more; compression is not done here.</param>
    /// <param name="progress">Told how many bytes were written.</param>
    /// <param name="cancellationToken">Stops the writing: what the stream has then is no pickle.</param>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    public static Task DumpAsync<T>(T value, Stream stream, SaveOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        PickleSaver.WritePickleAsync(ToPython(value, options), stream, options, progress, cancellationToken);

    /// <summary>The pickle of a value.</summary>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    public static byte[] Dumps<T>(T value, SaveOptions? options = null)
    {
        using var memory = new MemoryStream();
        WriteOnce(value, memory, options);
        return memory.ToArray();
    }

    /// <summary>
    /// A .NET value as Python has it: null, bools, numbers, text, <c>byte[]</c> (bytes), dates and times, <see cref="Guid"/>, tuples,
    /// sequences and arrays (list), dictionaries (dict), sets (set), <see cref="NDArray"/> (a numpy array), and your classes with
    /// <see cref="PickleClassAttribute"/>. One object met twice is one object in Python too, and may hold itself; nothing is too deep.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="options">The protocol it will be saved at, and what may be lost.</param>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    public static PyValue ToPython<T>(T value, SaveOptions? options = null) =>
        PickleConverters.ToPython(value, options?.Mapping, options?.Protocol ?? PicklerOptions.DefaultProtocol);

    /// <summary>Writes a value whose objects are described one by one, so that not all descriptions are in memory; nobody sees the file
    /// before it is complete.</summary>
    private static void WriteOnce<T>(T value, Stream stream, SaveOptions? options)
    {
        try
        {
            PickleSaver.WritePickle(
                PickleConverters.ToPickleOnce(value, options?.Mapping, options?.Protocol ?? PicklerOptions.DefaultProtocol), stream,
                options);
        }
        catch (PickleTypeException)
        {
            // Described all at once, the way to the place that is refused is known too.
            ToPython(value, options);
            throw;
        }
    }
}
