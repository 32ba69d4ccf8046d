using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Saves the value of a model in the form that the name of the file asks for.</summary>
internal static class ModelSaver
{
    /// <exception cref="ArgumentException">The name asks for no form of a model, or the options do not fit the form.</exception>
    internal static void Save(PyValue value, string path, SaveOptions? options)
    {
        ArgumentNullException.ThrowIfNull(path);
        string form = SavedForm.Of(path, out SaveOptions named);
        SaveOptions packed = options is null ? named
            : options.Codec == Codec.None ? options with { Codec = named.Codec, CompressionLevel = named.CompressionLevel } : options;
        switch (form)
        {
            case ".pkl" or ".pickle":
                AtomicFile.Write(path, stream => PickleSaver.WritePickle(value, stream, packed));
                break;
            case ".joblib" when packed.Codec == Codec.Zstd:
                throw new ArgumentException("joblib reads no Zstandard; say lz4, xz or zlib, or write a .pkl.zst, which pandas reads",
                    nameof(path));
            case ".joblib":
                AtomicFile.Write(path, stream => PickleSaver.WriteJoblib(value, stream, packed));
                break;
            case ".skops" when options is not null:
                throw new ArgumentException(
                    "a skops file has options of its own, see SkopsFile.Save; these are for pickles and joblib files", nameof(options));
            case ".skops":
                SkopsFile.Save(value, path);
                break;
            default:
                throw new ArgumentException($"'{path}' ends in no form of a model; say .pkl, .joblib or .skops", nameof(path));
        }
    }
}
