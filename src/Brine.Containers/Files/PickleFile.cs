using Brine.Pickling;

namespace Brine.Containers;

/// <summary>A pickle or joblib file: what it holds, and how it was written.</summary>
public sealed class PickleFile
{
    private PickleFile(PyValue value, int protocol, Codec codec, JoblibArrays arrays, long fileBytes, ReadOnlyMemory<byte> data, int end)
    {
        Value = value;
        Protocol = protocol;
        Codec = codec;
        InlineArrayCount = arrays.Count;
        ObjectArrayProtocol = arrays.ObjectProtocol;
        FileBytes = fileBytes;
        Data = data;
        End = end;
    }

    /// <summary>The value in the file.</summary>
    public PyValue Value { get; }

    /// <summary>The pickle protocol that the file is written in.</summary>
    public int Protocol { get; }

    /// <summary>How the file is compressed.</summary>
    public Codec Codec { get; }

    /// <summary>How many arrays stand between the opcodes, which is joblib's way.</summary>
    public int InlineArrayCount { get; }

    /// <summary>The protocol of the pickles inside a joblib file that hold arrays of objects, or null where there are none.</summary>
    public int? ObjectArrayProtocol { get; }

    /// <summary>True when joblib wrote the file, as far as the file tells: it has inline arrays or is compressed.</summary>
    public bool IsJoblib => InlineArrayCount > 0;

    /// <summary>The size of the file in bytes.</summary>
    public long FileBytes { get; }

    /// <summary>The decompressed bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Where in <see cref="Data"/> the pickle ends; bytes behind it are not read, as Python does not read them.</summary>
    public int End { get; }

    /// <summary>Loads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PickleFile Open(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new LoadOptions();
        return Read(FileContent.ReadAll(path, options.Limits), options);
    }

    /// <summary>Reads the bytes of a pickle or joblib file, decompressed, without loading them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(string path, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new LoadOptions();
        return Unpack(FileContent.ReadAll(path, options.Limits), options, out _);
    }

    /// <summary>Decompresses the bytes of a pickle or joblib file, without loading them.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) => Unpack(bytes, options ?? new LoadOptions(), out _);

    /// <summary>Loads the bytes of a file; the values are views over them.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static PickleFile Read(ReadOnlyMemory<byte> bytes, LoadOptions? options = null)
    {
        options ??= new LoadOptions();
        ReadOnlyMemory<byte> data = Unpack(bytes, options, out Codec codec);
        var arrays = new JoblibArrays(options.Limits, options.OnGlobal);
        var unpickler = new Unpickler(data, new UnpicklerOptions { Limits = options.Limits, AfterBuild = arrays.AfterBuild, OnGlobal = options.OnGlobal });
        PyValue value = unpickler.Load();
        return new PickleFile(value, unpickler.Protocol, codec, arrays, bytes.Length, data, (int)unpickler.Position);
    }

    /// <summary>Whose bytes the file has, as far as they tell: saved with this profile at its protocol it comes out as it was. To be asked before the value is changed.</summary>
    public PickleProfile DetectProfile() => PickleSaver.DetectProfile(this);

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> bytes, LoadOptions options, out Codec codec)
    {
        codec = Detector.DetectCodec(bytes.Span);
        ReadOnlyMemory<byte> data = codec == Codec.None ? bytes : Decompressor.Decompress(bytes, codec, options.Limits);
        FileFormat format = Detector.DetectFormat(data.Span);
        return format == FileFormat.Pickle ? data : throw NotAPickle(format);
    }

    private static PickleFormatException NotAPickle(FileFormat format) => format switch
    {
        FileFormat.Empty => new("NotAModelEmpty", "the file is empty; it was not saved, or not fetched", 0),
        FileFormat.GitLfsPointer => new("NotAModelGitLfs", "this is a Git LFS pointer, not the file it stands for; run 'git lfs pull' and try again", 0),
        FileFormat.Html => new("NotAModelHtml", "this is a web page, not a model; the download went wrong (a login page?): fetch the file itself", 0),
        FileFormat.Json => new("NotAModelJson", "this is JSON, not a pickle", 0),
        FileFormat.Text => new("NotAModelText", "this is text, not a pickle", 0),
        FileFormat.Npy => new("NotAPickleNpy", "this is a numpy array (.npy), not a pickled model", 0),
        FileFormat.Zip => new("NotAPickleZip", "this is a ZIP archive (numpy .npz, PyTorch, Keras or skops), which this version cannot open as a model", 0),
        FileFormat.Hdf5 => new("NotAPickleHdf5", "this is an HDF5 file (Keras), which this version cannot open as a model", 0),
        _ => new("NotAModel", "this is no pickle, nor any other kind of file that Brine knows", 0),
    };
}
