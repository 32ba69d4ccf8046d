using Brine.Pickling;

namespace Brine.Containers;

/// <summary>What is inside a file once compression, an archive with one model, and base64 are taken off. All of it is told by content.</summary>
public sealed class UnpackedFile
{
    private const int MostLayers = 5;

    /// <summary>What tells a compressed file; one that begins with longer frames of its user is read whole first.</summary>
    private const int DetectedHead = 4096;

    private readonly List<string> _layers = [];

    private UnpackedFile(ReadOnlyMemory<byte> data, long fileBytes, string? path)
    {
        Data = data;
        FileBytes = fileBytes;
        Path = path;
    }

    /// <summary>The innermost bytes; none for a folder.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>What they are.</summary>
    public FileFormat Format { get; private set; }

    /// <summary>The compression that was taken off first.</summary>
    public Codec Codec { get; private set; }

    /// <summary>What was taken off, outermost first: <c>gzip</c>, <c>zip, member df.pkl</c>.</summary>
    public IReadOnlyList<string> Layers => _layers;

    /// <summary>The files in the archive or folder, where the innermost bytes are one; else null.</summary>
    public IReadOnlyList<ArchiveMember>? Members => Archive?.Members;

    /// <summary>What is odd about the ZIP archives that were opened.</summary>
    public IReadOnlyList<ZipFinding> Findings { get; private set; } = [];

    /// <summary>The size of the file in bytes.</summary>
    public long FileBytes { get; }

    /// <summary>Where the file lies, or null for bytes from elsewhere.</summary>
    internal string? Path { get; }

    /// <summary>The mapping that <see cref="Data"/> is a view over, where the file was left on disk.</summary>
    internal MappedFile? Mapped { get; private init; }

    internal Archive? Archive { get; private set; }

    /// <summary>A pickle of more bytes than an array holds; <see cref="Data"/> is its beginning.</summary>
    internal static UnpackedFile OfLarge(MappedFile mapped, string path)
    {
        ReadOnlyMemory<byte> head = mapped.Slice(0, 1 << 20);
        var file = new UnpackedFile(head, mapped.Length, path) { Mapped = mapped, Codec = Detector.DetectCodec(head.Span), Format = Detector.DetectFormat(head.Span) };
        return file.Codec == Codec.None && file.Format == FileFormat.Pickle
            ? file
            : throw new PickleLimitException("LimitFileBytes", $"the file has {mapped.Length} bytes, over the limit of {Array.MaxLength} for anything but an uncompressed pickle");
    }

    /// <summary>Opens a file, or the folder of an MLflow model.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The path names a folder without a model.</exception>
    /// <exception cref="PickleFormatException">A layer is corrupt, or packed in a way that is not read.</exception>
    /// <exception cref="PickleLimitException">A layer grows beyond the limits, or there are too many.</exception>
    public static UnpackedFile Open(string path, Limits? limits = null) => Open(path, limits ?? Limits.Default, memoryMap: false);

    internal static UnpackedFile Open(string path, Limits limits, bool? memoryMap)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
        {
            using FileStream stream = FileContent.Open(path, limits);
            if (memoryMap is not true && stream.CanSeek && OpenPacked(stream, path, limits) is { } unpacked)
            {
                return unpacked.Archive is null ? unpacked.TakeOffAll(limits) : unpacked;
            }

            ReadOnlyMemory<byte> bytes = FileContent.ReadAll(stream, limits, memoryMap, out MappedFile? mapped);
            UnpackedFile file = new UnpackedFile(bytes, bytes.Length, path) { Mapped = mapped }.TakeOffAll(limits);
            if (file._layers is [var outermost, ..] && outermost == Decompressor.NameOf(file.Codec))
            {
                // All of it was unpacked into memory: nothing is a view over the file any more.
                mapped?.Dispose();
            }

            return file;
        }

        Archive folder = Archive.OfFolder(path, limits);
        return folder.Format == FileFormat.Mlflow
            ? new UnpackedFile(default, folder.Members.Sum(member => member.Size), path) { Format = FileFormat.Mlflow, Archive = folder }
            : throw new IOException($"{path} is a folder, not a file, and has no MLmodel");
    }

    /// <summary>Opens the bytes of a file.</summary>
    /// <exception cref="PickleFormatException">A layer is corrupt, or packed in a way that is not read.</exception>
    /// <exception cref="PickleLimitException">A layer grows beyond the limits, or there are too many.</exception>
    public static UnpackedFile Read(ReadOnlyMemory<byte> bytes, Limits? limits = null) => new UnpackedFile(bytes, bytes.Length, null).TakeOffAll(limits ?? Limits.Default);

    /// <summary>Unpacks a compressed file, a ZIP archive of one model, or a skops file as it is read; null for another one.</summary>
    private static UnpackedFile? OpenPacked(FileStream stream, string path, Limits limits)
    {
        Span<byte> head = stackalloc byte[DetectedHead];
        head = head[..RandomAccess.Read(stream.SafeFileHandle, head, 0)];
        Codec codec = Detector.DetectCodec(head);
        int length = (int)stream.Length;
        if (codec == Codec.None)
        {
            var zip = new UnpackedFile(default, length, path) { Format = Detector.DetectFormat(head) };
            if (zip.Format != FileFormat.Zip || zip.TakeOffArchive(Archive.OfZip(ZipReader.Read(stream, limits)), limits))
            {
                return zip.Layers.Count > 0 ? zip : null;
            }

            // All of a skops file is wanted; other archives are left where they are.
            if (zip.Format != FileFormat.Skops)
            {
                return null;
            }

            zip.Archive = zip.Archive!.InMemory();
            return zip;
        }

        using var packed = new PackedInput(stream.SafeFileHandle, length);
        var file = new UnpackedFile(Decompressor.Decompress(packed, codec, limits), length, path) { Codec = codec };
        file._layers.Add(Decompressor.NameOf(codec));
        return file;
    }

    private UnpackedFile TakeOffAll(Limits limits)
    {
        while (TakeOff(limits))
        {
            if (_layers.Count > MostLayers)
            {
                throw new PickleLimitException("LimitArchiveLayers", $"the file is packed more than {MostLayers} times: {string.Join(", ", _layers)}");
            }
        }

        return this;
    }

    private bool TakeOff(Limits limits)
    {
        if (Detector.DetectCodec(Data.Span) is var codec and not Codec.None)
        {
            Codec = Codec == Codec.None ? codec : Codec;
            Data = Decompressor.Decompress(Data, codec, limits);
            _layers.Add(Decompressor.NameOf(codec));
            return true;
        }

        Format = Detector.DetectFormat(Data.Span);
        if (Format is FileFormat.Zip or FileFormat.Tar)
        {
            return TakeOffArchive(Format == FileFormat.Zip ? Archive.OfZip(Data, limits) : Archive.OfTar(Data), limits);
        }

        if (Format != FileFormat.Base64)
        {
            return false;
        }

        Data = Base64Text.Decode(Data.Span);
        _layers.Add("base64");
        return true;
    }

    private bool TakeOffArchive(Archive archive, Limits limits)
    {
        Archive = archive;
        Format = Archive.Format;
        Findings = [.. Findings, .. Archive.Findings];
        if (Format is not (FileFormat.Zip or FileFormat.Tar) || Archive.SingleModel(limits) is not { } member)
        {
            return false;
        }

        _layers.Add($"{Format.ToString().ToLowerInvariant()}, member {member.Name}");
        Data = member.Read();
        Archive = null;
        return true;
    }
}
