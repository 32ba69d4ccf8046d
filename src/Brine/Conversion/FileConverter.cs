using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Loads a file and saves it in another form. The output's extension picks the form; the input is known by its content.</summary>
public static class FileConverter
{
    /// <summary>The extensions that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".pkl", ".pickle", ".joblib", ".skops", ".json", ".npy", ".npz", ".csv"];

    /// <summary>Converts a file.</summary>
    /// <param name="input">A pickle, joblib, skops, .npy or .npz file, or an MLflow folder.</param>
    /// <param name="output">The file to write; it appears complete or not at all.</param>
    /// <param name="options">The protocol, the compression, the limits.</param>
    /// <exception cref="ArgumentException">The output's extension names no form, or the compression is none that Brine writes.</exception>
    /// <exception cref="PickleFormatException">The input is corrupt, or nothing that Brine reads.</exception>
    /// <exception cref="PickleLimitException">The input asks for more than the limits allow.</exception>
    /// <exception cref="UnsupportedConversionException">The value in the input has no such form: only arrays can become .npy.</exception>
    public static void Convert(string input, string output, ConvertOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        options ??= new ConvertOptions();
        SaveOptions save = new SaveOptions().WithCompressionOf(output);
        string extension = Path.GetExtension(save.Codec == Codec.None ? output : Path.GetFileNameWithoutExtension(output)).ToLowerInvariant();
        if (save.Codec != Codec.None && extension is not ".pkl" and not ".pickle")
        {
            // As joblib has it: model.joblib.gz, or model.gz alone.
            extension = extension is "" or ".joblib" ? ".joblib" : throw new ArgumentException($"'{output}' is packed and ends in no form that Brine packs; say .joblib.gz or .pkl.gz", nameof(output));
        }

        if (!Extensions.Contains(extension))
        {
            throw new ArgumentException($"'{output}' ends in no form that Brine writes; say {string.Join(", ", Extensions)}", nameof(output));
        }

        if (options.Protocol is < 0 or > PicklerOptions.HighestProtocol)
        {
            throw new ArgumentException($"there is no pickle protocol {options.Protocol}; say 0 to {PicklerOptions.HighestProtocol}", nameof(options));
        }

        if (options.Compress is not null)
        {
            save = save.WithCompression(options.Compress);
        }

        (PyValue value, SaveOptions chosen) = Load(input, extension, options, save);
        Action<Stream> write = extension switch
        {
            ".pkl" or ".pickle" => stream => PickleSaver.WritePickle(value, stream, chosen),
            ".joblib" => stream => PickleSaver.WriteJoblib(value, stream, chosen),
            ".skops" => stream => SkopsForm.Write(value, stream, options),
            ".json" when FrameTables.Frame(value) is { } frame => stream => FrameTables.WriteJson(frame, stream, options),
            ".csv" when FrameTables.Frame(value) is { } frame => stream => FrameTables.WriteCsv(frame, stream, options),
            ".npy" when FrameTables.Frame(value) is { } frame => stream => stream.Write(NpyFormat.Write(FrameTables.ToArray(frame, options))),
            ".json" => stream => PyJson.Write(value, stream, options.Limits),
            ".npy" => stream => stream.Write(ArrayTables.WriteNpy(value)),
            ".npz" => stream => stream.Write(ArrayTables.Named(value).Write()),
            _ => stream => ArrayTables.WriteCsv(ArrayTables.Single(value), stream, options.Limits),
        };
        try
        {
            AtomicFile.Write(output, write);
        }
        catch (NotSupportedException error)
        {
            throw new UnsupportedConversionException($"the value has no {extension} form: {error.Message}; write it as .pkl or .joblib");
        }
    }

    private static (PyValue Value, SaveOptions Save) Load(string input, string extension, ConvertOptions options, SaveOptions save)
    {
        var load = new LoadOptions { Limits = options.Limits };
        UnpackedFile file = UnpackedFile.Open(input, options.Limits);
        int protocol = options.Protocol ?? PicklerOptions.DefaultProtocol;
        switch (file.Format)
        {
            case FileFormat.Npy:
                return (NpyFormat.Read(file.Data, options.Limits).ToPickle(protocol), save with { Protocol = protocol });
            case FileFormat.Npz:
                return (ArrayTables.ToDict(NpzFile.Read(file.Data, load), protocol), save with { Protocol = protocol });
            case FileFormat.Skops or FileFormat.Mlflow:
                return (ModelFile.Load(file, load), save with { Protocol = protocol });
            default:
                var pickle = PickleFile.Read(file, load);
                bool isSameForm = (options.Protocol ?? pickle.Protocol) == pickle.Protocol && pickle.IsJoblib == (extension == ".joblib");
                return (pickle.Value, save with
                {
                    Protocol = options.Protocol ?? pickle.Protocol,
                    Profile = isSameForm && extension is ".pkl" or ".pickle" or ".joblib" ? pickle.DetectProfile() : save.Profile,
                    ObjectArrayProtocol = pickle.ObjectArrayProtocol ?? save.ObjectArrayProtocol,
                });
        }
    }
}
