using System.IO.Compression;
using Brine.Containers;

namespace Brine.Store;

public sealed partial class ModelStore
{
    private const string BundleFacts = "version.json";
    private const string BundleFiles = "files/";
    private const int MostFacts = 16 << 20;

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
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
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
        catch (InvalidDataException error)
        {
            throw NoBundle(path, error.Message.TrimEnd('.'), error);
        }
        catch (StoreException error) when (error.Code == "StoreDamaged")
        {
            throw NoBundle(path, error.Message, error);
        }
    }

    private static ModelVersion ReadFacts(ZipArchive archive)
    {
        if (archive.GetEntry(BundleFacts) is not { } entry || entry.Length > MostFacts || entry.CompressedLength != entry.Length)
        {
            throw new InvalidDataException($"it has no {BundleFacts} that fits");
        }

        byte[] facts = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(facts);
        ModelVersion version = VersionJson.Read(facts, BundleFacts);
        return version.IsRemoved ? throw new InvalidDataException("the version in it was removed") : version;
    }

    /// <summary>What is not packed is no longer than the file that it lies in.</summary>
    private IncomingBlob Take(ZipArchive archive, StoredFile file, CancellationToken cancellationToken)
    {
        if (archive.GetEntry(BundleFiles + file.Hash) is not { } entry || entry.CompressedLength != entry.Length
            || entry.Length != file.Bytes)
        {
            throw new InvalidDataException($"it lacks the file {SafeText.Of(file.Name)}");
        }

        using Stream source = entry.Open();
        IncomingBlob blob = _blobs.Receive(source, cancellationToken);
        if (blob.Hash == file.Hash)
        {
            return blob;
        }

        blob.Dispose();
        throw new InvalidDataException($"the file {SafeText.Of(file.Name)} does not have its SHA-256");
    }

    private static StoreException NoBundle(string path, string why, Exception cause) =>
        new("StoreBundle", $"{path} is no version that a store exported, or was damaged: {why}", cause);
}
