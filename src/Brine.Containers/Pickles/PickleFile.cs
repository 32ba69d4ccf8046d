using Brine.Pickling;

namespace Brine.Containers;

/// <summary>A pickle or joblib file: what it holds, and how it was written.</summary>
public sealed class PickleFile : IDisposable
{
    private readonly UnpackedFile _file;

    private PickleFile(PyValue value, int protocol, UnpackedFile file, JoblibArrays arrays, long end)
    {
        _file = file;
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
    public static PickleFile Open(string path, LoadOptions? options = null) => ReadOwned(UnpackedFile.Open(path, options), options);

    /// <summary>Loads a file without blocking while it is read; one that is left on disk is read when it is touched.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have been read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static async Task<PickleFile> OpenAsync(string path, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        ReadOwned(await UnpackedFile.OpenAsync(path, options, progress, cancellationToken).ConfigureAwait(false), options);

    /// <summary>Reads the bytes of a pickle or joblib file, decompressed, without loading them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PickleFormatException">The file is no pickle.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow, or has more than 2 GiB.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(string path, LoadOptions? options = null)
    {
        using UnpackedFile file = UnpackedFile.Open(path, (options ?? new LoadOptions()) with { MemoryMap = false });
        return file.Mapped is null ? OpcodesIn(file, options)
            : throw new PickleLimitException("LimitFileBytes", $"the file has {file.FileBytes} bytes, over the limit of {Array.MaxLength}");
    }

    /// <summary>Decompresses the bytes of a pickle or joblib file, without loading them.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static ReadOnlyMemory<byte> ReadBytes(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) =>
        OpcodesIn(UnpackedFile.Read(bytes, options), options);

    /// <summary>The pickle in a file, for those who look at its opcodes one by one.</summary>
    /// <exception cref="PickleFormatException">The file is no pickle.</exception>
    /// <exception cref="PickleLimitException">It has far more opcodes than one of its size on disk.</exception>
    internal static ReadOnlyMemory<byte> OpcodesIn(UnpackedFile file, LoadOptions? options)
    {
        ReadOnlyMemory<byte> data = PickleIn(file);
        OpcodeBudget.Check(data.Span, file.FileBytes, (options ?? new LoadOptions()).Limits);
        return data;
    }

    /// <summary>Loads the bytes of a file; the values are views over them.</summary>
    /// <exception cref="PickleFormatException">The bytes are no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The bytes ask for more than the limits allow.</exception>
    public static PickleFile Read(ReadOnlyMemory<byte> bytes, LoadOptions? options = null) =>
        Read(UnpackedFile.Read(bytes, options), options);

    /// <summary>Loads what is left of a stream as one file.</summary>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The stream asks for more than the limits allow.</exception>
    public static PickleFile Read(Stream stream, LoadOptions? options = null) => Read(UnpackedFile.Read(stream, options), options);

    /// <summary>Loads what is left of a stream as one file, without blocking while it arrives.</summary>
    /// <param name="stream">The stream; it is not closed.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="progress">Told how many bytes have arrived.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="PickleFormatException">The stream holds no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The stream asks for more than the limits allow.</exception>
    public static async Task<PickleFile> ReadAsync(Stream stream, LoadOptions? options = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        Read(await UnpackedFile.ReadAsync(stream, options, progress, cancellationToken).ConfigureAwait(false), options);

    /// <summary>Loads the pickle or joblib file that was opened before; what lets go of one of the two lets go of both.</summary>
    /// <exception cref="PickleFormatException">The file is no pickle, or a corrupt one.</exception>
    /// <exception cref="PickleLimitException">The file asks for more than the limits allow.</exception>
    public static PickleFile Read(UnpackedFile file, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new LoadOptions();
        using ValueBudget budget = ValueBudget.Open(options.Limits, file.FileBytes);
        ReadOnlyMemory<byte> data = PickleIn(file);
        PickleInput input = file.Mapped is { } large && large.Length > Array.MaxLength ? PickleInput.From(large.Length, large.Slice)
            : PickleInput.From(data);
        var inner = new UnpicklerOptions
            { Limits = options.Limits, OnGlobal = global => Name(global, options.OnGlobal), Extensions = options.Extensions };
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
    public void Dispose() => _file.Dispose();

    /// <summary>Whose bytes the file has, as far as they tell: saved with this profile at its protocol it comes out as it was. To be asked
    /// before the value is changed.</summary>
    public PickleProfile DetectProfile() => PickleSaver.DetectProfile(this);

    /// <summary>The same, for values that nest no deeper than the limits allow.</summary>
    /// <exception cref="PickleLimitException">They do.</exception>
    internal PickleProfile DetectProfile(Limits limits) => PickleSaver.DetectProfile(this, limits.MaxDepth);

    private static PickleFile ReadOwned(UnpackedFile file, LoadOptions? options)
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

    private static ReadOnlyMemory<byte> PickleIn(UnpackedFile file) => file.Format == FileFormat.Pickle ? file.Data
        : file.Format is FileFormat.Unknown or FileFormat.Text && LineEndings.Undo(file.Data.Span, out _) is { } undone
            && Detector.DetectFormat(undone) == FileFormat.Pickle ? throw LineEndings.Error(0)
        : throw FormatTable.Of(file.Format).NotAPickle();
}
