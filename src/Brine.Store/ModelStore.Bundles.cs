using System.IO.Compression;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Store;

public sealed partial class ModelStore
{
    private const string BundleFacts = "version.json";
    private const string BundleFiles = "files/";
    private const int MostFacts = 16 << 20;

    /// <summary>What two readers take differently is no export. The end of an archive within it is none of these: cases are one.</summary>
    private static readonly ZipFindingKind[] Refused =
        [ZipFindingKind.DuplicateName, ZipFindingKind.Prefix, ZipFindingKind.TrailingData, ZipFindingKind.Overlap];

    /// <summary>Writes a version with all its files into one file, for another store.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="path">Where to; the file appears complete or not at all.</param>
    /// <exception cref="StoreException">There is no such version, or a file was damaged.</exception>
    /// <exception cref="FileNotWrittenException">The file cannot be written there.</exception>
    public ModelVersion Export(string reference, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelVersion version = WithFiles(reference);
        AtomicFile.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            using (Stream facts = archive.CreateEntry(BundleFacts, CompressionLevel.NoCompression).Open())
            {
                facts.Write(VersionJson.Write(version));
            }

            foreach (StoredFile file in StoreChecker.FilesOf(version).DistinctBy(file => file.Hash))
            {
                using Stream target = archive.CreateEntry(BundleFiles + file.Hash, CompressionLevel.NoCompression).Open();
                _blobs.CopyTo(file, target);
            }
        });
        return version;
    }

    /// <summary>Adds a version that another store exported, under the next number of its model. Its files are hashed and scanned again;
    /// what people approved there does not count here.</summary>
    /// <param name="path">The file that <see cref="Export"/> wrote.</param>
    /// <param name="name">What the model is called here; as there when left out.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="StoreException">The file is no export, or was damaged.</exception>
    public ModelVersion Import(string path, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = FileContent.OpenFile(path, _options.Load.Limits, long.MaxValue);
        try
        {
            using ZipReader archive = ZipReader.Read(stream, _options.Load.Limits);
            if (archive.Findings.FirstOrDefault(found => Refused.Contains(found.Kind)) is { } finding)
            {
                throw new InvalidDataException(SafeText.Of(finding.Message));
            }

            ModelVersion there = ReadFacts(archive);
            StoreNames.Require(name ?? there.Name, "a model");
            RequireMetrics(there.Metrics);
            Create();
            using IncomingBlob model = Take(archive, there.File, cancellationToken);
            using IncomingBlob? cases = there.Cases is { } file ? Take(archive, file, cancellationToken) : null;
            using IncomingBlob? signature = there.Signature is { } signed ? Take(archive, signed, cancellationToken) : null;
            ModelVersion seen = FileFacts.Of(model.Path, _options.Load, cancellationToken);
            ModelVersion version = there with
            {
                Name = name ?? there.Name,
                Verdict = seen.Verdict,
                IsScanIncomplete = seen.IsScanIncomplete,
                Content = seen.Content,
                WrittenBy = seen.WrittenBy,
                CasesBy = RecorderOf(cases),
                Approvals = [],
                ImportedFrom = FormattableString.Invariant(
                    $"{there}, added {there.Added:yyyy-MM-dd} by {there.AddedBy} on {there.Machine}"),
            };
            return Enter(version, null, [model, cases, signature], cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or PickleFormatException)
        {
            throw NoBundle(path, error.Message.TrimEnd('.'), error);
        }
        catch (StoreException error) when (error.Code == "StoreDamaged")
        {
            throw NoBundle(path, error.Message, error);
        }
    }

    private static ModelVersion ReadFacts(ZipReader archive)
    {
        if (archive.Find(BundleFacts) is not { } entry)
        {
            ZipEntry? deeper = archive.Entries.FirstOrDefault(item => item.Name.EndsWith("/" + BundleFacts, StringComparison.Ordinal));
            throw new InvalidDataException(deeper is null ? $"it has no {BundleFacts}"
                : $"its {BundleFacts} lies in the folder {SafeText.Of(deeper.Name[..^BundleFacts.Length])}, and not at the top: "
                    + "the archive was packed again");
        }

        RequireStored(entry, BundleFacts);
        if (entry.Size > MostFacts)
        {
            throw new InvalidDataException($"its {BundleFacts} is larger than any that a store writes");
        }

        ModelVersion version = VersionJson.Read(archive.ReadAll(entry), BundleFacts);
        return version.IsRemoved ? throw new InvalidDataException("the version in it was removed") : version;
    }

    /// <summary>What is not packed is no longer than the file that it lies in.</summary>
    private static void RequireStored(ZipEntry entry, string name)
    {
        if (!entry.IsStored)
        {
            throw new InvalidDataException($"{name} in it is packed: a store writes files as they are, and the archive was packed again");
        }
    }

    private IncomingBlob Take(ZipReader archive, StoredFile file, CancellationToken cancellationToken)
    {
        string name = SafeText.Of(file.Name);
        if (archive.Find(BundleFiles + file.Hash) is not { } entry)
        {
            throw new InvalidDataException($"it lacks the file {name}");
        }

        RequireStored(entry, $"the file {name}");
        if (entry.Size != file.Bytes)
        {
            throw new InvalidDataException($"the file {name} has another length than the facts say");
        }

        using Stream source = archive.Open(entry);
        IncomingBlob blob = _blobs.Receive(source, cancellationToken);
        if (blob.Hash == file.Hash)
        {
            return blob;
        }

        blob.Dispose();
        throw new InvalidDataException($"the file {name} does not have its SHA-256");
    }

    private static StoreException NoBundle(string path, string why, Exception cause) =>
        new("StoreBundle", $"{path} is no version that a store exported, or was damaged: {why}", cause);
}
