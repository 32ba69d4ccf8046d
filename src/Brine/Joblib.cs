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
    /// <summary>Loads a joblib or pickle file, compressed or not.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no joblib file, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PyValue Load(string path, LoadOptions? options = null) => PickleFile.Open(path, options).Value;

    /// <summary>Loads a joblib or pickle file as a .NET type, see <see cref="Pickle.Load{T}(string, LoadOptions?)"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no joblib file, or a corrupt one.</exception>
    /// <exception cref="PickleTypeException">What is in the file does not fit the type.</exception>
    public static T Load<T>(string path, LoadOptions? options = null) => Load(path, options).To<T>(options?.Mapping);

    /// <summary>Saves a value as a file that <c>joblib.load</c> reads; the file appears complete or not at all.</summary>
    /// <param name="value">A <see cref="PyValue"/>, or a .NET value as <see cref="Pickle.ToPython{T}"/> takes it.</param>
    /// <param name="path">The file.</param>
    /// <param name="compress">joblib's <c>compress</c>: <c>3</c>, <c>zlib</c>, <c>xz:6</c>; null for what the extension says: <c>.gz</c>, <c>.bz2</c>, ...</param>
    /// <param name="options">The protocol, and more.</param>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    /// <exception cref="ArgumentException">joblib has no such compression.</exception>
    public static void Dump<T>(T value, string path, string? compress = null, SaveOptions? options = null)
    {
        options ??= new SaveOptions();
        SaveOptions packed = compress is not null ? options.WithCompression(compress) : options.Codec == Codec.None ? options.WithCompressionOf(path) : options;
        PyValue converted = Pickle.ToPython(value, options);
        AtomicFile.Write(path, stream => PickleSaver.WriteJoblib(converted, stream, packed));
    }
}
