using Amazon.S3.Model;
using Brine.Store;

namespace Brine.Tests.Store;

internal sealed class S3OfTest : BackendOfTest
{
    private const string Prefix = "team/models/";

    internal S3OfTest() => Bucket = Server.NewBucket();

    internal S3Server Server { get; } = S3Server.Get();

    internal string Bucket { get; }

    internal override string Location => $"s3://{Bucket}/{Prefix.TrimEnd('/')}?endpoint={Server.Endpoint}";

    internal override int Files => List("blobs/").Count;

    internal override bool HasLeftovers
    {
        get
        {
            if (!IsMade)
            {
                return false;
            }

            using var cache = new TemporaryFolder();
            using ModelStore store = ModelStore.Open(Location, new StoreOptions { CacheFolder = cache.Path });
            HashSet<string> kept = [.. store.List().Where(version => !version.IsRemoved)
                .SelectMany(version => new[] { version.File, version.Cases, version.Signature }).OfType<StoredFile>()
                .Select(file => file.Hash)];
            return List("blobs/").GroupBy(item => item.Key.Split('/')[^2]).Any(copies => !kept.Contains(copies.Key) || copies.Count() > 1);
        }
    }

    internal override bool IsMade => List("").Count > 0;

    public override void Dispose()
    {
        foreach (S3Object item in List(""))
        {
            Server.Delete(Bucket, item.Key);
        }
    }

    internal override bool Has(ModelVersion version) => List($"blobs/{version.File.Hash}/").Count > 0;

    internal override void Overwrite(ModelVersion version, byte[]? bytes)
    {
        foreach (S3Object item in List($"blobs/{version.File.Hash}/"))
        {
            if (bytes is null)
            {
                Server.Delete(Bucket, item.Key);
            }
            else
            {
                Server.Put(Bucket, item.Key, bytes);
            }
        }
    }

    internal IReadOnlyList<S3Object> List(string prefix) => Server.List(Bucket, Prefix + prefix);
}
