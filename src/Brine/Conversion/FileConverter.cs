using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Loads a file and saves it in another form. The output's extension picks the form; the input is known by its content.</summary>
public static class FileConverter
{
    /// <summary>The extensions that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".pkl", ".pickle", ".joblib", ".json", ".npy", ".npz", ".csv"];

    /// <summary>Converts a file.</summary>
    /// <param name="input">A pickle, joblib, .npy or .npz file.</param>
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

        (PyValue value, SaveOptions chosen) = Load(input, options, save);
        Action<Stream> write = extension switch
        {
            ".pkl" or ".pickle" => stream => PickleSaver.WritePickle(value, stream, chosen),
            ".joblib" => stream => PickleSaver.WriteJoblib(value, stream, chosen),
            ".json" => stream => PyJson.Write(value, stream, options.Limits),
            ".npy" => stream => stream.Write(ArrayTables.WriteNpy(value)),
            ".npz" => stream => stream.Write(ArrayTables.Named(value).Write()),
            _ => stream => ArrayTables.WriteCsv(ArrayTables.Single(value), stream, options.Limits),
        };
        AtomicFile.Write(output, write);
    }

    private static (PyValue Value, SaveOptions Save) Load(string input, ConvertOptions options, SaveOptions save)
    {
        var load = new LoadOptions { Limits = options.Limits };
        ReadOnlyMemory<byte> bytes = FileContent.ReadAll(input, options.Limits);
        int protocol = options.Protocol ?? PicklerOptions.DefaultProtocol;
        switch (Detector.DetectFormat(bytes.Span))
        {
            case FileFormat.Npy:
                return (NpyFormat.Read(bytes, options.Limits).ToPickle(protocol), save with { Protocol = protocol });
            case FileFormat.Zip:
                return (ArrayTables.ToDict(NpzFile.Read(bytes, load), protocol), save with { Protocol = protocol });
            default:
                var file = PickleFile.Read(bytes, load);
                return (file.Value, save with
                {
                    Protocol = options.Protocol ?? file.Protocol,
                    ObjectArrayProtocol = file.ObjectArrayProtocol ?? save.ObjectArrayProtocol,
                });
        }
    }
}
