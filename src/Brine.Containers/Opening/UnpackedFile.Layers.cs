using Brine.Pickling;

namespace Brine.Containers;

/// <content>Which layers a file has, and taking them off.</content>
public sealed partial class UnpackedFile
{
    private const int MostLayers = 5;

    /// <summary>What is looked at of a pickle that is larger than an array.</summary>
    private const int LargeHead = 1 << 20;

    private static UnpackedFile OfFolder(string path, Limits limits)
    {
        Archive folder = Archive.OfFolder(path, limits);
        return folder.Format == FileFormat.Mlflow
            ? new UnpackedFile(default, folder.Members.Sum(member => member.Size), path) { Format = FileFormat.Mlflow, Archive = folder }
            : throw new IOException($"{path} is a folder, not a file, and has no MLmodel");
    }

    /// <summary>A pickle of more bytes than an array holds.</summary>
    private static UnpackedFile OfLarge(string path)
    {
        var mapped = new MappedFile(path);
        try
        {
            ReadOnlyMemory<byte> head = mapped.Slice(0, LargeHead);
            return Detector.DetectCodec(head.Span) == Codec.None && Detector.DetectFormat(head.Span) == FileFormat.Pickle
                ? new UnpackedFile(head, mapped.Length, path) { Mapped = mapped, Format = FileFormat.Pickle }
                : throw new PickleLimitException("LimitFileBytes",
                    $"the file has {mapped.Length} bytes, over the limit of {Array.MaxLength} for anything but an uncompressed pickle");
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    /// <param name="limits">What the layers may grow to.</param>
    /// <param name="outermost">The compression of the first layer, where that was looked at before.</param>
    private UnpackedFile TakeOffAll(Limits limits, Codec? outermost = null)
    {
        for (Codec? known = outermost; TakeOff(limits, known); known = null)
        {
            if (_layers.Count > MostLayers)
            {
                throw new PickleLimitException("LimitArchiveLayers",
                    $"the file is packed more than {MostLayers} times: {string.Join(", ", _layers)}");
            }
        }

        return this;
    }

    private bool TakeOff(Limits limits, Codec? known)
    {
        if ((known ?? Detector.DetectCodec(Data.Span)) is var codec and not Codec.None)
        {
            TakeOffCodec(codec, Decompressor.Decompress(Data, codec, limits));
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

    private void TakeOffCodec(Codec codec, ReadOnlyMemory<byte> unpacked)
    {
        Codec = Codec == Codec.None ? codec : Codec;
        Data = unpacked;
        _layers.Add(Decompressor.NameOf(codec));
    }

    private bool TakeOffArchive(Archive archive, Limits limits)
    {
        Archive = archive;
        Format = archive.Format;
        Findings = [.. Findings, .. archive.Findings];
        if (Format is not (FileFormat.Zip or FileFormat.Tar) || archive.SingleModel(limits) is not { } found)
        {
            return false;
        }

        _layers.Add($"{Format.ToString().ToLowerInvariant()}, member {found.Member.Name}");
        Data = found.Content;
        Archive = null;
        return true;
    }

    /// <summary>Opens a file that an array could hold: what is packed is unpacked as it is read, so that both are never in memory
    /// whole.</summary>
    private readonly ref struct FileOpener(FileStream stream, string path, LoadOptions options)
    {
        /// <summary>What tells a compressed file; one that begins with longer frames of its user is read whole first.</summary>
        private const int Head = 4096;

        internal UnpackedFile Open()
        {
            if (!stream.CanSeek || options.MemoryMap is true)
            {
                return Whole(null);
            }

            Span<byte> head = stackalloc byte[Head];
            head = head[..RandomAccess.Read(stream.SafeFileHandle, head, 0)];
            Codec codec = Detector.DetectCodec(head);
            return codec != Codec.None ? Packed(codec)
                : FileMarks.IsZip(head) ? Zipped()
                : Whole(Skippable.SkipAll(head).Length == head.Length ? Codec.None : null);
        }

        private UnpackedFile Packed(Codec codec)
        {
            using var packed = new PackedInput(stream.SafeFileHandle, (int)stream.Length);
            var file = new UnpackedFile(default, packed.Length, path);
            file.TakeOffCodec(codec, Decompressor.Decompress(packed, codec, options.Limits));
            return file.TakeOffAll(options.Limits);
        }

        /// <summary>An archive with one model is that model; of others the files are read when they are asked for, which is after this one
        /// is closed.</summary>
        private UnpackedFile Zipped()
        {
            var file = new UnpackedFile(default, stream.Length, path);
            if (file.TakeOffArchive(Archive.OfZip(ZipReader.Read(stream, options.Limits)), options.Limits))
            {
                return file.TakeOffAll(options.Limits);
            }

            if (FormatTable.Of(file.Format).NeedsAllMembers)
            {
                file.Archive = file.Archive!.InMemory();
                return file;
            }

            ReadOnlyMemory<byte> bytes = FileContent.ReadAll(stream, options.Limits, options.MemoryMap, out MappedFile? mapped);
            return new UnpackedFile(bytes, bytes.Length, path)
                { Mapped = mapped, Format = file.Format, Findings = file.Findings,
                    Archive = Archive.OfZip(bytes, options.Limits, file.Format) };
        }

        private UnpackedFile Whole(Codec? codec)
        {
            ReadOnlyMemory<byte> bytes = FileContent.ReadAll(stream, options.Limits, options.MemoryMap, out MappedFile? mapped);
            var file = new UnpackedFile(bytes, bytes.Length, path) { Mapped = mapped };
            try
            {
                file.TakeOffAll(options.Limits, codec);
            }
            catch
            {
                mapped?.Dispose();
                throw;
            }

            if (file._layers is [var outermost, ..] && outermost == Decompressor.NameOf(file.Codec))
            {
                // All of it was unpacked into memory: nothing is a view over the file any more.
                mapped?.Dispose();
            }

            return file;
        }
    }
}
