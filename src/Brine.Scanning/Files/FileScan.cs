using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Scans one piece of data, whatever it is: takes off compression, opens archives, and looks into every part by its
/// content.</summary>
internal sealed partial class FileScan(ScanContext context, PickleSource source = PickleSource.Plain)
{
    /// <summary>The bytes that a compressed part may grow to, whatever its ratio.</summary>
    internal const long RatioFloor = 64L << 20;

    private FileFindings Findings => context.Findings;

    /// <summary>The format of the innermost data that is one file.</summary>
    internal FileFormat? Format { get; private set; }

    /// <summary>The files beside the scanned one that it names.</summary>
    internal List<string> Sidecars { get; } = [];

    /// <summary>The storages of torch that a pickle named: keys and bytes.</summary>
    internal IReadOnlyDictionary<string, long> Storages { get; private set; } = new Dictionary<string, long>();

    /// <summary>Scans a part.</summary>
    /// <param name="data">Its bytes.</param>
    /// <param name="place">Its name.</param>
    /// <param name="depth">How many others it is in.</param>
    internal void Scan(ReadOnlyMemory<byte> data, string place, int depth = 0)
    {
        context.Options.CancellationToken.ThrowIfCancellationRequested();
        if (depth > context.Options.MaxNesting)
        {
            Findings.IsCutShort = true;
            Findings.AddUnread(ScanRule.LimitReached, place, null,
                $"parts lie more than {context.Options.MaxNesting} deep inside of each other; what is deeper was not looked at");
            return;
        }

        if (!context.Enter())
        {
            Findings.IsCutShort = true;
            Findings.AddUnread(ScanRule.LimitReached, place, null, "the file has too many parts; the rest was not looked at");
            return;
        }

        if (UnreadArchives.NameOf(data.Span) is { } archive)
        {
            Findings.IsModel = true;
            Findings.AddUnread(ScanRule.UnreadPart, place, 0, $"the part is {archive}, which is not read");
            return;
        }

        Codec codec = Detector.DetectCodec(data.Span);
        if (codec != Codec.None && ScanPacked(data, codec, place, depth))
        {
            ScanAsPickle(data, Decompressor.NameOf(codec), place);
            return;
        }

        FileFormat format = Detector.DetectFormat(data.Span);
        Format = depth == 0 || Format is null ? format : Format;
        if (ScanFormat(data, format, place, depth) && format is not (FileFormat.Pickle or FileFormat.TorchLegacy))
        {
            ScanAsPickle(data, FormatTable.Of(format).Name, place);
        }

        if (format is not FileFormat.Zip)
        {
            ScanAppendedZip(data, format, place, depth);
        }
    }

    /// <returns>False for data of no known form, in which pickles were looked for.</returns>
    private bool ScanFormat(ReadOnlyMemory<byte> data, FileFormat format, string place, int depth)
    {
        switch (format)
        {
            case FileFormat.Zip:
                Format = new ZipScan(context, this, data, place, depth).Run();
                break;
            case FileFormat.Tar:
                ScanTar(data, place, depth);
                break;
            case FileFormat.Pickle when data.Span[0] != PickleOpcode.Proto:
                ScanUnmarkedPickle(data, place, depth);
                break;
            case FileFormat.Pickle:
                ScanPickle(data, place, depth);
                break;
            case FileFormat.TorchLegacy:
                ScanLegacyTorch(data, place, depth);
                break;
            case FileFormat.Npy:
                ScanNpy(data, place, depth);
                break;
            case FileFormat.Base64:
                ScanBase64(data, place, depth);
                break;
            case FileFormat.Hdf5:
                Findings.IsModel = true;
                KerasConfig.ScanHdf5(context, data.Span, place);
                break;
            case FileFormat.Json:
                Findings.IsModel |= KerasConfig.IsConfig(data.Span) && KerasConfig.ScanJson(context, data.Span, place);
                break;
            case FileFormat.Onnx:
                Findings.IsModel = true;
                OnnxScan.Scan(context, data.Span, place);
                break;
            case FileFormat.Safetensors or FileFormat.LightGbm or FileFormat.XgBoost or FileFormat.CatBoost:
                Findings.IsModel = true;
                break;
            case FileFormat.Empty or FileFormat.Parquet or FileFormat.Arrow:
                break;
            default:
                ScanUnknown(data, place, depth);
                return false;
        }

        return true;
    }

    /// <summary>Takes off compression and scans what is inside, also where it is cut off: a loader executes what comes before.</summary>
    /// <returns>False where the data only looked compressed.</returns>
    private bool ScanPacked(ReadOnlyMemory<byte> data, Codec codec, string place, int depth)
    {
        Limits limits = context.Options.Limits;
        ReadOnlyMemory<byte> inside = Decompressor.DecompressPart(data, codec,
            limits with { MaxDecompressedBytes = Math.Min(limits.MaxDecompressedBytes, Math.Max(0, context.BytesLeft)) },
            out int end, out Exception? error);
        if (error is InvalidDataException && PartialDeflate.Unpack(data, codec, context.BytesLeft) is { } more
            && more.Length > inside.Length)
        {
            inside = more;
        }

        if (error is not PickleLimitException && inside.IsEmpty && codec is Codec.Zlib or Codec.Lzma)
        {
            return false;
        }

        context.Spend(inside.Length);
        if (error is PickleLimitException)
        {
            ReportGrowth(data.Length, inside.Length, place, Decompressor.NameOf(codec));
        }
        else if (error is not null)
        {
            Findings.AddUnread(ScanRule.UnreadPart, place, null,
                $"the {Decompressor.NameOf(codec)} data is corrupt or cut off after {inside.Length} bytes: {PlainText.Of(error.Message)}");
        }

        Scan(inside, place, depth + 1);
        if (error is null && data.Span[end..].ContainsAnyExcept((byte)0))
        {
            ScanBehind(data[end..], $"{place}@{end}", end, depth);
        }

        return true;
    }

    /// <summary>What stands behind a stream: joblib reads on in the next one, others do not.</summary>
    private void ScanBehind(ReadOnlyMemory<byte> data, string place, int offset, int depth)
    {
        if (Detector.DetectCodec(data.Span) != Codec.None)
        {
            Scan(data, place, depth + 1);
        }
        else
        {
            Sweep(data, place, 0);
        }

        Findings.AddUnread(ScanRule.UnreadBytes, place, offset, $"{data.Length} bytes stand behind the compressed data");
    }

    internal void ReportGrowth(long packed, long unpacked, string place, string what)
    {
        Limits limits = context.Options.Limits;
        bool isBomb = Math.Max(RatioFloor, limits.MaxDecompressionRatio * packed)
            < Math.Min(limits.MaxDecompressedBytes, context.BytesLeft + unpacked);
        Findings.IsCutShort |= context.BytesLeft <= 0;
        Findings.AddUnread(isBomb ? ScanRule.Bomb : ScanRule.LimitReached, place, null,
            $"{packed} bytes of {what} grow beyond the limits, which stopped at {unpacked}");
    }

    private void ScanPickle(ReadOnlyMemory<byte> data, string place, int depth)
    {
        Findings.IsModel = true;
        var scan = new PickleScan(context, data, place, source)
        {
            OnNested = (bytes, name) => ScanNested(bytes, name, depth + 1),
            OnSidecar = Sidecars.Add,
        };
        PickleTrace trace = scan.Run();
        Storages = scan.Storages;
        if (trace.Findings.FirstOrDefault(found => found.Kind == TraceFindingKind.UnreadBytes) is { } unread)
        {
            Sweep(data, place, unread.Offset);
        }
    }

    private void ScanBase64(ReadOnlyMemory<byte> data, string place, int depth)
    {
        if (NestedData.FromBase64(data.Span) is { } bytes)
        {
            Scan(bytes, place, depth + 1);
        }
        else
        {
            Findings.AddUnread(ScanRule.UnreadPart, place, null, "the base64 text is corrupt or cut off");
        }
    }
}
