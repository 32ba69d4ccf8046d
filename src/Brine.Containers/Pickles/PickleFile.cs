using Brine.Pickling;

namespace Brine.Containers;

/// <summary>A pickle or joblib file: what it holds, and how it was written.</summary>
public sealed class PickleFile : IDisposable
{
    private readonly MappedFile? _mapped;

    private PickleFile(PyValue value, int protocol, UnpackedFile file, JoblibArrays arrays, long end)
    {
        _mapped = file.Mapped;
        Value = value;
        Protocol = protocol;
        Codec = file.Codec;
        Layers = file.Layers;
        InlineArrayCount = arrays.Count;
        SidecarCount = arrays.SidecarCount;
        ObjectArrayProtocol = arrays.ObjectProtocol;
        FileBytes = file.FileBytes;
        Data = file.Data;
        End = end;
    }

    /// <summary>The value in the file.</summary>
    public PyValue Value { get; }

    /// <summary>The pickle protocol that the file is written in.</summary>
    public int Protocol { get; }

    /// <summary>How the file is compressed, or the pickle in its archive.</summary>
    public Codec Codec { get; }

    /// <summary>What the pickle was packed in, outermost first: <c>gzip</c>, <c>zip, member df.pkl</c>; empty for a plain file.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>How many arrays stand between the opcodes, which is joblib's way.</summary>
    public int InlineArrayCount { get; }

    /// <summary>How many arrays stood in files beside the pickle, which was joblib's way up to 0.9.</summary>
    public int SidecarCount { get; }

    /// <summary>The protocol of the pickles inside a joblib file that hold arrays of objects, or null where there are none.</summary>
    public int? ObjectArrayProtocol { get; }

    /// <summary>True when joblib wrote the file, as far as the file tells: it has inline arrays or is compressed.</summary>
    public bool IsJoblib => InlineArrayCount + SidecarCount > 0;

    /// <summary>The size of the file in bytes.</summary>
    public long FileBytes { get; }

    /// <summary>The decompressed bytes; of a file over 2 GiB the beginning.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Where in <see cref="Data"/> the pickle ends; bytes behind it are not read, as Python does not read them.</summary>
    public long End { get; }

    /// <summary>Loads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PickleFile Open(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new LoadOptions();
        return new FileInfo(path) is { Exists: true, Length: > int.MaxValue } large && large.Length <= options.Limits.MaxFileBytes
            ? Read(UnpackedFile.OfLarge(new MappedFile(path), path), options)
            : Read(UnpackedFile.Open(path, options.Limits, options.MemoryMap), options);
    }

    /// <summary>Reads the bytes of a pickle or joblib file, decompressed, without loading them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new LoadOptions();
        return PickleIn(UnpackedFile.Open(path, options.Limits));
    }

    /// <summary>Decompresses the bytes of a pickle or joblib file, without loading them.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => PickleIn(UnpackedFile.Read(bytes, (options ?? new LoadOptions()).Limits));

    /// <summary>Loads the bytes of a file; the values are views over them.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static PickleFile Read(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => Read(UnpackedFile.Read(bytes, (options ?? new()).Limits), options);

    /// <summary>Loads the pickle or joblib file that was opened before.</summary>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PickleFile Read(UnpackedFile file, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new LoadOptions();
        ReadOnlyMemory<byte> data = PickleIn(file);
        PickleInput input = file.Mapped is { Length: > int.MaxValue } large ? PickleInput.From(large.Length, large.Slice) : PickleInput.From(data);
        var inner = new UnpicklerOptions { Limits = options.Limits, OnGlobal = global => Name(global, options.OnGlobal), Extensions = options.Extensions };
        var arrays = new JoblibArrays(inner, file.Path is null ? null : new JoblibSidecars(file.Path, options.Limits));
        var unpickler = new Unpickler(input, inner with { AfterBuild = arrays.AfterBuild });
        PyValue value;
        try
        {
            value = unpickler.Load();
        }
        catch (PickleFormatException error) when (error.Code != "FormatLineEndings" && LineEndings.AreChanged(data, options))
        {
            throw LineEndings.Error(error.Offset, error);
        }

        return new PickleFile(value, unpickler.Protocol, file, arrays, unpickler.Position);
    }

    /// <summary>The names of protocols 0 to 3 end with the line: no module or class ends in a carriage return.</summary>
    private static void Name(PyGlobal global, Action<PyGlobal>? onGlobal)
    {
        if (global.Module.EndsWith('\r') || global.Name.EndsWith('\r'))
        {
            throw LineEndings.Error(-1);
        }

        onGlobal?.Invoke(global);
    }

    /// <summary>
    /// Lets go of a file that was left on disk (<see cref="LoadOptions.MemoryMap"/>); its bytes and arrays cannot be read after that. A
    /// mapped file that is not disposed stays in the address space until the process ends.
    /// </summary>
    public void Dispose() => _mapped?.Dispose();

    /// <summary>Whose bytes the file has, as far as they tell: saved with this profile at its protocol it comes out as it was. To be asked before the value is changed.</summary>
    public PickleProfile DetectProfile() => PickleSaver.DetectProfile(this);

    private static ReadOnlyMemory<byte> PickleIn(UnpackedFile file) => file.Format == FileFormat.Pickle ? file.Data
        : file.Format is FileFormat.Unknown or FileFormat.Text && LineEndings.Undo(file.Data.Span, out _) is { } undone && Detector.DetectFormat(undone) == FileFormat.Pickle ? throw LineEndings.Error(0)
        : throw NotAPickle(file.Format);

    private static PickleFormatException NotAPickle(FileFormat format) => format switch
    {
        FileFormat.Empty => new("NotAModelEmpty", "the file is empty; it was not saved, or not fetched", 0),
        FileFormat.GitLfsPointer => new("NotAModelGitLfs", "this is a Git LFS pointer, not the file it stands for; run 'git lfs pull' and try again", 0),
        FileFormat.Html => new("NotAModelHtml", "this is a web page, not a model; the download went wrong (a login page?): fetch the file itself", 0),
        FileFormat.Json => new("NotAModelJson", "this is JSON, not a pickle", 0),
        FileFormat.Csv => new("NotAModelCsv", "this is a table as text (CSV), not a model", 0),
        FileFormat.Text => new("NotAModelText", "this is text, not a pickle", 0),
        FileFormat.Tar => new("NotAPickleTar", "this is a tar archive without a pickle, or with several; unpack it and choose one", 0),
        FileFormat.Npz => new("NotAPickleNpz", "this is an archive of numpy arrays (.npz), not a pickled model", 0),
        FileFormat.Skops => new("NotAPickleSkops", "this is a skops file: a model without a pickle", 0),
        FileFormat.Mlflow => new("NotAPickleMlflow", "this is an MLflow model: it holds a pickle among other files", 0),
        FileFormat.Torch or FileFormat.TorchLegacy or FileFormat.TorchTar or FileFormat.TorchExport => new("NotAPickleTorch", "this is a PyTorch file, which this version cannot open as a model", 0),
        FileFormat.Keras or FileFormat.SavedModel => new("NotAPickleKeras", "this is a Keras or TensorFlow model, which this version cannot open", 0),
        FileFormat.Safetensors or FileFormat.Onnx or FileFormat.LightGbm or FileFormat.XgBoost or FileFormat.CatBoost => new("NotAPickleForeign", $"this is a model in a form of its own ({format}), not a pickle, which this version cannot open", 0),
        FileFormat.Npy => new("NotAPickleNpy", "this is a numpy array (.npy), not a pickled model", 0),
        FileFormat.Zip => new("NotAPickleZip", "this is a ZIP archive without a pickle, or with several; unpack it and choose one", 0),
        FileFormat.Hdf5 => new("NotAPickleHdf5", "this is an HDF5 file (Keras), which this version cannot open as a model", 0),
        _ => new("NotAModel", "this is no pickle, nor any other kind of file that Brine knows", 0),
    };
}
