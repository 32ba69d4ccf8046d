using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Store;

/// <summary>Asks a version for the answers that were recorded with it.</summary>
internal static class CaseValidation
{
    /// <exception cref="StoreException">It has no cases, or a file was damaged.</exception>
    internal static ValidationReport Run(ModelVersion version, IBlobs blobs, LoadOptions load)
    {
        if (version.Cases is null)
        {
            throw new StoreException("StoreCases", $"{version} has no cases to compare with");
        }

        var file = new CaseFile(NpzFile.Read(blobs.Read(version.Cases), load));
        try
        {
            using Model model = Open(version, blobs, load);
            return new ValidationReport { Version = version, RecordedBy = file.RecordedBy, Methods = file.Check(model) };
        }
        catch (Exception error) when (error is UnsupportedModelException or PickleException)
        {
            return new ValidationReport
            {
                Version = version, RecordedBy = file.RecordedBy,
                Methods = [.. file.Methods.Select(method => RowComparer.Missing(method, ErrorText.Of(error)))],
            };
        }
    }

    /// <summary>Opens a model out of the bytes that were hashed; what is larger than an array out of its file, after it was
    /// hashed.</summary>
    internal static Model Open(ModelVersion version, IBlobs blobs, LoadOptions load)
    {
        if (version.File.Bytes <= MostInMemory)
        {
            return Model.Load(blobs.Read(version.File), load);
        }

        blobs.Verify(version.File);
        return Model.Load(blobs.PathOf(version.File.Hash), load);
    }

    private const long MostInMemory = 1 << 30;
}
