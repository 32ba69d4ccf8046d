using Brine.Store;

namespace Brine.Tests.Store;

internal sealed class FolderOfTest(string folder) : BackendOfTest
{
    internal override string Location => folder;

    internal override int Files => Directory.GetFiles(Path.Combine(folder, "blobs"), "*", SearchOption.AllDirectories).Length;

    internal override bool HasLeftovers =>
        Directory.Exists(Path.Combine(folder, "incoming")) && Directory.EnumerateFiles(Path.Combine(folder, "incoming")).Any();

    internal override bool IsMade => Directory.Exists(folder);

    public override void Dispose()
    {
    }

    internal override bool Has(ModelVersion version) => File.Exists(PathOf(version));

    internal override void Overwrite(ModelVersion version, byte[]? bytes)
    {
        File.Delete(PathOf(version));
        if (bytes is not null)
        {
            File.WriteAllBytes(PathOf(version), bytes);
        }
    }

    private string PathOf(ModelVersion version) => Path.Combine(folder, "blobs", version.File.Hash[..2], version.File.Hash);
}
