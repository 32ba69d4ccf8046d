using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine;

/// <summary>Loads a file and saves it in another form. The output's extension picks the form; the input is known by its content.</summary>
public static class FileConverter
{
    private static readonly Version OldestJoblib = new(0, 8), FirstUnknownJoblib = new(1, 7);

    /// <summary>The extensions that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".pkl", ".pickle", ".joblib", ".skops", ".json", ".npy", ".npz", ".csv"];

    /// <summary>Converts a file. What the output's form cannot hold is named: lost data is refused unless
    /// <see cref="ConvertOptions.AllowsLoss"/> is set, lost types are told.</summary>
    /// <param name="input">A pickle, joblib, skops, .npy, .npz, CSV or JSON file, or an MLflow folder.</param>
    /// <param name="output">The file to write; it appears complete or not at all.</param>
    /// <param name="options">The protocol, the compression, the limits.</param>
    /// <exception cref="ArgumentException">The output's extension names no form, or the compression is none that Brine writes.</exception>
    /// <exception cref="PickleFormatException">The input is corrupt, or nothing that Brine reads.</exception>
    /// <exception cref="ModelInputException">A CSV is in another encoding, has decimal commas, or a first line that may be names or a row,
    /// and <see cref="ConvertOptions.Csv"/> does not say so.</exception>
    /// <exception cref="PickleLimitException">The input asks for more than the limits allow.</exception>
    /// <exception cref="UnsupportedConversionException">The form cannot hold the value: only arrays can become .npy.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the file be written.</exception>
    public static void Convert(string input, string output, ConvertOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        options ??= new ConvertOptions();
        if (TypedConversion.TryRun(input, output, options))
        {
            return;
        }

        Convert(() => UnpackedFile.Open(input, new LoadOptions { Limits = options.Limits }), output, options);
    }

    /// <summary>Converts the bytes of a file: see <see cref="Convert(string, string, ConvertOptions?)"/>.</summary>
    /// <param name="input">The bytes of a pickle, joblib, skops, .npy, .npz, CSV or JSON file.</param>
    /// <param name="output">The file to write; it appears complete or not at all.</param>
    /// <param name="options">The protocol, the compression, the limits.</param>
    /// <exception cref="ArgumentException">The output's extension names no form, or the compression is none that Brine writes.</exception>
    /// <exception cref="PickleFormatException">The input is corrupt, or nothing that Brine reads.</exception>
    /// <exception cref="ModelInputException">A CSV is in another encoding, has decimal commas, or a first line that may be names or a row,
    /// and <see cref="ConvertOptions.Csv"/> does not say so.</exception>
    /// <exception cref="PickleLimitException">The input asks for more than the limits allow.</exception>
    /// <exception cref="UnsupportedConversionException">The form cannot hold the value: only arrays can become .npy.</exception>
    /// <exception cref="FileNotWrittenException">The disk is full, or the system does not let the file be written.</exception>
    public static void Convert(ReadOnlyMemory<byte> input, string output, ConvertOptions? options = null)
    {
        options ??= new ConvertOptions();
        Convert(() => UnpackedFile.Read(input, new LoadOptions { Limits = options.Limits }), output, options);
    }

    private static void Convert(Func<UnpackedFile> open, string output, ConvertOptions options)
    {
        ArgumentNullException.ThrowIfNull(output);
        string extension = SavedForm.Of(output, out SaveOptions save);
        TableFormat? tables = TableFormat.OfPath(options.Formats, output);
        if (!Extensions.Contains(extension) && tables is null)
        {
            throw new ArgumentException($"'{output}' ends in no form that Brine writes; say {string.Join(", "
                + "", [.. Extensions, .. options.Formats.SelectMany(format => format.Extensions)])}", nameof(output));
        }

        if (options.Protocol is < 0 or > PicklerOptions.HighestProtocol)
        {
            throw new ArgumentException($"there is no pickle protocol {options.Protocol}; say 0 to {PicklerOptions.HighestProtocol}",
                nameof(options));
        }

        if (options.Joblib is not null)
        {
            save = extension == ".joblib" && Version.TryParse(options.Joblib, out Version? oldest) && oldest >= OldestJoblib
                && oldest < FirstUnknownJoblib ? save with { Joblib = oldest }
                : throw new ArgumentException(extension == ".joblib"
                    ? $"'{options.Joblib}' is no version of joblib whose files are written; say 0.8 to 1.6"
                    : $"a {extension} file is not loaded by joblib", nameof(options));
        }

        // How a skops file is packed is for its own writer to say.
        bool isStored = extension == ".npz" && options.Compress == "none";
        if (options.Compress is not null && !isStored && extension != ".skops")
        {
            save = extension is ".pkl" or ".pickle" or ".joblib" ? save.WithCompression(options.Compress)
                : throw new ArgumentException(
                    $"{extension} files are not compressed{(extension == ".npz" ? " but by deflate, or by none" : "")}", nameof(options));
        }

        if (extension == ".joblib" && save.Codec == Codec.Zstd)
        {
            throw new ArgumentException("joblib reads no Zstandard; say lz4, xz or zlib, or write a .pkl.zst, which pandas reads",
                nameof(options));
        }

        save = save with { MaxDepth = options.Limits.MaxDepth };
        bool isPickle = extension is ".pkl" or ".pickle" or ".joblib";
        var losses = new Losses(tables?.Name ?? NameOf(extension), options, isPickle);
        using UnpackedFile file = open();
        using ValueBudget budget = ValueBudget.Open(options.Limits, file.FileBytes);
        (PyValue value, SaveOptions chosen, bool isJson) = Load(file, extension, options, save, losses);
        DataFrame? frame = extension is ".pkl" or ".pickle" or ".joblib" or ".skops" ? null
            : FrameTables.Frame(value) ?? (isJson && extension != ".json" ? TableFrames.OfRecords(value, options.Limits) : null);
        if (frame is not null && Series.From(value) is { } series)
        {
            FrameLosses.OfSeries(series, losses);
        }

        if (isJson && frame is null && extension is ".csv" or ".npy" or ".npz" && value.As<PyList>() is { } list
            && NumberLists.ToArray(list, options.Limits) is { } numbers)
        {
            // JSON has no other way to say an array.
            value = numbers.ToPickle();
        }

        Action<Stream> write = extension switch
        {
            _ when tables is not null => stream => FrameTables.WriteTyped(frame ?? ArrayTables.ToFrame(ArrayTables.Single(value, losses)),
                tables, stream, losses),
            ".pkl" or ".pickle" => stream => PickleSaver.WritePickle(value, stream, chosen),
            ".joblib" => stream => PickleSaver.WriteJoblib(value, stream, chosen),
            ".skops" => stream => SkopsForm.Write(value, stream, options),
            ".json" when frame is not null => stream => FrameTables.WriteJson(frame, stream, losses),
            ".csv" when frame is not null => stream => FrameTables.WriteCsv(frame, stream, losses),
            ".npy" when frame is not null && Series.From(value) is not null =>
                stream => ArrayTables.WriteNpy(FrameTables.ColumnOf(frame, losses), stream),
            ".npy" when frame is not null => stream => NpyFormat.Write(FrameTables.ToArray(frame, losses), stream),
            ".npz" when frame is not null => stream => FrameTables.ToNpz(frame, losses).Write(stream, !isStored),
            ".json" => stream => PyJson.Write(value, stream, losses),
            ".npy" => stream => ArrayTables.WriteNpy(ArrayTables.Single(value, losses), stream),
            ".npz" => stream => ArrayTables.Named(value, losses).Write(stream, !isStored),
            _ => stream => ArrayTables.WriteCsv(ArrayTables.Single(value, losses), stream, losses),
        };
        try
        {
            AtomicFile.Write(output, stream =>
            {
                write(stream);
                losses.Refuse();
            });
        }
        catch (NotSupportedException error)
        {
            throw new UnsupportedConversionException(
                $"the value has no {extension} form: {error.Message}{(isPickle ? "" : "; write it as .pkl or .joblib")}");
        }

        losses.Settle();
    }

    private static string NameOf(string extension) =>
        extension switch { ".csv" => "CSV", ".json" => "JSON", ".npy" or ".npz" => extension, ".skops" => "a skops file", _ => "a pickle" };

    private static (PyValue Value, SaveOptions Save, bool IsJson) Load(UnpackedFile file, string extension, ConvertOptions options,
        SaveOptions save, Losses losses)
    {
        var load = new LoadOptions { Limits = options.Limits };
        int protocol = options.Protocol ?? PicklerOptions.DefaultProtocol;
        SaveOptions anew = save with { Protocol = protocol };
        ReadOptions.Check(file.Format, options.Csv, sheet: options.Sheet);
        switch (file.Format)
        {
            case { } format when TableFormat.Of(options.Formats, format) is { } tables:
                return (TableFrames.OfTyped(DataFile.ReadTyped(file.Data, tables, new TableReadOptions { Sheet = options.Sheet },
                    long.MaxValue)).ToPickle(protocol), anew, false);
            case FileFormat.Npy:
                return (ArrayTables.Describe(new ArrayPickler(protocol), NpyFormat.Read(file.Data, options.Limits)), anew, false);
            case FileFormat.Npz:
            case FileFormat.Zip when file.Members is { Count: 0 }:
                NpzFile arrays = NpzFile.Read(file.Data, load);
                return (ArrayTables.Meaning(arrays, extension, protocol) is { } meaning ? meaning : ArrayTables.ToDict(arrays, protocol),
                    anew, false);
            case FileFormat.Skops or FileFormat.Mlflow:
                return (ModelFile.Read(file, load).Value, anew, false);
            case FileFormat.Json:
                return (JsonText.Read(file.Data, options.Limits), anew, true);
            case FileFormat.Csv or FileFormat.Text:
                return JsonText.TryReadScalar(file.Data, options.Limits, out PyValue scalar) ? (scalar, anew, true)
                    : (TableFrames.ReadTable(file.Data, protocol, options), anew, false);
        }

        var pickle = PickleFile.Read(file, load);
        if (pickle.End < pickle.Data.Length)
        {
            losses.Add($"what stands behind the pickle, {pickle.Data.Length - pickle.End} bytes");
        }

        bool isSameForm = (options.Protocol ?? pickle.Protocol) == pickle.Protocol && pickle.IsJoblib == (extension == ".joblib");
        return (pickle.Value, save with
        {
            Protocol = options.Protocol ?? pickle.Protocol,
            Profile = isSameForm && extension is ".pkl" or ".pickle" or ".joblib" ? pickle.DetectProfile(options.Limits) : save.Profile,
            ObjectArrayProtocol = pickle.ObjectArrayProtocol ?? save.ObjectArrayProtocol,
        }, false);
    }
}
